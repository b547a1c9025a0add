"""Finds people by what somebody knows of them, and records that may be one person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from offramp.platform.accounts.actors import names
from offramp.platform.audit import log
from offramp.platform.kernel.ids import MergeId, PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import GRANTS, Permission
from offramp.program.people import access, rules
from offramp.program.people.models import Alias, ContactWay, Merge, NameKey, Person

PAGE = 10
# Every probe is bounded, so that a search costs the same among any number of people.
_MOST_ROWS = 200
_MOST_SHOWN = 4 * PAGE
_LIKELY = 0.88


@dataclass(frozen=True)
class Match:
    """Somebody who may be the one looked for, and why."""

    id: PersonId
    known_as: str
    full_name: str
    born: str
    aliases: tuple[str, ...]
    why: tuple[str, ...]
    score: float
    in_care: bool


@dataclass(frozen=True)
class Found:
    """One page of a search, and the proof that there was one."""

    matches: tuple[Match, ...]
    page: int
    has_more: bool
    token: str


@dataclass(frozen=True)
class MergeView:
    """Two records that were joined."""

    id: MergeId
    known_as: str
    reason: str
    made_at: datetime
    made_by: str


@dataclass(frozen=True)
class SamePage:
    """Records that may be the same person, and those that were joined."""

    id: PersonId
    known_as: str
    suggestions: tuple[Match, ...]
    merges: tuple[MergeView, ...]
    may_merge: bool


def search(
    text: str, birth_on: date | None = None, phone: str | None = None, *, by: Actor
) -> list[Match]:
    """The people who are most like what was asked, ten at the most."""
    return list(find(text, birth_on, phone, by=by).matches)


def find(
    text: str,
    birth_on: date | None = None,
    phone: str | None = None,
    page: int = 1,
    *,
    by: Actor,
) -> Found:
    """One page of the people most like what was asked. So many an hour, and no more."""
    require(by, Permission.PERSON_SEARCH)
    access.count_search(by)
    page = min(max(page, 1), _MOST_SHOWN // PAGE)
    ranked = _ranked(_judged(text, birth_on, phone))
    matches = _matches(ranked[(page - 1) * PAGE : page * PAGE], by)
    log.listed(Permission.PERSON_SEARCH, Person, [m.id for m in matches], by=by)
    return Found(matches, page, len(ranked) > page * PAGE, access.searched(by))


def alike(
    text: str,
    birth_on: date | None,
    phone: str | None = None,
    *,
    least: float = 0,
    by: Actor,
) -> tuple[Match, ...]:
    """Those who may be the one that somebody is about to write down."""
    found = find(text, birth_on, phone, by=by).matches
    return tuple(match for match in found if match.score >= least)


def same_person_suggestions(person_id: PersonId, by: Actor) -> tuple[Match, ...]:
    """Other records that may be this person. Staff decide; nothing joins by itself."""
    person = access.get(person_id, Permission.PERSON_READ, by=by)
    family = access.ids_of(person_id)
    numbers = ContactWay.objects.filter(person_id__in=family, kind="phone")
    name = rules.main_name(person.known_as, person.given_name, person.family_name)
    phones = numbers.order_by("-from_at").values_list("value", flat=True)
    best = _judged(name, person.birth_on, *phones[:5])
    likely = {
        pk: judged
        for pk, judged in best.items()
        if judged.score >= _LIKELY and PersonId(pk) not in family
    }
    ranked = [row for row in _ranked(likely) if row[0].id not in family]
    found = _matches(ranked[:PAGE], by)
    log.listed(Permission.PERSON_SEARCH, Person, [m.id for m in found], by=by)
    return found


def same_page(person_id: PersonId, by: Actor) -> SamePage:
    """Who may be the same person, and what was joined before."""
    person = access.get(person_id, Permission.PERSON_READ, by=by)
    log.read(Permission.PERSON_READ, person, by=by)
    rows = list(
        Merge.objects.filter(kept_id=person_id, undone_at=None)
        .select_related("merged")
        .order_by("made_at")
    )
    staff = names({row.made_by_id for row in rows})
    return SamePage(
        id=person_id,
        known_as=person.known_as,
        suggestions=same_person_suggestions(person_id, by),
        merges=tuple(
            MergeView(
                id=row.id,
                known_as=row.merged.known_as,
                reason=row.reason,
                made_at=row.made_at,
                made_by=staff.get(row.made_by_id, ""),
            )
            for row in rows
        ),
        may_merge=bool(by.roles & set(GRANTS[Permission.PERSON_MERGE])),
    )


def _judged(
    text: str, birth_on: date | None, *phones: str | None
) -> dict[UUID, rules.Judged]:
    """The best judgement on each person whom a probe found."""
    text_key = rules.key(text)
    if len(text_key) < 2 and text_key.isascii():
        text_key = ""  # one letter finds half the alphabet
    asked = rules.Asked(rules.keys_of([text_key]), text_key, birth_on)
    if birth_on and _is_common(birth_on):
        asked = replace(asked, birth_on=None)
    numbers = {rules.way_key("phone", phone or "") for phone in phones} - {""}
    best: dict[UUID, rules.Judged] = {}
    for probe, by_phone in _probes(asked, numbers):
        for person_id, text, last, first, born_on in _rows(probe):
            seen = rules.Seen(text, last, first, born_on, by_phone)
            judged = rules.judge(asked, seen)
            before = best.get(person_id)
            if judged and (before is None or judged.score > before.score):
                best[person_id] = judged
    return best


def _rows(
    probe: QuerySet[NameKey],
) -> Iterator[tuple[UUID, str, str, str, date | None]]:
    rows = probe.values_list(
        "person_id", "name_key", "sound", "first_sound", "birth_on"
    )
    return rows[:_MOST_ROWS].iterator()


def _is_common(birth_on: date) -> bool:
    """So many share it (the first of January, say) that it tells nothing."""
    sharing = Person.objects.filter(birth_on=birth_on).values_list("pk")
    return len(sharing[: _MOST_ROWS + 1]) > _MOST_ROWS


def _probes(
    asked: rules.Asked, numbers: set[str]
) -> Iterator[tuple[QuerySet[NameKey], bool]]:
    """Where to look: how it begins, both sounds, one sound, birth date, phone."""
    keys = NameKey.objects.all()
    if asked.text_key:
        both = Q(pk__in=[])
        for row in asked.keys:
            both |= Q(sound=row.sound, first_sound=row.first_sound)
        one = Q(sound__in={row.sound for row in asked.keys})
        if asked.birth_on:
            one &= Q(birth_on=asked.birth_on)
        for condition in (access.beginning_with(asked.text_key), both, one):
            yield keys.filter(condition), False
    if asked.birth_on:
        yield keys.filter(person__birth_on=asked.birth_on), False
    if numbers:
        same = ContactWay.objects.filter(kind="phone", value_key__in=numbers)
        yield keys.filter(person__in=same.values("person")[:_MOST_ROWS]), True


def _ranked(best: Mapping[UUID, rules.Judged]) -> list[tuple[Person, rules.Judged]]:
    """The best first, each person once, under the record that is in use."""
    first = sorted(best, key=lambda pk: (-best[pk].score, pk))[: _MOST_SHOWN + 1]
    rows = {
        row.pk: row.merged_into or row
        for row in Person.objects.filter(pk__in=first).select_related("merged_into")
    }
    once: dict[UUID, tuple[Person, rules.Judged]] = {}
    for pk in first:
        once.setdefault(rows[pk].pk, (rows[pk], best[pk]))
    return list(once.values())


def _matches(ranked: list[tuple[Person, rules.Judged]], by: Actor) -> tuple[Match, ...]:
    ids = [person.pk for person, _ in ranked]
    open_to = access.reachable(by, Permission.PERSON_READ).filter(pk__in=ids)
    mine = set(open_to.values_list("pk", flat=True))
    aliases: dict[UUID, list[str]] = {}
    for alias in Alias.objects.filter(person_id__in=ids):
        aliases.setdefault(alias.person_id, []).append(alias.text)
    return tuple(
        Match(
            id=person.id,
            known_as=person.known_as,
            full_name=rules.full_name(person.given_name, person.family_name),
            born=rules.born(person.birth_on, person.birth_year_about),
            aliases=tuple(aliases.get(person.pk, ())),
            why=judged.why,
            score=judged.score,
            in_care=person.pk in mine,
        )
        for person, judged in ranked
    )
