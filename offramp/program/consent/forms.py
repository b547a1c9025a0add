from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from offramp.platform.design import forms
from offramp.platform.kernel.ids import AgencyId
from offramp.program.consent import rules
from offramp.program.consent.queries import Sheet
from offramp.program.consent.rules import (
    FOR_ANOTHER,
    Capacity,
    Ending,
    HowSigned,
    Recipient,
    Signer,
)

# A consent that runs out is asked for again; the rules know how long it may last.
_LONGEST = timedelta(days=366)


class ConsentForm(forms.Form):
    """Who may be told what, until when, and the signature. Nothing is ticked before."""

    asked_when: ClassVar = {
        "witness": forms.when("signed_how", HowSigned.SPOKEN.value, needed=True),
        "expires_on": forms.when("ending", Ending.DAY.value, needed=True),
        "authority": forms.when("capacity", *(who.value for who in FOR_ANOTHER)),
    }

    recipient = forms.Tiles(error_messages={"required": "Choose who may be told."})
    members = forms.LongText(
        label="Which members does it go to? One on each line", rows=3, required=False
    )
    categories = forms.ManyTiles(error_messages={"required": "Tick what may be told."})
    ending = forms.Tiles(
        label="When does it end?",
        error_messages={"required": "Say when the consent ends."},
    )
    expires_on = forms.Day(
        required=False,
        error_messages={"required": "Choose the last day of the consent."},
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
    capacity = forms.Pick(
        label="Who signs?", choices=rules.capacity_choices(), required=False
    )
    cosigned_name = forms.ShortText(label="Who signs too, of a minor", required=False)
    authority = forms.ShortText(
        label="Which paper shows that they may sign?", required=False
    )

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        today = localdate()
        initial = {
            "expires_on": today + timedelta(days=sheet.days),
            "capacity": Capacity.PERSON.value,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self._leave_out(sheet)
        asks = rules.asks(sheet.leaflet.language)
        for name in ("recipient", "categories", "expires_on", "signature"):
            self.fields[name].label = getattr(asks, name)
        choices = {
            "recipient": sheet.recipients,
            "categories": sheet.categories,
            "ending": sheet.endings,
            "witness": (("", "Choose…"), *sheet.witnesses),
        }
        for name, offered in choices.items():
            if name in self.fields:
                self.fields[name].choices = offered  # type: ignore[attr-defined] # all are lists
        day: forms.Day = self.fields["expires_on"]  # type: ignore[assignment] # declared so above
        day.earliest, day.latest = today, today + _LONGEST

    def _leave_out(self, sheet: Sheet) -> None:
        """Questions that have one answer for this kind of consent are not asked."""
        self.asked_when = {**self.asked_when}  # type: ignore[misc] # this form's own
        if len(sheet.endings) == 1:
            del self.fields["ending"], self.asked_when["expires_on"]
            self.fields["expires_on"].required = True
        if sheet.members_of:
            asked = forms.when("recipient", *sheet.members_of)
            self.asked_when["members"] = asked
        else:
            del self.fields["members"]

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
        ending = given.get("ending") or Ending.DAY.value
        to, members = given["recipient"], given.get("members", "")
        return {
            "recipient_agency_id": None
            if to == Recipient.PROVIDERS
            else AgencyId(UUID(to)),
            "members": [line.strip() for line in members.splitlines() if line.strip()],
            "categories": given["categories"],
            "ending": ending,
            "expires_on": given["expires_on"] if ending == Ending.DAY else None,
            "signed_how": given["signed_how"],
            "signature": given["signature"],
            "signer": Signer(
                given["capacity"] or Capacity.PERSON.value,
                given["cosigned_name"],
                given["authority"],
            ),
            "witness_id": UUID(given["witness"]) if spoken else None,
        }


class SignForm(forms.Form):
    """The signature under a yes that was spoken."""

    signature = forms.Signature(
        label="Signature",
        error_messages={"required": "Sign in the box, or type the full name."},
    )


class EndForm(forms.Form):
    """The person takes it back. There is nothing to explain."""
