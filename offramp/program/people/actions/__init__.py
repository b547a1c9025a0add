from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from offramp.platform.accounts.actors import actor_for
from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ActorId, ContactWayId, PersonId
from offramp.platform.policy.actor import TREATMENT, Actor, Role
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.people import access, rules
from offramp.program.people.actions.joining import merge, unmerge
from offramp.program.people.actions.opening import (
    close_record,
    escalate_review,
    keep_from,
    keep_no_more,
    open_record,
    review,
)
from offramp.program.people.models import (
    Alias,
    Care,
    CareDuty,
    ContactWay,
    NameKey,
    Person,
    Safe,
    SelfDescription,
)

__all__ = [
    "add_way",
    "change",
    "close_record",
    "create",
    "describe",
    "end_care",
    "end_way",
    "escalate_review",
    "keep_from",
    "keep_no_more",
    "merge",
    "open_record",
    "review",
    "take_into_care",
    "unmerge",
]

_SAID = ("known_as", "given_name", "family_name", "birth_on", "birth_year_about")
_DUTY_OF = {Role.PEER: CareDuty.PEER, Role.CASE_MANAGER: CareDuty.CASE_MANAGER}


@transaction.atomic
def create(
    id: PersonId,
    *,
    known_as: str,
    given_name: str = "",
    family_name: str = "",
    aliases: Sequence[str] = (),
    birth_on: date | None = None,
    birth_year_about: int | None = None,
    at: datetime,
    by: Actor,
) -> Person:
    """Write a person down. Whoever does looks after them from now on."""
    require(by, Permission.PERSON_CREATE)
    values = (known_as, given_name, family_name, birth_on, birth_year_about)
    said = dict(zip(_SAID, values, strict=True))
    person, is_new = Person.objects.get_or_create(
        pk=id, defaults={**said, "recorded_at": at, "recorded_by_id": by.id}
    )
    if not is_new:
        return _same_again(person, said, by)
    _name(person, aliases)
    log.record(Permission.PERSON_CREATE, person, by=by, at=at.isoformat())
    for role in sorted(by.roles & set(_DUTY_OF)):
        take_into_care(id, _DUTY_OF[role], by.id, at=at, by=by)
    return person


def _same_again(person: Person, said: dict[str, Any], by: Actor) -> Person:
    same = all(getattr(person, field) == value for field, value in said.items())
    if not same or person.recorded_by_id != by.id:
        raise Refused(
            "This person was already saved. Find them by a search, and change what "
            "is different on their page."
        )
    return person


def _name(person: Person, aliases: Sequence[str]) -> None:
    """Put the other names, and the keys of all names, anew."""
    person.aliases.all().delete()
    person.keys.all().delete()
    Alias.objects.bulk_create(
        Alias(person=person, text=text, place=place)
        for place, text in enumerate(aliases)
    )
    full = rules.main_name(person.known_as, person.given_name, person.family_name)
    called = f"{person.known_as} {person.family_name}"
    NameKey.objects.bulk_create(
        NameKey(
            person=person,
            name_key=row.name_key,
            sound=row.sound,
            first_sound=row.first_sound,
            birth_on=person.birth_on,
        )
        for row in rules.keys_of([person.known_as, full, called, *aliases])
    )


@transaction.atomic
def change(
    person_id: PersonId,
    *,
    known_as: str,
    given_name: str = "",
    family_name: str = "",
    aliases: Sequence[str] = (),
    birth_on: date | None = None,
    birth_year_about: int | None = None,
    revision: int | None = None,
    at: datetime,
    by: Actor,
) -> Person:
    """Correct what is known. With a `revision`, only if nobody changed it meanwhile."""
    person = access.get(person_id, Permission.PERSON_CHANGE, by=by, lock=True)
    if revision is not None and revision != person.revision:
        raise Refused(
            "Somebody changed this person while this page was open. Open the page "
            "anew, look at what is there now, and then enter your change."
        )
    person.known_as, person.given_name = known_as, given_name
    person.family_name = family_name
    person.birth_on, person.birth_year_about = birth_on, birth_year_about
    person.revision += 1
    person.save(update_fields=[*_SAID, "revision"])
    _name(person, aliases)
    log.record(Permission.PERSON_CHANGE, person, by=by, revision=person.revision)
    return person


@transaction.atomic
def add_way(
    id: ContactWayId,
    person_id: PersonId,
    *,
    kind: str,
    value: str,
    safe_text: str = "not_asked",
    safe_voicemail: str = "not_asked",
    may_say_lead: str = "not_asked",
    note: str = "",
    at: datetime,
    by: Actor,
) -> ContactWay:
    """A way to reach the person, with what they said is safe on it."""
    person = access.get(person_id, Permission.PERSON_CHANGE, by=by, lock=True)
    way = ContactWay(id=id, person=person, kind=kind, value=value, note=note)
    way.value_key = rules.way_key(kind, value)
    way.safe_text, way.safe_voicemail = Safe(safe_text), Safe(safe_voicemail)
    way.may_say_lead = Safe(may_say_lead)
    way.from_at, way.from_by_id = at, by.id
    if _is_new(way):
        log.record(Permission.PERSON_CHANGE, way, by=by, person=str(person.id))
    return way


def _is_new(row: ContactWay | SelfDescription) -> bool:
    """Save the row unless its id was saved before, for the same person."""
    before = type(row)._default_manager.filter(pk=row.pk).first()
    if before is None:
        row.save(force_insert=True)
    elif before.person_id != row.person_id:
        raise Refused("This was already saved elsewhere. Open the page anew.")
    return before is None


@transaction.atomic
def end_way(way_id: ContactWayId, *, at: datetime, by: Actor) -> ContactWay:
    """This no longer reaches the person. It stays on record, out of use."""
    way = access.get_way(way_id, Permission.PERSON_CHANGE, by=by, lock=True)
    if way.until_at is None:
        way.until_at, way.until_by_id = at, by.id
        way.save(update_fields=["until_at", "until_by_id"])
        log.record(Permission.PERSON_CHANGE, way, by=by, until=at.isoformat())
    return way


@transaction.atomic
def describe(
    id: UUID,
    person_id: PersonId,
    *,
    race: Sequence[str],
    ethnicity: str,
    gender: str,
    language: str,
    race_words: str = "",
    gender_words: str = "",
    language_words: str = "",
    pronouns: str = "",
    at: datetime,
    by: Actor,
) -> SelfDescription:
    """Who the person says they are. What was said before is kept."""
    person = access.get(person_id, Permission.PERSON_CHANGE, by=by, lock=True)
    said = SelfDescription(id=id, person=person, race=list(race))
    said.ethnicity, said.gender, said.language = ethnicity, gender, language
    said.race_words, said.gender_words = race_words, gender_words
    said.language_words, said.pronouns = language_words, pronouns
    said.recorded_at, said.recorded_by_id = at, by.id
    if _is_new(said):
        log.record(Permission.PERSON_CHANGE, said, by=by, person=str(person.id))
    return said


@transaction.atomic
def take_into_care(
    person_id: PersonId,
    duty: str,
    staff_id: UUID,
    *,
    reason: str = "",
    at: datetime,
    by: Actor,
) -> Care:
    """From now on this colleague looks after the person; the one before no longer."""
    mine = staff_id == by.id
    permission = Permission.CARE_TAKE if mine else Permission.CARE_ASSIGN
    person = access.get(person_id, permission, by=by, lock=True)
    if not mine:
        _works_here(staff_id)
    person = access.survivor(person.id)
    held = Care.objects.filter(person=person, duty=duty, until_at=None)
    holder = held.first()
    if holder is not None and holder.staff_id == staff_id:
        return holder
    held.update(until_at=at, until_by_id=by.id)
    care = Care(person=person, staff_id=staff_id, duty=duty, reason=reason)
    care.from_at, care.from_by_id = at, by.id
    care.save(force_insert=True)
    log.record(permission, care, by=by, person=str(person.id), staff=str(staff_id))
    return care


def _works_here(staff_id: UUID) -> None:
    colleague = actor_for(ActorId(staff_id))
    if colleague is None or not colleague.roles & TREATMENT:
        raise Refused("Choose a colleague who looks after people in the program.")


@transaction.atomic
def end_care(
    person_id: PersonId, duty: str, *, reason: str = "", at: datetime, by: Actor
) -> None:
    """The colleague who has this duty no longer looks after the person."""
    person = access.survivor(person_id)
    care = Care.objects.filter(person=person, duty=duty, until_at=None).first()
    mine = care is not None and care.staff_id == by.id
    permission = Permission.CARE_TAKE if mine else Permission.CARE_ASSIGN
    access.get(person.id, permission, by=by, lock=True)
    if care is None:
        return
    care.until_at, care.until_by_id = at, by.id
    care.reason = reason or care.reason
    care.save(update_fields=["until_at", "until_by_id", "reason"])
    log.record(permission, care, by=by, person=str(person.id))
