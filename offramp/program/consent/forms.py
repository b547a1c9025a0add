from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from offramp.platform.design import forms
from offramp.platform.kernel.ids import AgencyId
from offramp.program.consent import rules
from offramp.program.consent.queries import Sheet
from offramp.program.consent.rules import HowSigned

# No consent runs for longer than a year; then the person is asked again.
_LONGEST = timedelta(days=366)


class ConsentForm(forms.Form):
    """Who may be told what, until when, and the signature. Nothing is ticked before."""

    asked_when: ClassVar = {
        "witness": forms.when("signed_how", HowSigned.SPOKEN.value, needed=True),
    }

    recipient = forms.Tiles(error_messages={"required": "Choose who may be told."})
    categories = forms.ManyTiles(error_messages={"required": "Tick what may be told."})
    expires_on = forms.Day(
        error_messages={"required": "Choose the last day of the consent."}
    )
    signed_how = forms.Tiles(
        label="How do they agree?",
        choices=rules.how_choices(),
        error_messages={"required": "Say how the person agreed."},
    )
    signature = forms.Signature(
        error_messages={"required": "Sign in the box, or type the full name."}
    )
    witness = forms.Pick(
        label="Who else heard it?",
        required=False,
        error_messages={"required": "Name the colleague who heard the yes."},
    )

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        today = localdate()
        initial = {"expires_on": today + timedelta(days=sheet.days)}
        super().__init__(*args, initial=initial, **kwargs)
        asks = rules.asks(sheet.leaflet.language)
        for name in ("recipient", "categories", "expires_on", "signature"):
            self.fields[name].label = getattr(asks, name)
        choices = {
            "recipient": sheet.recipients,
            "categories": sheet.categories,
            "witness": (("", "Choose…"), *sheet.witnesses),
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined] # all three are lists
        day: forms.Day = self.fields["expires_on"]  # type: ignore[assignment] # declared so above
        day.earliest, day.latest = today, today + _LONGEST

    def clean_signature(self) -> forms.Signed:
        """On paper and aloud, the name is typed."""
        signed: forms.Signed = self.cleaned_data["signature"]
        how = self.cleaned_data.get("signed_how")
        if how == HowSigned.PAPER and not signed.typed:
            raise ValidationError("Type the name that stands on the paper.")
        if how == HowSigned.SPOKEN and not signed.typed:
            raise ValidationError("Type the name of the person who said yes.")
        return signed

    def terms(self) -> dict[str, Any]:
        """The answers as the action takes them."""
        given = self.cleaned_data
        spoken = given["signed_how"] == HowSigned.SPOKEN
        return {
            "recipient_agency_id": AgencyId(UUID(given["recipient"])),
            "categories": given["categories"],
            "expires_on": given["expires_on"],
            "signed_how": given["signed_how"],
            "signature": given["signature"],
            "witness_id": UUID(given["witness"]) if spoken else None,
        }


class EndForm(forms.Form):
    """The person takes it back. There is nothing to explain."""
