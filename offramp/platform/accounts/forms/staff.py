from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms as plain

from offramp.platform.accounts import rules
from offramp.platform.accounts.models import AgreementKind, ClearanceKind
from offramp.platform.design import forms


class AskGrant(forms.Form):
    """Who is to have which duty, from when until when, and why."""

    name = forms.ShortText(label="Name")
    email = plain.EmailField(label="Work e-mail", max_length=254)
    agency = forms.Pick(label="Agency")
    role = forms.Pick(label="Role")
    from_on = forms.Day(label="First day")
    until_on = forms.Day(label="Last day", help_text="Twelve months at the most.")
    why = forms.ShortText(label="What do they need it for?", max_length=400)

    def __init__(
        self, *args: Any, agencies: Iterable[tuple[UUID, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = _choices("Choose…", agencies)  # type: ignore[attr-defined] # a choice field
        named = [
            (role.value, role.value.replace("_", " ").capitalize())
            for role in rules.GIVEN
        ]
        self.fields["role"].choices = _choices("Choose…", named)  # type: ignore[attr-defined] # a choice field

    def clean(self) -> dict[str, Any]:
        """In order, and not for longer than a duty may last."""
        given = super().clean() or self.cleaned_data
        first, last = given.get("from_on"), given.get("until_on")
        if first and last:
            self._check(first, last)
        return given

    def _check(self, first: date, last: date) -> None:
        if last < first:
            self.add_error("until_on", "Enter a day after the first one.")
        if rules.is_too_long(first, last):
            self.add_error("until_on", "Enter a day within twelve months.")


class RecordAgreement(forms.Form):
    """A signed paper: between whom, of which kind, until when, and where it lies."""

    agency = forms.Pick(label="Agency")
    kind = forms.Tiles(
        label="Kind of agreement",
        choices=[
            (AgreementKind.MOU.value, "Memorandum of understanding (MOU)"),
            (AgreementKind.QSOA.value, "Qualified service organization (QSOA)"),
            (AgreementKind.BAA.value, "Business associate agreement (BAA)"),
        ],
    )
    from_on = forms.Day(label="In force from")
    until_on = forms.Day(label="Until")
    permits = forms.LongText(
        label="What may be told under it, and what for?",
        help_text="As the paper says it. It is shown before something is told to them.",
        required=False,
        max_length=2000,
    )
    lies = forms.ShortText(label="Where does the signed paper lie?")

    def __init__(
        self, *args: Any, agencies: Iterable[tuple[UUID, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = _choices("Choose…", agencies)  # type: ignore[attr-defined] # a choice field


class RecordClearance(forms.Form):
    """What somebody has behind them, and until when it holds."""

    kind = forms.Tiles(
        label="What",
        choices=[
            (ClearanceKind.TRAINING.value, "Training done"),
            (ClearanceKind.VETTING.value, "Vetting passed"),
            (ClearanceKind.CREDENTIAL.value, "Credential held"),
        ],
    )
    done_on = forms.PastDate(label="Since")
    until_on = forms.Day(label="Holds until")


class AskReset(forms.Form):
    """How somebody who lost their second factor was recognized."""

    proof = forms.ShortText(
        label="How did you make sure that it is them?",
        max_length=400,
        help_text="Such as: met in person, showed their badge.",
    )


def _choices(empty: str, rows: Iterable[tuple[object, str]]) -> list[tuple[str, str]]:
    return [("", empty), *((str(value), label) for value, label in rows)]
