"""Questions as this program asks them. Each knows its own input and its sentences."""

import re
import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.timezone import localdate, now

from offramp.platform.design import widgets
from offramp.platform.design.signatures import Drawing, Signed, Unreadable

_EARLIEST = date(1900, 1, 1)
_TOO_EARLY = "Enter a year from 1900 on."
_IN_FUTURE = "This day has not come yet. Enter today or an earlier day."
_TOO_FAR = "Enter a day within the next ten years."


class Answer(StrEnum):
    """The answers to a plain question. Not knowing is an answer too."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class ShortText(forms.CharField):
    """One line."""

    def __init__(self, *, max_length: int = 200, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)


class LongText(forms.CharField):
    """A few sentences."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(
        self, *, max_length: int = 4000, rows: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(max_length=max_length, **kwargs)
        if rows is not None:
            self.widget.attrs["rows"] = rows

    def to_python(self, value: Any) -> Any:
        """Count a line break as one character, as the browser does."""
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text


class Phone(forms.CharField):
    """A telephone number however people write it. Kept as it was typed."""

    widget = forms.TextInput(attrs={"type": "tel", "inputmode": "tel"})

    def __init__(self, *, max_length: int = 40, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def run_validators(self, value: Any) -> None:
        """Enough digits to call, and nothing that is not part of a number."""
        super().run_validators(value)
        if not value:
            return
        digits = len(re.sub(r"\D", "", value))
        words = re.sub(r"(?i)\b(ext|extension|x)\b\.?|x(?=\d)", "", value)
        if not 7 <= digits <= 20 or re.search(r"[^\d\s()+./#,-]", words):
            raise ValidationError(
                "Enter a telephone number with its area code, such as 314-555-0142.",
                code="invalid",
            )


class WholeNumber(forms.IntegerField):
    """A count. Typed on the number keys, without arrows to slip on."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "is-narrow"})

    def __init__(self, *, min_value: int = 0, **kwargs: Any) -> None:
        super().__init__(min_value=min_value, **kwargs)


class Tiles(forms.ChoiceField):
    """One answer of several, all in sight."""

    def __init__(self, *, hints: Mapping[str, str] | None = None, **kwargs: Any):
        super().__init__(widget=widgets.RadioTiles(hints=hints), **kwargs)


class ManyTiles(forms.MultipleChoiceField):
    """Any answers of several, all in sight."""

    def __init__(self, *, hints: Mapping[str, str] | None = None, **kwargs: Any):
        super().__init__(widget=widgets.CheckTiles(hints=hints), **kwargs)


class YesNoUnknown(Tiles):
    """Yes, no, or not known. Answered with an `Answer`, or nothing when optional."""

    def __init__(self, *, unknown: str = "Not known", **kwargs: Any) -> None:
        choices = [
            (Answer.YES.value, "Yes"),
            (Answer.NO.value, "No"),
            (Answer.UNKNOWN.value, unknown),
        ]
        super().__init__(choices=choices, **kwargs)

    def clean(self, value: Any) -> Any:
        """The answer by its name; None when there is none."""
        given = super().clean(value)
        return Answer(given) if given else None


class Pick(forms.ChoiceField):
    """One answer of too many to show. Starts empty, so that nothing is chosen unseen."""

    def __init__(
        self, *, choices: Iterable[Any] = (), empty: str = "Choose…", **kwargs: Any
    ) -> None:
        super().__init__(choices=[("", empty), *choices], **kwargs)


class Day(forms.DateField):
    """A day, past or to come."""

    widget = widgets.DayInput

    def __init__(
        self, *, earliest: date = _EARLIEST, latest: date | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.earliest, self.latest = earliest, latest

    def validate(self, value: Any) -> None:
        """Between the first and the last day that make sense."""
        super().validate(value)
        if value is None:
            return
        if value < self.earliest:
            raise ValidationError(_too_early(self.earliest), code="too_early")
        last = self.last_day()
        if value > last:
            raise ValidationError(_too_late(last), code="too_late")

    def last_day(self) -> date:
        """The last day that makes sense."""
        return self.latest or localdate() + timedelta(days=3653)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> BoundField:
        """Tell the calendar where it ends, on the day the page is shown."""
        self.widget.attrs.update(
            min=self.earliest.isoformat(), max=self.last_day().isoformat()
        )
        return super().get_bound_field(form, field_name)


class PastDate(Day):
    """A day that has been: today or earlier."""

    def last_day(self) -> date:
        """Today, where the program is, unless an earlier day was set."""
        return min(self.latest or localdate(), localdate())


class Moment(forms.DateTimeField):
    """A day and a time, past or to come."""

    widget = widgets.MomentInput

    def validate(self, value: Any) -> None:
        """A time that makes sense."""
        super().validate(value)
        if value is None:
            return
        if value.year < _EARLIEST.year:
            raise ValidationError(_TOO_EARLY, code="too_early")
        if value > self.last_moment():
            raise ValidationError(self.too_late(), code="too_late")

    def last_moment(self) -> datetime:
        """The last moment that makes sense."""
        return now() + timedelta(days=3653)

    def too_late(self) -> str:
        """What to say after that moment."""
        return _TOO_FAR


class PastMoment(Moment):
    """A day and a time that have been. A clock may run five minutes fast."""

    def last_moment(self) -> datetime:
        """Now, and a little for a clock that runs ahead."""
        return now() + timedelta(minutes=5)

    def too_late(self) -> str:
        """What to say after that moment."""
        return "This time has not come yet. Enter now or an earlier time."


def coordinate(most: float) -> forms.FloatField:
    """Half of a place, in degrees, from the phone's own button. Hidden: nobody types it."""
    return forms.FloatField(
        required=False, min_value=-most, max_value=most, widget=forms.HiddenInput
    )


class SubmissionId(forms.UUIDField):
    """The id that the page minted, so that sending twice does no more than once."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, initial=uuid.uuid4)

    def clean(self, value: Any) -> uuid.UUID:
        """The id as sent. A page without one is not at fault: it gets a new one."""
        try:
            return super().clean(value) or uuid.uuid4()
        except ValidationError:
            return uuid.uuid4()

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Keep the same id when the page is shown again."""
        return self.clean(data)


class Signature(forms.Field):
    """A signature: drawn, or a name typed in its place. Answered with `Signed`."""

    widget = widgets.SignaturePad
    default_error_messages = {
        "required": "Sign in the box, or type the name beneath it.",
        "unreadable": "The drawing could not be read. Clear it and sign again, or type "
        "the name beneath it.",
        "too_long": "Shorten the name to 200 characters or fewer.",
    }

    def to_python(self, value: Any) -> Signed:
        """Both halves, cleaned; an empty drawing is none."""
        if not isinstance(value, Signed):
            return Signed()
        typed = " ".join(value.typed.replace("\x00", "").split())
        if len(typed) > 200:
            raise ValidationError(self.error_messages["too_long"], code="too_long")
        try:
            points = Drawing.read(value.points).text() if value.points else ""
        except Unreadable as error:
            message = self.error_messages["unreadable"]
            raise ValidationError(message, code="unreadable") from error
        return Signed(typed=typed, points=points)

    def validate(self, value: Any) -> None:
        """One of the two must be there when the signature is needed."""
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")


def _too_early(earliest: date) -> str:
    if earliest == _EARLIEST:
        return _TOO_EARLY
    return f"Enter {earliest:%B} {earliest.day}, {earliest.year}, or a later day."


def _too_late(last: date) -> str:
    if last == localdate():
        return _IN_FUTURE
    if last > localdate() + timedelta(days=3650):
        return _TOO_FAR
    return f"Enter {last:%B} {last.day}, {last.year}, or an earlier day."
