from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.timezone import get_current_timezone, now

from offramp.platform.design import forms
from offramp.program.appointments import queries, rules
from offramp.program.sites.forms import SiteForm

_PASSED = "This time has passed. Choose a time that is still to come."
_SKIPPED = (
    "The clock is put forward that night, and this time does not exist. Choose an "
    "hour later."
)


class TimeToCome(forms.Moment):
    """A time that is still to come, by the clock where the program is.

    Of an hour that comes twice, when the clock is put back, the first is meant.
    """

    def to_python(self, value: Any) -> datetime | None:
        """The moment; an hour that the clock skips is refused."""
        try:
            moment: datetime | None = super().to_python(value)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            moment = _first_of_two(str(value))
        return moment

    def validate(self, value: Any) -> None:
        """Not over yet."""
        super().validate(value)
        if value is not None and value <= now():
            raise ValidationError(_PASSED, code="passed")


def _first_of_two(text: str) -> datetime:
    said, zone = parse_datetime(text), get_current_timezone()
    if said is None:
        raise ValidationError(_SKIPPED, code="skipped")
    first = said.replace(tzinfo=zone, fold=0)
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != said:
        raise ValidationError(_SKIPPED, code="skipped")
    return first


class AppointmentForm(SiteForm):
    """A meeting to come: when, where, how to get there, how to be reminded."""

    lists: ClassVar = {"transport": "transport", "reminder": "reminder"}

    kind = forms.Tiles(label="What for?", choices=list(rules.KINDS.items()))
    when = TimeToCome(label="When?")
    place = forms.ShortText(label="Where?", max_length=200)
    with_id = forms.Pick(label="With whom?", empty="Not settled yet", required=False)
    transport = forms.Tiles(label="How do they get there?")
    reminder = forms.Tiles(label="How shall we remind them?")
    reminder_words = forms.ShortText(
        label="Where the reminder goes",
        max_length=200,
        required=False,
        help_text="Only by a way that they said is safe.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        empty = ("", "Not settled yet")
        self.fields["with_id"].choices = [empty, *queries.colleagues()]  # type: ignore[attr-defined] # it is a list

    def terms(self) -> dict[str, Any]:
        """The answers as the action takes them."""
        given = self.cleaned_data
        fields = ("kind", "when", "place", "transport", "reminder", "reminder_words")
        chosen = given["with_id"]
        return {
            **{name: given[name] for name in fields},
            "with_id": UUID(chosen) if chosen else None,
        }


class MissForm(forms.Form):
    """Why they did not meet. It may well be us."""

    reason = forms.Tiles(
        label="What happened?", choices=list(rules.NOT_MET_REASONS.items())
    )


class CancelForm(forms.Form):
    """Why it was called off."""

    reason = forms.Tiles(label="Why?", choices=list(rules.CHANGE_REASONS.items()))


class MoveForm(CancelForm):
    """Another time, or another place."""

    field_order = ("when", "place", "reason")

    when = TimeToCome(label="When instead?")
    place = forms.ShortText(
        label="Where, if not at the same place?", max_length=200, required=False
    )
