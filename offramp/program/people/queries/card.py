"""A person at a glance: names, ways to reach them, who looks after them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from offramp.platform.accounts.actors import name_of, names, staff
from offramp.platform.audit import log
from offramp.platform.kernel.ids import ContactWayId, PersonId
from offramp.platform.policy.actor import TREATMENT, Actor, Role
from offramp.platform.policy.table import GRANTS, Permission
from offramp.platform.rows.together import together
from offramp.program.people import access, rules
from offramp.program.people.access import Reached
from offramp.program.people.models import (
    Alias,
    Care,
    CareDuty,
    ContactWay,
    SelfDescription,
)
from offramp.program.sites import queries as sites
from offramp.program.sites.rules import Site

DUTIES = {CareDuty.PEER: "Peer", CareDuty.CASE_MANAGER: "Case manager"}


@dataclass(frozen=True)
class Header:
    """Whose page this is."""

    id: PersonId
    known_as: str


@dataclass(frozen=True)
class WayView:
    """A way to reach somebody, with what is safe on it in words."""

    id: ContactWayId
    kind: str
    label: str
    value: str
    safe: tuple[str, ...]
    note: str
    in_use: bool


@dataclass(frozen=True)
class Ways:
    """Every way to reach somebody: those in use, and earlier ones."""

    person: Header
    in_use: tuple[WayView, ...]
    earlier: tuple[WayView, ...]


@dataclass(frozen=True)
class CareView:
    """Who looks after the person."""

    duty: str
    label: str
    staff_id: UUID
    staff_name: str
    since: datetime


@dataclass(frozen=True)
class CarePage:
    """Who looks after the person, and what the reader may do about it."""

    person: Header
    now: tuple[CareView, ...]
    may_assign: bool
    reader_id: UUID


@dataclass(frozen=True)
class Glance:
    """A person at a glance: names, ways to reach them, who looks after them."""

    id: PersonId
    known_as: str
    full_name: str
    born: str
    aliases: tuple[str, ...]
    ways: tuple[WayView, ...]
    care: tuple[CareView, ...]


@dataclass(frozen=True)
class Card(Glance):
    """The same, with who they say they are."""

    race: str
    ethnicity: str
    gender: str
    pronouns: str
    language: str


def header(person_id: PersonId, by: Actor) -> Header:
    """Whose page this is; 404 for somebody else's person."""
    person = access.get(person_id, Permission.PERSON_READ, by=by)
    log.read(Permission.PERSON_READ, person, by=by)
    return Header(person.id, person.known_as)


def card(person_id: PersonId, by: Actor) -> Card:
    """The person at a glance, joined records included."""
    found = access.reach(person_id, Permission.PERSON_READ, by=by)
    log.read(Permission.PERSON_READ, found.person, by=by)
    aliases, ways, care = glance_rows(found)
    carers: QuerySet[Any] = care.annotate(who=name_of("staff_id"))
    called, reached_by, cared, said = together(
        aliases, ways, carers, _descriptions(found.ids)
    )
    named = {row.staff_id: row.who or "" for row in cared}
    at_a_glance = glance(found, called, reached_by, cared, named)
    newest = max(said, key=lambda row: (row.recorded_at, row.stored_at), default=None)
    return Card(**vars(at_a_glance), **described(newest, sites.current()))


def glance_rows(
    found: Reached,
) -> tuple[QuerySet[Alias], QuerySet[ContactWay], QuerySet[Care]]:
    """What `glance` reads, for a page that fetches it together with other rows."""
    return (
        Alias.objects.filter(person_id__in=found.ids).only("text", "place"),
        ContactWay.objects.filter(person_id__in=found.ids, until_at=None),
        Care.objects.filter(person_id__in=found.ids, until_at=None),
    )


def glance(
    found: Reached,
    aliases: Iterable[Alias],
    ways: Iterable[ContactWay],
    care: Iterable[Care],
    named: Mapping[UUID, str],
) -> Glance:
    """The person at a glance, joined records included. `named`: the names of staff."""
    person, site = found.person, sites.current()
    in_order = sorted(aliases, key=lambda alias: (alias.place, alias.id))
    newest = sorted(ways, key=lambda way: (-way.from_at.timestamp(), way.id))
    return Glance(
        id=person.id,
        known_as=person.known_as,
        full_name=rules.full_name(person.given_name, person.family_name),
        born=rules.born(person.birth_on, person.birth_year_about),
        aliases=tuple(dict.fromkeys(alias.text for alias in in_order)),
        ways=tuple(_way(row, site) for row in newest),
        care=_carers(care, named),
    )


def ways_of(person_id: PersonId, by: Actor) -> Ways:
    """Every way to reach the person."""
    person = access.get(person_id, Permission.PERSON_READ, by=by)
    log.read(Permission.PERSON_READ, person, by=by)
    ways = _ways(access.ids_of(person_id), sites.current())
    return Ways(
        person=Header(person.id, person.known_as),
        in_use=tuple(way for way in ways if way.in_use),
        earlier=tuple(way for way in ways if not way.in_use),
    )


def care_page(person_id: PersonId, by: Actor) -> CarePage:
    """Who looks after the person. Anybody who could take them over may see this."""
    person = access.get(person_id, Permission.CARE_TAKE, by=by)
    log.read(Permission.CARE_TAKE, person, by=by)
    return CarePage(
        person=Header(person.id, person.known_as),
        now=_care(access.ids_of(person_id)),
        may_assign=bool(by.roles & set(GRANTS[Permission.CARE_ASSIGN])),
        reader_id=by.id,
    )


def names_of(person_id: PersonId, by: Actor) -> dict[str, Any]:
    """The names and birth date as a form edits them."""
    person = access.get(person_id, Permission.PERSON_CHANGE, by=by)
    log.read(Permission.PERSON_READ, person, by=by)
    aliases = person.aliases.values_list("text", flat=True)
    return {
        "known_as": person.known_as,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "birth_on": person.birth_on,
        "birth_year_about": person.birth_year_about,
        "aliases": "\n".join(aliases),
        "revision": person.revision,
    }


def description_of(person_id: PersonId, by: Actor) -> dict[str, Any]:
    """What the person said of themselves last, as a form edits it."""
    person = access.get(person_id, Permission.PERSON_CHANGE, by=by)
    log.read(Permission.PERSON_READ, person, by=by)
    said = _latest(access.ids_of(person_id))
    fields = (
        "race", "race_words", "ethnicity", "gender", "gender_words", "pronouns",
        "language", "language_words",
    )  # fmt: skip
    return {field: getattr(said, field) for field in fields} if said else {}


def serves_as(by: Actor) -> tuple[CareDuty, ...]:
    """The duties that this colleague may take on."""
    if by.has(Role.SUPERVISOR):
        return tuple(DUTIES)
    return tuple(duty for duty in DUTIES if Role(duty.value) in by.roles)


def carers() -> list[tuple[str, str]]:
    """The colleagues who look after people, for a form."""
    return [(str(id), name) for id, name in staff(TREATMENT)]


def _ways(family: Iterable[PersonId], site: Site) -> tuple[WayView, ...]:
    rows = ContactWay.objects.filter(person_id__in=family).order_by("-from_at", "pk")
    return tuple(_way(row, site) for row in rows)


def _way(row: ContactWay, site: Site) -> WayView:
    return WayView(
        id=row.id,
        kind=row.kind,
        label=site.label("contact_kind", row.kind),
        value=row.value,
        safe=rules.safe_on(
            row.kind, row.safe_text, row.safe_voicemail, row.may_say_lead
        ),
        note=row.note,
        in_use=row.until_at is None,
    )


def _care(family: Iterable[PersonId]) -> tuple[CareView, ...]:
    rows = list(Care.objects.filter(person_id__in=family, until_at=None))
    return _carers(rows, names({row.staff_id for row in rows}))


def _carers(care: Iterable[Care], named: Mapping[UUID, str]) -> tuple[CareView, ...]:
    rows = sorted(care, key=lambda row: row.duty, reverse=True)
    return tuple(
        CareView(
            duty=row.duty,
            label=DUTIES[CareDuty(row.duty)],
            staff_id=row.staff_id,
            staff_name=named.get(row.staff_id, ""),
            since=row.from_at,
        )
        for row in rows
    )


def _latest(family: Iterable[PersonId]) -> SelfDescription | None:
    return _descriptions(family).order_by("-recorded_at", "-stored_at").first()


def _descriptions(family: Iterable[PersonId]) -> QuerySet[SelfDescription]:
    return SelfDescription.objects.filter(person_id__in=family)


def described(said: SelfDescription | None, site: Site) -> dict[str, Any]:
    """Who somebody says they are, in words; nothing where nobody asked."""
    if said is None:
        return dict.fromkeys(
            ("race", "ethnicity", "gender", "pronouns", "language"), ""
        )
    race = [site.label("race", slug) for slug in said.race]
    return {
        "race": _with_words(", ".join(race), said.race_words),
        "ethnicity": site.label("ethnicity", said.ethnicity),
        "gender": _with_words(site.label("gender", said.gender), said.gender_words),
        "pronouns": said.pronouns,
        "language": _with_words(
            site.label("language", said.language), said.language_words
        ),
    }


def _with_words(label: str, words: str) -> str:
    return f"{label}: {words}" if words else label
