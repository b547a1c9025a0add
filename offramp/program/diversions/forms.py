from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from django import forms as django_forms
from django.forms.boundfield import BoundField
from django.utils.timezone import localdate

from offramp.platform.design import forms
from offramp.platform.kernel.errors import Refused
from offramp.program.diversions.rules import (
    ANSWER_WORDS,
    ContactData,
    Decision,
    decide,
    legal_matter,
    may_be_handed_over,
)
from offramp.program.sites import queries as sites
from offramp.program.sites.rules import Criterion

OFFERS = [
    ("accepted", "Offered, says yes"),
    ("declined", "Offered, says no"),
    ("not_offered", "Not offered"),
]
_CRITERION = "fits_"


def _offer(form: django_forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    if isinstance(field, django_forms.ChoiceField):
        field.choices = choices


class ContactForm(forms.Form):
    """An officer's contact with somebody: one screen, under a minute, from a phone."""

    # Most questions are wanted or not by what else is said, so none is marked.
    marks_optional: ClassVar = False
    asked_when: ClassVar = {
        "naloxone_doses": forms.when("overdose", "on"),
        "declined_reason": forms.when("offer", "declined", needed=True),
        "not_offered_reason": forms.when("offer", "not_offered"),
        "override_reason": forms.when("override", "on", needed=True),
        "override_by_name": forms.when("override", "on", needed=True),
    }

    route = forms.Tiles(label="Route")
    offences = forms.ManyTiles(label="Offenses", required=False)
    overdose = django_forms.BooleanField(
        label="Somebody overdosed here", required=False
    )
    naloxone_doses = forms.WholeNumber(
        label="Doses of naloxone given", required=False, max_value=20
    )
    said_name = forms.ShortText(label="Name", max_length=120, required=False)
    name_not_known = django_forms.BooleanField(label="Not known", required=False)
    age_band = forms.Tiles(label="Age, or your best guess", required=False)
    birth_on = forms.PastDate(label="Birth date, if known", required=False)
    said_alias = forms.ShortText(label="Also called", max_length=120, required=False)
    phone = forms.Phone(label="Their phone", required=False)
    perceived_race = forms.Tiles(label="Race, as you perceive it")
    perceived_sex = forms.Tiles(label="Sex, as you perceive it")
    place = forms.ShortText(label="Where you are", max_length=200, required=False)
    latitude = forms.coordinate(90)
    longitude = forms.coordinate(180)
    incident_number = forms.ShortText(
        label="Incident number", max_length=40, required=False
    )
    all_fit = django_forms.BooleanField(label="All of these fit LEAD", required=False)
    offer = forms.Tiles(label="Was LEAD offered?", choices=OFFERS, required=False)
    declined_reason = forms.Tiles(label="Why do they say no?", required=False)
    not_offered_reason = forms.Tiles(label="Why was it not offered?", required=False)
    override = django_forms.BooleanField(
        label="Not eligible, but hand over all the same", required=False
    )
    override_reason = forms.Tiles(label="Reason", required=False)
    override_by_name = forms.ShortText(
        label="Name of whoever decides this", max_length=120, required=False
    )
    needs = forms.ManyTiles(label="What they need now", required=False)
    language = forms.Pick(label="Language, if not English", required=False)
    peer_gender = forms.Pick(label="They ask for a peer who is", required=False)
    happened_at = forms.PastMoment(label="When, if not just now", required=False)
    note = forms.LongText(
        label="What the peer should know", max_length=500, rows=2, required=False
    )

    def __init__(self, *args: Any, on: date | None = None, **kwargs: Any) -> None:
        site = sites.current()
        # Written without signal, it was asked by the rules of its own day.
        self.day = on or localdate()
        lists = {
            "route": "route",
            "age_band": "age_band",
            "perceived_race": "race_perceived",
            "perceived_sex": "sex_perceived",
            "declined_reason": "declined_reason",
            "not_offered_reason": "not_offered_reason",
            "override_reason": "override_reason",
            "needs": "immediate_need",
        }
        self.criteria = site.rules_on(self.day).criteria
        self.base_fields = {**self.base_fields, **self._questions()}  # type: ignore[misc] # own questions, copied by the base like the others
        super().__init__(*args, **kwargs)
        for name, words in lists.items():
            _offer(self, name, site.choices(words))
        _offer(self, "language", [("", "Choose…"), *site.choices("language")])
        _offer(self, "peer_gender", [("", "No matter"), *site.choices("gender")])
        offences = [(o.slug, o.label) for o in site.offered_offences]
        _offer(self, "offences", offences)
        if len(site.routes) == 1:
            self.fields["route"].widget = django_forms.HiddenInput()
        self.initial.setdefault("route", site.routes[0].slug)
        self.fields["place"].help_text = site.settings["place_hint"]
        self.fields["incident_number"].label = site.settings["incident_number_label"]

    def _questions(self) -> dict[str, django_forms.Field]:
        return {
            _CRITERION + criterion.slug: forms.Tiles(
                label=criterion.question,
                choices=[(answer.value, word) for answer, word in ANSWER_WORDS.items()],
                required=False,
            )
            for criterion in self.criteria
        }

    def criteria_rows(self) -> Iterator[tuple[Criterion, BoundField]]:
        """The questions of eligibility in force today, in the site's order."""
        return ((c, self[_CRITERION + c.slug]) for c in self.criteria)

    def has_more_on_person(self) -> bool:
        """Whether something further is said of the person, or is wrong with it."""
        return self._has("said_alias", "birth_on", "phone")

    def has_more_for_peer(self) -> bool:
        """Whether something further is said to the peer, or is wrong with it."""
        return self._has("needs", "language", "peer_gender", "note", "happened_at")

    def _has(self, *names: str) -> bool:
        return any(self[name].value() or name in self.errors for name in names)

    def clean(self) -> dict[str, Any]:
        """What only several answers together can show."""
        given = super().clean() or self.cleaned_data
        self._take_both_coordinates_or_none()
        self._must_say_who()
        if not given.get("place") and given.get("latitude") is None:
            self._miss("place", "Say where you are, or tap “Use my location”.")
        held = self._held()
        unsaid = not given.get("offences") and not given.get("overdose")
        if unsaid and self._holds_charges():
            self._miss("offences", "Choose what happened: at least one.")
        help_only = bool(given.get("overdose")) and not held
        self._must_answer_criteria(help_only)
        if not self.errors:
            self._must_fit_the_offer(help_only)
        return given

    def _miss(self, name: str, sentence: str) -> None:
        if name not in self.errors:
            self.add_error(name, sentence)

    def _take_both_coordinates_or_none(self) -> None:
        # They come from a button, so nobody could correct them by hand.
        names = ("latitude", "longitude")
        if any(self.cleaned_data.get(name) is None for name in names):
            self.cleaned_data.update(dict.fromkeys(names))
        for name in names:
            self.errors.pop(name, None)

    def _must_say_who(self) -> None:
        given = self.cleaned_data
        if not any(map(given.get, ("said_name", "said_alias", "name_not_known"))):
            self._miss("said_name", "Enter the name, or tick “Not known”.")
        ageless = not given.get("birth_on") and not given.get("age_band")
        if ageless and "birth_on" not in self.errors:
            self._miss("age_band", "Choose an age, or enter the birth date.")

    def _holds_charges(self) -> bool:
        route = self.cleaned_data.get("route")
        return bool(route) and sites.current().route(str(route)).charge_held

    def _held(self) -> bool:
        given = self.cleaned_data
        route, chosen = given.get("route"), given.get("offences", ())
        overdose = bool(given.get("overdose"))
        site = sites.current()
        return bool(route and legal_matter(site, route, chosen, overdose=overdose))

    def _must_answer_criteria(self, help_only: bool) -> None:
        if help_only or self.cleaned_data.get("all_fit"):
            return
        names = [_CRITERION + criterion.slug for criterion in self.criteria]
        open_ones = [name for name in names if not self.cleaned_data.get(name)]
        if open_ones:
            count = len(open_ones)
            some = "1 question has" if count == 1 else f"{count} questions have"
            self._miss(
                open_ones[0],
                f"{some} no answer here. Choose yes, no or not known for each, or "
                "tick “All of these fit LEAD”.",
            )

    def _must_fit_the_offer(self, help_only: bool) -> None:
        given = self.cleaned_data
        try:
            outcome = self.decision().outcome
        except Refused as no:
            self.add_error("happened_at", str(no))
            return
        offer = given.get("offer")
        fits = may_be_handed_over(outcome, overridden=False, help_only=help_only)
        if fits and not offer:
            self._miss("offer", "Choose whether LEAD was offered, and what they said.")
        if fits and offer == "not_offered" and not given.get("not_offered_reason"):
            self._miss("not_offered_reason", "Choose why LEAD was not offered.")
        if offer == "accepted" and not fits and not given.get("override"):
            self._miss("override", NOT_ELIGIBLE)

    def _is_overridden(self) -> bool:
        given = self.cleaned_data
        return bool(
            given.get("override")
            and given.get("override_reason")
            and given.get("override_by_name")
        )

    def answers(self) -> dict[str, str]:
        """The answer to each criterion; “all fit” speaks for those left open."""
        filled = self.cleaned_data.get("all_fit")
        said = {
            c.slug: self.cleaned_data.get(_CRITERION + c.slug)
            or (c.wanted if filled else "")
            for c in self.criteria
        }
        return {slug: answer for slug, answer in said.items() if answer}

    def decision(self) -> Decision:
        """What the rules in force say to these answers."""
        happened_at = self.cleaned_data.get("happened_at")
        day = localdate(happened_at) if happened_at else self.day
        return decide(sites.current().rules_on(day).criteria, self.answers())

    def contact(self) -> ContactData:
        """The contact as typed. What the page did not ask for is left out."""
        given = self.cleaned_data
        offer = given["offer"]
        overridden = self._is_overridden()
        same = (
            "route place happened_at latitude longitude incident_number said_name "
            "said_alias birth_on age_band phone perceived_race perceived_sex language "
            "peer_gender note overdose"
        )
        return ContactData(
            **{name: given[name] for name in same.split()},
            offences=tuple(given["offences"]),
            needs=tuple(given["needs"]),
            name_not_known=given["name_not_known"] and not given["said_name"],
            naloxone_doses=given["naloxone_doses"] if given["overdose"] else None,
            answers=self.answers(),
            override_reason=given["override_reason"] if overridden else "",
            override_by_name=given["override_by_name"] if overridden else "",
            offered={"": None, "not_offered": False}.get(offer, True),
            accepted={"accepted": True, "declined": False}.get(offer),
            declined_reason=given["declined_reason"] if offer == "declined" else "",
            not_offered_reason=(
                given["not_offered_reason"] if offer == "not_offered" else ""
            ),
        )


NOT_ELIGIBLE = (
    "By these answers the person is not eligible, so no peer would come. Choose “Not "
    "offered”, or tick this with a reason and a name to hand them over all the same."
)


class WithdrawForm(forms.Form):
    """Why an officer takes a handover back."""

    reason = forms.Tiles(label="Why do you take it back?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "reason", sites.current().choices("withdrawal_reason"))


class IncidentForm(forms.Form):
    """The agency's number, when it came later than the contact."""

    incident_number = forms.ShortText(label="Number", max_length=40)
