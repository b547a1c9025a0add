"""Finds people by what somebody knows of them, and records that may be one person."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import DateField, F, Q, QuerySet, UUIDField, Value

from offramp.platform.accounts.actors import name_of
from offramp.platform.audit import log
from offramp.platform.kernel.ids import MergeId, PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import GRANTS, Permission
from offramp.platform.rows.together import together
from offramp.program.people import access, rules
from offramp.program.people.access import Reached
from offramp.program.people.models import Alias, ContactWay, Merge, NameKey, Person

PAGE = 10
# Every probe is bounded, so that a search costs the same among any number of people.
_MOST_ROWS = 200
_MOST_SHOWN = 4 * PAGE
_LIKELY = 0.88
# From what either database gives.
_ID, _DAY = UUIDField().to_python, DateField().to_python


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
    found = access.reach(person_id, Permission.PERSON_READ, by=by)
    return _suggested(found, _numbers(found))


def _numbers(found: Reached) -> QuerySet[ContactWay]:
    return ContactWay.objects.filter(person_id__in=found.ids, kind="phone")


def _suggested(found: Reached, numbers: Iterable[ContactWay]) -> tuple[Match, ...]:
    person, family = found.person, set(found.ids)
    name = rules.main_name(person.known_as, person.given_name, person.family_name)
    newest = sorted(numbers, key=lambda way: way.from_at, reverse=True)
    best = _judged(name, person.birth_on, *(way.value for way in newest[:5]))
    likely = {
        pk: judged
        for pk, judged in best.items()
        if judged.score >= _LIKELY and PersonId(pk) not in family
    }
    ranked = [row for row in _ranked(likely) if row[0].id not in family]
    matches = _matches(ranked[:PAGE], found.by)
    ids = [match.id for match in matches]
    log.listed(Permission.PERSON_SEARCH, Person, ids, by=found.by)
    return matches


def same_page(person_id: PersonId, by: Actor) -> SamePage:
    """Who may be the same person, and what was joined before."""
    found = access.reach(person_id, Permission.PERSON_READ, by=by)
    log.read(Permission.PERSON_READ, found.person, by=by)
    joined = Merge.objects.filter(kept_id=person_id, undone_at=None).annotate(
        known_as=F("merged__known_as"), who=name_of("made_by_id")
    )
    merges, numbers = together(joined, _numbers(found))
    return SamePage(
        id=person_id,
        known_as=found.person.known_as,
        suggestions=_suggested(found, numbers),
        merges=tuple(
            MergeView(
                id=row.id,
                known_as=row.known_as,
                reason=row.reason,
                made_at=row.made_at,
                made_by=row.who or "",
            )
            for row in sorted(merges, key=lambda row: row.made_at)
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
    found = _found(_probes(asked, numbers))
    best: dict[Any, rules.Judged] = {}
    for person_id, key, sound, first, born_on, by_phone in found:
        seen = rules.Seen(key, sound, first, _DAY(born_on), bool(by_phone))
        judged = rules.judge(asked, seen)
        before = best.get(person_id)
        if judged and (before is None or judged.score > before.score):
            best[person_id] = judged
    return {_ID(person_id): judged for person_id, judged in best.items()}


def _found(probes: Iterable[QuerySet[NameKey, Any]]) -> list[tuple[Any, ...]]:
    """The names that the probes find, each within its bound, with one query for all.

    As text, for SQLite takes no bound inside a union from Django.
    """
    parts: list[str] = []
    asked: list[Any] = []
    for number, probe in enumerate(probes):
        sql, said = probe[:_MOST_ROWS].query.sql_with_params()
        parts.append(f"SELECT * FROM ({sql}) probe_{number}")  # noqa: S608 - Django's
        asked += said
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join(parts), asked)
        return list(cursor.fetchall())


def _is_common(birth_on: date) -> bool:
    """So many share it (the first of January, say) that it tells nothing."""
    sharing = Person.objects.filter(birth_on=birth_on).values_list("pk")
    return len(sharing[: _MOST_ROWS + 1]) > _MOST_ROWS


def _probes(asked: rules.Asked, numbers: set[str]) -> Iterator[QuerySet[NameKey, Any]]:
    """Where to look: how it begins, both sounds, one sound, birth date, phone."""
    if asked.text_key:
        yield _names(access.beginning_with(asked.text_key))
    if asked.text_key and asked.keys:
        both = Q(pk__in=[])
        for row in asked.keys:
            both |= Q(sound=row.sound, first_sound=row.first_sound)
        one = Q(sound__in={row.sound for row in asked.keys})
        if asked.birth_on:
            one &= Q(birth_on=asked.birth_on)
        yield from (_names(both), _names(one))
    if asked.birth_on:
        yield _names(Q(person__birth_on=asked.birth_on))
    if numbers:
        same = ContactWay.objects.filter(kind="phone", value_key__in=numbers)
        people = same.values("person")[:_MOST_ROWS]
        yield _names(Q(person__in=people), by_phone=True)


def _names(condition: Q, *, by_phone: bool = False) -> QuerySet[NameKey, Any]:
    found = NameKey.objects.filter(condition)
    named = ("person_id", "name_key", "sound", "first_sound", "birth_on")
    return found.values_list(*named, Value(by_phone))


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
    if not ranked:
        return ()
    ids = [person.pk for person, _ in ranked]
    reached, called = together(
        access.reachable(by, Permission.PERSON_READ).filter(pk__in=ids).only("pk"),
        Alias.objects.filter(person_id__in=ids).only("person", "text", "place"),
    )
    mine, aliases = {row.pk for row in reached}, defaultdict[UUID, list[str]](list)
    for alias in sorted(called, key=lambda alias: alias.place):
        aliases[alias.person_id].append(alias.text)
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
