from datetime import date, timedelta
from typing import Any

from django import forms as django_forms
from django.utils.timezone import localdate

from offramp.platform.design import forms
from offramp.program.charges.rules import FILING_REASONS
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
