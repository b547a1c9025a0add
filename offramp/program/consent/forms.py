from collections.abc import Sequence
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
    Case,
    Ending,
    HowSigned,
    Recipient,
    Signer,
)

# A consent that runs out is asked for again; the rules know how long it may last.
_LONGEST = timedelta(days=366)


_PAPER = forms.when("signed_how", HowSigned.PAPER.value, needed=True)


class OnPaper(forms.Form):
    """What is asked besides when the paper was signed and lies here to be photographed."""

    asked_when: ClassVar[dict[str, forms.When]] = dict.fromkeys(
        ("signed_on", "seen_by", "paper_version", "scan"), _PAPER
    )

    signed_on = forms.PastDate(
        label="Which day stands on the paper?",
        required=False,
        error_messages={"required": "Enter the day that stands on the paper."},
    )
    seen_by = forms.Pick(
        label="Who saw it signed?",
        required=False,
        error_messages={"required": "Name the colleague who saw it signed."},
    )
    paper_version = forms.ShortText(
        label="Which text version stands at its foot?",
        max_length=80,
        required=False,
        help_text=f"The first {rules.TYPED} signs are enough.",
        error_messages={"required": "Enter the version at the foot of the paper."},
    )
    scan = forms.Upload(
        label="Photograph or scan of the signed paper",
        required=False,
        help_text="PDF, JPEG or PNG, up to 10 MB. The whole page, and its foot. Delete "
        "it from the phone when it is saved here.",
        error_messages={"required": "Choose the photograph or the scan of the paper."},
    )

    def of_paper(
        self, version: str, colleagues: Sequence[tuple[str, str]], me: object
    ) -> None:
        """Which text the paper must carry, and who may have seen it signed."""
        self._version = version
        self.fields["seen_by"].choices = (("", "Choose…"), *colleagues)  # type: ignore[attr-defined] # a list
        self.fields["seen_by"].initial = str(me)
        day: forms.PastDate = self.fields["signed_on"]  # type: ignore[assignment] # declared so above
        day.earliest = localdate() - _LONGEST

    @property
    def is_on_paper(self) -> bool:
        """Whether it was signed on paper."""
        return bool(self.cleaned_data.get("signed_how") == HowSigned.PAPER)

    def clean_paper_version(self) -> str:
        """The version of the very text that will be kept."""
        typed: str = self.cleaned_data["paper_version"]
        if typed and self.is_on_paper and not rules.is_this_text(typed, self._version):
            raise ValidationError(rules.other_text(self._version))
        return typed

    def _post_clean(self) -> None:
        """A browser keeps what was typed and no file, so a file is asked for again."""
        super()._post_clean()
        if self.errors and self.cleaned_data.get("scan"):
            self.add_error("scan", "Choose the file again. The answers are kept.")

    def paper(self) -> rules.Paper | None:
        """The signed paper, if there is one."""
        given = self.cleaned_data
        if not self.is_on_paper:
            return None
        return rules.Paper(
            signed_on=given["signed_on"],
            witness_id=UUID(given["seen_by"]),
            version=given["paper_version"],
            kind=given["scan"].kind,
            content=given["scan"].content,
        )


class ConsentForm(OnPaper):
    """Who may be told what, until when, and the signature. Nothing is ticked before."""

    asked_when: ClassVar = {
        **OnPaper.asked_when,
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

    field_order = (
        "recipient", "members", "categories", "ending", "expires_on", "signed_how",
        "witness", "signed_on", "seen_by", "paper_version", "scan",
    )  # fmt: skip

    def __init__(self, *args: Any, sheet: Sheet, me: object, **kwargs: Any) -> None:
        today = localdate()
        initial = {
            "expires_on": today + timedelta(days=sheet.days),
            "capacity": Capacity.PERSON.value,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self._case = sheet.case
        self._leave_out(sheet)
        self.of_paper(sheet.version, sheet.colleagues, me)
        asks = rules.asks(sheet.leaflet.language)
        for name in {"recipient", "categories", "expires_on", "signature"} & {
            *self.fields
        }:
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
        if "expires_on" in self.fields:
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
        if sheet.case is not None:
            del self.fields["recipient"], self.fields["expires_on"]

    def clean_signature(self) -> forms.Signed:
        """On paper and aloud, the name is typed."""
        return _typed(self)

    def terms(self) -> dict[str, Any]:
        """The answers as the action takes them."""
        given = self.cleaned_data
        spoken = given["signed_how"] == HowSigned.SPOKEN
        members = given.get("members", "")
        return {
            **(_of_case(self._case) if self._case else self._aim()),
            "members": [line.strip() for line in members.splitlines() if line.strip()],
            "categories": given["categories"],
            "signed_how": given["signed_how"],
            "signature": given["signature"],
            "signer": Signer(
                given["capacity"] or Capacity.PERSON.value,
                given["cosigned_name"],
                given["authority"],
            ),
            "witness_id": UUID(given["witness"]) if spoken else None,
            "paper": self.paper(),
        }

    def _aim(self) -> dict[str, Any]:
        given = self.cleaned_data
        to, ending = given["recipient"], given.get("ending") or Ending.DAY.value
        is_class = to == Recipient.PROVIDERS
        return {
            "recipient_agency_id": None if is_class else AgencyId(UUID(to)),
            "ending": ending,
            "expires_on": given["expires_on"] if ending == Ending.DAY else None,
        }


def _of_case(case: Case) -> dict[str, Any]:
    """What the case says is not asked, so it cannot be answered otherwise."""
    return {
        "recipient_agency_id": case.agency_id,
        "ending": Ending.DISPOSITION.value,
        "expires_on": case.ends_on,
        "case": case,
    }


class SignForm(OnPaper):
    """The signature under a yes that was spoken, here or on the paper that was signed."""

    field_order = ("signed_how", "signature")

    signed_how = forms.Tiles(
        label="How do they sign?",
        choices=[
            (HowSigned.SCREEN.value, "On this screen"),
            (HowSigned.PAPER.value, "On paper, with a photograph of it"),
        ],
        initial=HowSigned.SCREEN.value,
        required=False,
    )
    signature = forms.Signature(
        label="Signature",
        error_messages={"required": "Sign in the box, or type the full name."},
    )

    def clean_signature(self) -> forms.Signed:
        """On paper, the name is typed."""
        return _typed(self)


def _typed(form: forms.Form) -> forms.Signed:
    signed: forms.Signed = form.cleaned_data["signature"]
    how = form.cleaned_data.get("signed_how")
    if how == HowSigned.PAPER and not signed.typed:
        raise ValidationError("Type the name that stands on the paper.")
    if how == HowSigned.SPOKEN and not signed.typed:
        raise ValidationError("Type the name of the person who said yes.")
    return signed


class CopyForm(forms.Form):
    """How the person has their copy."""

    how = forms.Tiles(
        label="How do they want their copy?",
        choices=rules.copy_choices(),
        error_messages={"required": "Say how they want their copy."},
    )


class EndForm(forms.Form):
    """The person takes it back. There is nothing to explain."""

    def __init__(self, *args: Any, event: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if event:
            self.fields["event_came"] = forms.YesNoUnknown(
                label=f"Has this happened: {event}?",
                help_text="Then it ends at once. Otherwise it ends on its day.",
            )

    @property
    def is_free(self) -> bool:
        """Whether what makes the person free has happened."""
        return self.cleaned_data.get("event_came") == forms.Answer.YES
