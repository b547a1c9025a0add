from datetime import date
from typing import Any, ClassVar

from django import forms as django_forms

from offramp.platform.accounts.actors import agencies, staff
from offramp.platform.design import forms, sentences
from offramp.platform.kernel.errors import Refused
from offramp.platform.policy.actor import Actor, Role
from offramp.platform.policy.table import Permission
from offramp.program.naloxone import queries
from offramp.program.naloxone.rules import (
    HOLDER_WORDS,
    KIND_WORDS,
    RECIPIENT_WORDS,
    TAKEN_OUT,
    HolderKind,
    Kind,
    LotData,
    Recipient,
    barcode,
)
from offramp.program.naloxone.rules.barcode import Scanned
from offramp.program.sites import queries as sites
from offramp.program.sites.forms import SiteForm

_TO = (Recipient.NOBODY_NAMED, Recipient.OFFICER)
_STAFF = (HolderKind.OFFICER.value, HolderKind.PEER.value)
_PLACES = (HolderKind.STORE.value, HolderKind.CAR.value)
MOST = 100_000


def _offer(form: django_forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.Pick):
        field.choices = [("", "Choose…"), *choices]


def _count(label: str, **more: Any) -> forms.WholeNumber:
    return forms.WholeNumber(label=label, min_value=1, max_value=MOST, **more)


class ReceiveForm(forms.Form):
    """A delivery: scanned, or typed from the box."""

    code = forms.ShortText(
        label="Scan the square on the box",
        max_length=200,
        required=False,
        help_text="A scanner types it here. Without one leave this empty and type the "
        "lot and the date.",
    )
    product = forms.Pick(label="Product", required=False)
    number = forms.ShortText(label="Lot", max_length=40, required=False)
    expires_on = forms.Day(
        label="Good until",
        help_text="Where the box names only a month, enter its last day.",
        required=False,
    )
    quantity = _count("How many came")
    holder = forms.Pick(label="Where they are put")
    funder = forms.ShortText(
        label="Who paid for it or gave it", max_length=120, required=False
    )
    standing_order = forms.ShortText(
        label="Standing order under which it is handed out",
        max_length=120,
        required=False,
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = sites.current().supplies.offered
        _offer(self, "product", [(product.slug, product.label) for product in offered])
        _offer(self, "holder", queries.open_holders(by, Permission.SUPPLY_KEEP))

    def clean(self) -> dict[str, Any]:
        """What the code says fills what was left empty; the two may not differ."""
        given = super().clean() or self.cleaned_data
        scanned = self._scanned(given.get("code", ""))
        product = sites.current().supplies.by_gtin(scanned.gtin)
        slug = product.slug if product else ""
        self._fill("product", slug, "Choose the product.")
        self._fill("number", scanned.lot.upper(), "Type the lot from the box.")
        self._fill("expires_on", scanned.expires_on, "Type the date from the box.")
        return given

    def _scanned(self, code: str) -> Scanned:
        try:
            return barcode.read(code) if code else Scanned()
        except Refused as no:
            self.add_error("code", str(no))
            return Scanned()

    def _fill(self, name: str, scanned: str | date | None, missing: str) -> None:
        typed = self.cleaned_data.get(name)
        typed = typed.strip().upper() if name == "number" and typed else typed
        if name in self.errors:
            return
        if scanned and typed and scanned != typed:
            self.add_error(
                name, "The scanned code says something else. Look at the box."
            )
        elif not scanned and not typed:
            self.add_error(name, missing)
        else:
            self.cleaned_data[name] = scanned or typed

    def lot(self) -> LotData:
        """The lot as the ledger keeps it."""
        given = self.cleaned_data
        return LotData(
            given["product"], given["number"], given["expires_on"], given["funder"],
            given["standing_order"],
        )  # fmt: skip


class HolderForm(forms.Form):
    """A place that keeps supplies, or somebody who carries them."""

    asked_when: ClassVar = {
        "name": forms.when("kind", *_PLACES, needed=True),
        "agency": forms.when("kind", *_PLACES, needed=True),
        "staff": forms.when("kind", *_STAFF, needed=True),
    }
    kind = forms.Tiles(
        label="Who or what keeps them",
        choices=[(kind.value, word) for kind, word in HOLDER_WORDS.items()],
    )
    name = forms.ShortText(
        label="What it is called",
        help_text="Such as Cabinet at the office, or Car 12.",
        max_length=120,
        required=False,
    )
    agency = forms.Pick(label="Whose it is", required=False)
    staff = forms.Pick(label="Who carries them", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = agencies(["police", "program"])
        _offer(self, "agency", [(str(id), name) for id, name in bodies])
        people = staff([Role.OFFICER, Role.PEER])
        _offer(self, "staff", [(str(id), name) for id, name in people])

    @property
    def is_somebody(self) -> bool:
        """Whether a person carries them."""
        return self.cleaned_data["kind"] in _STAFF


class MoveForm(SiteForm):
    """From one holder to another."""

    lists: ClassVar = {"reason": "refill_reason"}

    to = forms.Pick(label="To whom or where")
    quantity = _count("How many")
    reason = forms.Tiles(label="Why, if in place of another", required=False)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "to", queries.open_holders(by, Permission.SUPPLY_READ))


class TakeOutForm(SiteForm):
    """Something leaves the stock, and nobody is named."""

    lists: ClassVar = {"reason": "refill_reason"}
    asked_when: ClassVar = {
        "recipient": forms.when("kind", Kind.HANDED_OUT.value, needed=True),
        "reason": forms.when("kind", Kind.HANDED_OUT.value),
    }
    kind = forms.Tiles(
        label="What becomes of it",
        choices=[(kind.value, KIND_WORDS[kind]) for kind in TAKEN_OUT],
    )
    recipient = forms.Tiles(
        label="To whom",
        choices=[(to.value, RECIPIENT_WORDS[to]) for to in _TO],
        required=False,
    )
    reason = forms.Tiles(label="Why this one", required=False)
    quantity = _count("How many", initial=1)
    words = forms.ShortText(
        label="What happened, in a few words",
        help_text="No names.",
        max_length=200,
        required=False,
    )


class CorrectForm(forms.Form):
    """Somebody counted."""

    counted = forms.WholeNumber(label="How many did you count?", max_value=MOST)
    words = forms.ShortText(
        label="How it came that the books were wrong",
        help_text="“Not known” is an answer too.",
        max_length=200,
    )


class RecallForm(forms.Form):
    """A lot is called back."""

    product = forms.Pick(label="Product")
    number = forms.ShortText(label="Lot", max_length=40)
    words = forms.ShortText(
        label="Who called it back, and what to do with it", max_length=300
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        products = sites.current().supplies.products
        _offer(self, "product", [(product.slug, product.label) for product in products])


class GiveForm(SiteForm):
    """A participant gets something."""

    lists: ClassVar = {"reason": "refill_reason"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self._kinds().items():
            sentences.speak(field, str(field.label))
            field.widget.attrs["autocomplete"] = "off"
            self.fields[name] = field
        self.order_fields([*self._kinds(), "reason", "at"])

    reason = forms.Tiles(label="Why", required=False)
    at = forms.PastMoment(label="When, if not just now", required=False)

    @staticmethod
    def _kinds() -> dict[str, django_forms.Field]:
        kinds = (kind for kind in sites.current().supplies.kinds if kind.on)
        return {
            f"of_{kind.slug}": forms.WholeNumber(
                label=f"{kind.label}: how many {kind.many}",
                max_value=200,
                required=False,
            )
            for kind in kinds
        }

    def clean(self) -> dict[str, Any]:
        """Something must be given."""
        given = super().clean() or self.cleaned_data
        if not self.errors and not self.amounts():
            self.add_error(None, "Enter how many of something they got.")
        return given

    def amounts(self) -> dict[str, int]:
        """How many of each kind."""
        named = {name.removeprefix("of_"): n for name, n in self.cleaned_data.items()}
        return {
            kind.slug: named[kind.slug]
            for kind in sites.current().supplies.kinds
            if named.get(kind.slug)
        }


def expected_order() -> str:
    """What the site names as its standing order, unless that is still open."""
    named = str(sites.current().settings["naloxone_authority"])
    return "" if named.startswith("To be confirmed") else named


class HandOutForm(GiveForm):
    """Somebody whom nobody names gets something, or an officer does."""

    recipient = forms.Tiles(
        label="To whom", choices=[(to.value, RECIPIENT_WORDS[to]) for to in _TO]
    )
