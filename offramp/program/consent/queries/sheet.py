"""What a new consent of a person is written on."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404

from offramp.platform.accounts.actors import agencies_of, agency_id, agency_names, staff
from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import PersonId
from offramp.platform.policy.actor import TREATMENT, Actor
from offramp.platform.policy.table import Permission
from offramp.program.consent import rules
from offramp.program.consent.rules import RULES, Case, Kind, Recipient
from offramp.program.people import access as people_access
from offramp.program.people.rules import main_name
from offramp.program.sites import queries as sites
from offramp.program.sites.rules import Leaflet, Site

# A condition of a case is agreed to where the case stands, not from this list.
OFFERED = (Kind.LEAD_RELEASE, Kind.CARE, Kind.COUNSELLING, Kind.PROCEEDINGS)
TO_OFFICERS = "handoff_and_consented_releases"


@dataclass(frozen=True)
class Sheet:
    """What the form for a new consent needs from the site."""

    person_id: PersonId
    known_as: str
    person_name: str
    kind: Kind
    kinds: tuple[tuple[str, str], ...]
    from_agency: str
    leaflet: Leaflet
    text: dict[str, Any]
    version: str
    text_version: str
    recipients: tuple[tuple[str, str], ...]
    on_paper: tuple[tuple[str, str], ...]
    members_of: tuple[str, ...]
    categories: tuple[tuple[str, str], ...]
    endings: tuple[tuple[str, str], ...]
    witnesses: tuple[tuple[str, str], ...]
    colleagues: tuple[tuple[str, str], ...]
    languages: tuple[str, ...]
    days: int
    case: Case | None
    case_facts: tuple[tuple[str, str], ...]


def sheet(
    person_id: PersonId, kind: Kind, language: str, by: Actor, case: Case | None = None
) -> Sheet:
    """What a new consent of this person is written on, in a language we have."""
    _must_fit(kind, case)
    person = people_access.get(person_id, Permission.CONSENT_RECORD, by=by)
    log.read(Permission.CONSENT_RECORD, person, by=by)
    site = sites.current()
    slug = rules.LEAFLET_OF[kind]
    leaflet = site.leaflet(slug, language)
    text, version = rules.text_of(leaflet, kind)
    home = agency_id(site.program_agency)
    may_be_told = _bodies(site, kind, case)
    colleagues = who_may_witness()
    return Sheet(
        person_id=person.id,
        known_as=person.known_as,
        person_name=main_name(person.known_as, person.given_name, person.family_name),
        kind=kind,
        kinds=tuple(rules.kind_choices(OFFERED)),
        from_agency=agency_names({home})[home],
        leaflet=leaflet,
        text=text,
        version=version,
        text_version=rules.version_on_paper(version),
        recipients=_recipients(may_be_told, kind, leaflet.language),
        members_of=tuple(
            str(id) for id, _, what in may_be_told if what == Recipient.INTERMEDIARY
        ),
        on_paper=_on_paper(may_be_told, kind, leaflet.language),
        categories=_categories(site, kind, leaflet.language),
        endings=tuple(rules.ending_choices(RULES[kind].endings)),
        colleagues=colleagues,
        witnesses=tuple(one for one in colleagues if one[0] != str(by.id)),
        languages=tuple(leaf.language for leaf in site.leaflets if leaf.slug == slug),
        days=site.clocks.consent_days,
        case=case,
        case_facts=rules.case_facts(case) if case else (),
    )


def _must_fit(kind: Kind, case: Case | None) -> None:
    if (kind == Kind.CONDITION) == (case is not None):
        return
    if not sites.current().settings["condition_consents"]:
        raise Http404
    raise Refused(
        "A consent that is a condition of a case is taken where the case stands, on "
        "“What the prosecutor is told”. Everything else is taken here."
    )


def who_may_witness() -> tuple[tuple[str, str], ...]:
    """Colleagues who work with participants, for a form."""
    return tuple((str(id), name) for id, name in staff(TREATMENT))


def _bodies(site: Site, kind: Kind, case: Case | None) -> list[tuple[UUID, str, str]]:
    """Those whom a consent of this kind may name here; of a case, who set it."""
    kinds = set(rules.recipients_of(kind))
    if site.settings["officer_is_told"] != TO_OFFICERS:
        kinds.discard(Recipient.POLICE)
    found = agencies_of(kinds)
    return [one for one in found if case is None or one[0] == case.agency_id]


def _recipients(
    bodies: Iterable[tuple[UUID, str, str]], kind: Kind, language: str
) -> tuple[tuple[str, str], ...]:
    named = tuple((str(id), name) for id, name, _ in bodies)
    if Recipient.PROVIDERS not in RULES[kind].purposes:
        return named
    circle = Recipient.PROVIDERS.value
    return ((circle, rules.recipient_text(circle, "", language)), *named)


def _on_paper(
    bodies: Iterable[tuple[UUID, str, str]], kind: Kind, language: str
) -> tuple[tuple[str, str], ...]:
    """Whom a paper may name, each with what they are told for."""
    named = [(name, what) for _, name, what in bodies]
    if (circle := Recipient.PROVIDERS) in RULES[kind].purposes:
        named.insert(0, (rules.recipient_text(circle, "", language), circle.value))
    return tuple(
        (name, rules.purpose_text(rules.purpose_of(kind, what), language))
        for name, what in named
    )


def _categories(site: Site, kind: Kind, language: str) -> tuple[tuple[str, str], ...]:
    """What may be ticked: the site's list, or the one thing this kind is about."""
    most: set[str] = set().union(*RULES[kind].categories.values())
    ticks = [
        (slug, label)
        for slug, label in site.choices("release_category")
        if slug in most
    ]
    ticks += [(slug, "") for slug in sorted(most) if slug in rules.ONLY_OURS]
    return tuple(
        (slug, rules.category_text(slug, label, language)) for slug, label in ticks
    )
