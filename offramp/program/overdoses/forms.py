from datetime import datetime
from typing import Any, ClassVar

from django import forms as django_forms

from offramp.platform.design import forms
from offramp.program.overdoses.rules import (
    MOST_DOSES,
    SAID_WORDS,
    GivenData,
    IncidentData,
    Said,
    VictimData,
)
from offramp.program.sites import queries as sites
from offramp.program.sites.forms import SiteForm

_KITS = [("0", "None"), ("1", "1"), ("2", "2"), ("3", "3"), ("4", "4")]
_DOSES = [(str(n), str(n)) for n in range(1, 6)]
_ON_THE_MAP = ("latitude", "longitude")
_NOWHERE = "Say where it was."
_SAID = [(said.value, word) for said, word in SAID_WORDS.items()]


class VictimForm(SiteForm):
    """One person who overdosed: alive or not, who gave what. Never who they are."""

    lists: ClassVar = {
        "giver": "overdose_giver",
        "second_giver": "overdose_giver",
        "age_band": "age_band",
        "after": "overdose_after",
    }
    asked_when: ClassVar = {
        "giver": forms.when("naloxone", "yes", needed=True),
        "doses": forms.when("naloxone", "yes", needed=True),
        "product": forms.when("naloxone", "yes"),
        "second_giver": forms.when("naloxone", "yes"),
        "second_doses": forms.when("naloxone", "yes"),
    }
    survived = forms.Tiles(label="Are they alive?", choices=_SAID)
    naloxone = forms.Tiles(label="Was naloxone given?", choices=_SAID)
    giver = forms.Tiles(label="Who gave it?", required=False)
    doses = forms.Tiles(label="How many doses?", choices=_DOSES, required=False)
    product = forms.Pick(label="Which one", required=False)
    second_giver = forms.Pick(label="Somebody else gave some too", required=False)
    second_doses = forms.WholeNumber(
        label="How many doses they gave",
        min_value=1,
        max_value=MOST_DOSES,
        required=False,
    )
    age_band = forms.Pick(label="Their age, as it seems", required=False)
    after = forms.Tiles(label="What came afterward", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(p.slug, p.label) for p in sites.current().supplies.reversing]
        field = self.fields["product"]
        if isinstance(field, forms.Pick):
            field.choices = [("", "Choose…"), *named]

    def clean(self) -> dict[str, Any]:
        """Who gave some gave so many."""
        given = super().clean() or self.cleaned_data
        if given.get("second_giver") and not given.get("second_doses"):
            self._miss("second_doses", "Enter how many doses they gave.")
        if given.get("second_doses") and not given.get("second_giver"):
            self._miss("second_giver", "Choose who gave them.")
        return given

    def _miss(self, name: str, sentence: str) -> None:
        asked = self.cleaned_data.get("naloxone") == Said.YES
        if asked and name not in self.errors:
            self.add_error(name, sentence)

    def has_more(self) -> bool:
        """Whether something further is said, or is wrong with it."""
        names = ("second_giver", "second_doses", "product", "age_band", "after")
        return any(self[name].value() or name in self.errors for name in names)

    def victim(self) -> VictimData:
        """The answers as the action takes them."""
        given = self.cleaned_data
        gave: list[GivenData] = []
        if given["naloxone"] == Said.YES:
            gave.append(
                GivenData(given["giver"], int(given["doses"]), given["product"])
            )
        if gave and given["second_giver"]:
            gave.append(GivenData(given["second_giver"], given["second_doses"]))
        return VictimData(
            survived=Said(given["survived"]),
            naloxone=Said(given["naloxone"]),
            given=tuple(gave),
            age_band=given["age_band"],
            after=given["after"],
        )


class OverdoseForm(VictimForm):
    """An overdose, from a phone, in under a minute. Plain fields under an id that the
    device minted, so that a phone without signal can fill it in and send it later."""

    lists: ClassVar = {**VictimForm.lists, "place_kind": "place_kind"}

    place = forms.ShortText(
        label="Where", help_text="A street, a corner, a building. No names."
    )
    latitude = forms.coordinate(90)
    longitude = forms.coordinate(180)
    called_911 = forms.Tiles(label="Was 911 called?", choices=_SAID)
    kits_used = forms.Tiles(
        label="Kits of your own that were used", choices=_KITS, required=False
    )
    kits_given = forms.Tiles(
        label="Kits you handed over to somebody there", choices=_KITS, required=False
    )
    place_kind = forms.Pick(label="Kind of place", required=False)
    happened_at = forms.PastMoment(label="When, if not just now", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on_the_map = all(self.data.get(self.add_prefix(n)) for n in _ON_THE_MAP)
        self.fields["place"].required = not on_the_map
        self.fields["place"].error_messages["required"] = _NOWHERE

    def clean(self) -> dict[str, Any]:
        """Somewhere it was."""
        given = super().clean()
        names = _ON_THE_MAP
        if any(self.cleaned_data.get(name) is None for name in names):
            self.cleaned_data.update(dict.fromkeys(names))
        for name in names:  # from a button: nobody could correct them by hand
            self.errors.pop(name, None)
        nowhere = not given.get("place") and given.get("latitude") is None
        if nowhere and "place" not in self.errors:
            self.add_error("place", _NOWHERE)
        return given

    def has_more(self) -> bool:
        """Whether something further is said, or is wrong with it."""
        names = ("place_kind", "happened_at")
        mine = any(self[name].value() or name in self.errors for name in names)
        return mine or super().has_more()

    def incident(self) -> IncidentData:
        """The answers as the action takes them."""
        given = self.cleaned_data
        happened_at: datetime | None = given["happened_at"]
        return IncidentData(
            place=given["place"],
            called_911=Said(given["called_911"]),
            victims=(self.victim(),),
            happened_at=happened_at,
            latitude=given["latitude"],
            longitude=given["longitude"],
            place_kind=given["place_kind"],
            kits_used=int(given["kits_used"] or 0),
            kits_given=int(given["kits_given"] or 0),
        )


class LearnForm(forms.Form):
    """What nobody knew at the scene."""

    survived = forms.Tiles(
        label="Are they alive?", choices=[("yes", "Yes"), ("no", "No")]
    )


class TellForm(forms.Form):
    """A person asks that an overdose stands in their record."""

    victim = forms.Pick(label="Which one")
    asked = django_forms.BooleanField(
        label="They asked for it themselves, and know that their care team reads it"
    )

    def __init__(
        self, *args: Any, recent: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["victim"]
        if isinstance(field, forms.Pick):
            field.choices = [("", "Choose…"), *recent]


class SheetForm(forms.Form):
    """The sheet was handed over."""


def begun(by_officer: bool) -> dict[str, str]:
    """What most reports say, filled in already."""
    return {"giver": "officer" if by_officer else "peer"}


class ExtractForm(forms.Form):
    """Of which days the file is."""

    from_on = forms.PastDate(label="From")
    until_on = forms.PastDate(label="Until")
