"""What a person asks about their record; telling somebody without consent."""

from typing import Any, ClassVar
from uuid import UUID

from django.forms import BooleanField

from offramp.platform.design import forms
from offramp.platform.kernel.ids import AgencyId
from offramp.program.rights import queries, rules
from offramp.program.rights.lifecycle import Event


class AskForm(forms.Form):
    """A request, in the person's own words."""

    asked_when: ClassVar = {
        "agency": forms.when("kind", "restriction"),
        "colleague": forms.when("kind", "restriction"),
        "paid_in_full": forms.when("kind", "restriction"),
    }

    kind = forms.Tiles(
        label="What do they ask?",
        choices=list(queries.KINDS.items()),
        error_messages={"required": "Choose what they ask."},
    )
    words = forms.LongText(
        label="In their words",
        max_length=2000,
        error_messages={"required": "Write down what they ask, in their words."},
    )
    agency = forms.Pick(label="Which office is told nothing more?", required=False)
    colleague = forms.Pick(label="Who does not open the record?", required=False)
    paid_in_full = BooleanField(
        label="About a service they paid for in full, toward a health plan",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nobody = ("", "Nobody in particular")
        self.fields["agency"].choices = [nobody, *queries.recipients()]  # type: ignore[attr-defined] # a list
        self.fields["colleague"].choices = [nobody, *queries.colleagues()]  # type: ignore[attr-defined] # a list

    def asked(self) -> dict[str, Any]:
        """The answers as the action takes them."""
        given = self.cleaned_data
        limits = given["kind"] == rules.Kind.RESTRICTION
        agency, colleague = given["agency"], given["colleague"]
        return {
            "kind": given["kind"],
            "words": given["words"],
            "agency_id": AgencyId(UUID(agency)) if limits and agency else None,
            "staff_id": UUID(colleague) if limits and colleague else None,
            "paid_in_full": limits and given["paid_in_full"],
        }


class AnswerForm(forms.Form):
    """Yes or no, in words that the person can read."""

    event = forms.Tiles(
        label="The answer",
        choices=[(Event.GRANT.value, "Yes"), (Event.DECLINE.value, "No")],
        error_messages={"required": "Choose yes or no."},
    )
    words = forms.LongText(
        label="What we write to them",
        max_length=2000,
        help_text="In plain words. A no says why, and that they may write against it.",
        error_messages={"required": "Write the answer in words they can read."},
    )


class DisagreeForm(forms.Form):
    """The person's statement against a no. It stays with the record."""

    words = forms.LongText(
        label="What they say to that",
        max_length=4000,
        error_messages={"required": "Write down what they say."},
    )


class EmergencyForm(forms.Form):
    """The five things without which nothing is told (42 CFR 2.51(c))."""

    recipient_name = forms.ShortText(
        label="Who is told? Name of the doctor, nurse or medic",
        error_messages={"required": "Enter the name of the person who is told."},
    )
    facility = forms.ShortText(
        label="Where do they work? Hospital or ambulance service",
        error_messages={"required": "Enter where they work."},
    )
    at = forms.PastMoment(
        label="When were they told?",
        error_messages={"required": "Enter when they were told."},
    )
    nature = forms.LongText(
        label="What is the emergency?",
        max_length=2000,
        error_messages={"required": "Say what the emergency is."},
    )
    what = forms.LongText(
        label="What exactly was told?",
        max_length=2000,
        help_text="Only what they need for this emergency.",
        error_messages={"required": "Write down exactly what was told."},
    )
    ground = forms.Tiles(
        label="Why without consent?",
        choices=list(rules.GROUNDS.items()),
        error_messages={"required": "Choose why consent was not asked first."},
    )


class CrimeForm(forms.Form):
    """What may be said of a crime here or against staff, and no field for more."""

    recipient_name = forms.ShortText(
        label="Which officer is told?",
        error_messages={"required": "Enter the officer's name."},
    )
    recipient_org = forms.ShortText(
        label="Of which department?",
        error_messages={"required": "Enter the department."},
    )
    circumstances = forms.LongText(
        label="What happened here, or was threatened",
        max_length=2000,
        error_messages={"required": "Say what happened."},
    )
    status = forms.ShortText(label="That they take part in the program", required=False)
    name = forms.ShortText(label="Name", required=False)
    address = forms.ShortText(label="Address", max_length=300, required=False)
    whereabouts = forms.ShortText(
        label="Where they were last known to be", max_length=300, required=False
    )

    def said(self) -> dict[str, str]:
        """Only the fields that the rule names."""
        given = self.cleaned_data
        return {name: given[name] for name in rules.CRIME_FIELDS if given[name]}
