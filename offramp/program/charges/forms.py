from datetime import date, timedelta
from typing import Any

from django import forms as django_forms
from django.utils.timezone import localdate

from offramp.platform.design import forms
from offramp.program.charges.rules import FILING_REASONS, LONGEST_CONDITION, PROCEEDINGS
from offramp.program.sites import queries as sites


class FileForm(forms.Form):
    """Recording that a charge was filed: why, and that it is meant."""

    reason = forms.Tiles(
        label="Why was it filed?",
        choices=[(reason.value, words) for reason, words in FILING_REASONS.items()],
    )
    confirmed = django_forms.BooleanField(
        label="I record that this charge was filed. This cannot be undone here."
    )


class ConditionForm(forms.Form):
    """What a consent under 42 CFR 2.35 takes from its case; there nothing is typed anew."""

    case_number = forms.ShortText(label="Case number", max_length=60)
    proceeding = forms.Tiles(
        label="What kind of proceeding is it?",
        choices=[(kind.value, words) for kind, words in PROCEEDINGS.items()],
    )
    length = forms.ShortText(
        label="How long may treatment take?",
        max_length=120,
        help_text="In words, such as: about six months.",
    )
    disposition_on = forms.Day(
        label="On which day is the case expected to be decided?",
        help_text="The person's consent is over on this day at the latest.",
    )
    revocable_on = forms.Day(
        label="From which day on may the person take their consent back?",
        help_text="No later than the day above.",
    )
    revocable_event = forms.ShortText(
        label="Or sooner, when what has happened?",
        required=False,
        help_text="Something that can be seen to happen, such as: the last hearing is "
        "held.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("disposition_on", "revocable_on"):
            day: forms.Day = self.fields[name]  # type: ignore[assignment] # declared so above
            day.earliest, day.latest = localdate(), localdate() + LONGEST_CONDITION

    def terms(self) -> dict[str, Any]:
        """The answers as the action takes them."""
        said = dict(self.cleaned_data)
        del said["submission_id"]
        return said


class ExtendForm(forms.Form):
    """More time for the assessment."""

    until = forms.Day(label="New date for the assessment")

    def __init__(self, *args: Any, due_on: date, of_program: bool, **kwargs: Any):
        site = sites.current()
        super().__init__(*args, **kwargs)
        start = max(due_on, localdate())
        last = start + timedelta(days=site.clocks.extension_days)
        until = self.fields["until"]
        until.help_text = (
            f"The date now is {due_on:%B} {due_on.day}, {due_on.year}. One extension "
            f"gives at most {site.clocks.extension_days} days."
        )
        self.initial.setdefault("until", last)
        if of_program:
            self.fields["reason"] = forms.Tiles(
                label="Why is more time needed?",
                help_text="Stays inside the program. The prosecutor sees the date only.",
                choices=site.choices("extension_reason"),
            )
