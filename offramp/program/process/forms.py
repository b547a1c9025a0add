"""Taking in a legal paper, and what an order lets out."""

from typing import Any

from django.core.exceptions import ValidationError

from offramp.platform.design import forms
from offramp.program.process import rules
from offramp.program.process.queries import OrderView


class ReceiveForm(forms.Form):
    """What was handed in, as the paper says it."""

    kind = forms.Tiles(
        label="What was handed in?",
        choices=list(rules.KINDS.items()),
        error_messages={"required": "Choose what was handed in."},
    )
    brought_by = forms.ShortText(
        label="Who brought or sent it?",
        help_text="Name and office, as they say it.",
        error_messages={"required": "Enter who brought or sent it."},
    )
    case_number = forms.ShortText(
        label="Case number on it", max_length=100, required=False
    )
    about = forms.ShortText(
        label="About whom, as the paper says?",
        error_messages={"required": "Enter the name that stands on the paper."},
    )
    asks = forms.LongText(
        label="What does it ask for?",
        max_length=4000,
        error_messages={"required": "Write down what it asks for."},
    )
    due_on = forms.Day(label="By which day must it be answered?", required=False)
    kept_where = forms.ShortText(
        label="Where is the paper itself?",
        error_messages={"required": "Enter where the paper is kept."},
    )


class OrderForm(forms.Form):
    """What the court let out, word for word where the order has words for it."""

    section = forms.Tiles(
        label="Under which section did the court order it?",
        choices=list(rules.SECTIONS.items()),
        error_messages={"required": "Choose the section that the order names."},
    )
    court = forms.ShortText(
        label="Which court?", error_messages={"required": "Enter the court."}
    )
    case_number = forms.ShortText(
        label="Case number",
        max_length=100,
        error_messages={"required": "Enter the case number."},
    )
    issued_on = forms.PastDate(
        label="Day of the order",
        error_messages={"required": "Enter the day of the order."},
    )
    until_on = forms.Day(label="Until which day does it hold?", required=False)
    fields_named = forms.ManyTiles(
        label="What does it name?", choices=list(rules.FIELDS.items()), required=False
    )
    finding = forms.Tiles(
        label="What did the court find about things said in confidence (42 CFR 2.63)?",
        choices=list(rules.FINDINGS.items()),
        error_messages={"required": "Choose what the court found."},
    )
    mandate = forms.Tiles(
        label="What demands that it be given?",
        choices=list(rules.MANDATES.items()),
        error_messages={"required": "Choose what demands it."},
    )
    recipients = forms.LongText(
        label="To whom, by name or office? One on each line",
        error_messages={"required": "Write down whom the order names."},
    )
    limits = forms.LongText(
        label="What limits does it set?", max_length=4000, required=False
    )
    kept_where = forms.ShortText(
        label="Where is the order itself?",
        error_messages={"required": "Enter where the order is kept."},
    )

    def terms(self) -> rules.Terms:
        """The order as the rules look at it."""
        given = self.cleaned_data
        return rules.Terms(
            section=rules.Section(given["section"]),
            fields=frozenset(given["fields_named"]),
            recipients=rules.lines(given["recipients"]),
            finding=rules.Finding(given["finding"]),
            mandate=rules.Mandate(given["mandate"]),
            until_on=given["until_on"],
        )

    def said(self) -> dict[str, Any]:
        """The rest, as the action takes it."""
        names = ("court", "case_number", "issued_on", "limits", "kept_where")
        return {name: self.cleaned_data[name] for name in names}


class RefuseForm(forms.Form):
    """What whoever asked was told: nothing about anybody."""

    words = forms.LongText(
        label="What was answered?",
        max_length=4000,
        help_text="Never whether somebody is or was here.",
        error_messages={"required": "Write down what was answered."},
    )


class ReleaseForm(forms.Form):
    """A field for each thing that the order names, and for nothing else."""

    recipient = forms.Tiles(
        label="Who gets it?", error_messages={"required": "Choose who gets it."}
    )

    def __init__(self, *args: Any, order: OrderView, **kwargs: Any) -> None:
        self._named = [name for name, _ in order.fields]
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["recipient"].choices = [(one, one) for one in order.recipients]
        for name, label in order.fields:
            fields[name] = forms.LongText(label=label, max_length=4000, required=False)

    def clean(self) -> dict[str, Any]:
        """Something must go out, or there is nothing to save."""
        given: dict[str, Any] = super().clean() or {}
        if not any(given.get(name) for name in self._named):
            raise ValidationError("Write down at least one thing that goes out.")
        return given

    def said(self) -> dict[str, str]:
        """Only what the order names and somebody wrote down."""
        given = self.cleaned_data
        return {name: given[name] for name in self._named if given[name]}
