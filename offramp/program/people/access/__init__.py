"""The only way to a person: through what the actor may reach."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.timezone import now

from offramp.platform.kernel.ids import OpeningId, PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.beyond import GRACE, OPENED
from offramp.platform.policy.gate import may, require
from offramp.platform.policy.table import Permission, Reach
from offramp.program.people import rules
from offramp.program.people.access import nearness
from offramp.program.people.access.nearness import in_care_of as in_care_of
from offramp.program.people.access.nearness import kept_from as kept_from
from offramp.program.people.access.searching import count_search as count_search
from offramp.program.people.access.searching import has_searched as has_searched
from offramp.program.people.access.searching import searched as searched
from offramp.program.people.models import (
    Care,
    ContactWay,
    Keeping,
    Merge,
    Opening,
    Person,
)

# Not `pk=None`: that would stay in the query and keep PostgreSQL from its indexes.
_NOBODY = Q(pk__in=[])


def _lately() -> Q:
    return Q(until_at__gt=now() - rules.GRACE)


def openings_of(actor: Actor) -> QuerySet[Opening]:
    """The emergency openings of this session that still hold."""
    return Opening.objects.filter(
        pk__in=actor.opened,
        opened_by_id=actor.id,
        closed_at=None,
        holds_until__gt=now(),
    )


def about(reach: Reach, actor: Actor, permission: Permission) -> Q:
    """Rows that have a person, as far as this reach goes. What a person asked to keep
    from a colleague goes before every reach."""
    match reach:
        case Reach.ASSIGNED:
            near = Q(person_id__in=in_care_of(actor, permission))
            return near & ~Q(person_id__in=kept_from(actor))
        case Reach.PROGRAM:
            return ~Q(person_id__in=kept_from(actor))
        case Reach.OWN | Reach.AGENCY:
            return _NOBODY


def _rows(reach: Reach, actor: Actor, permission: Permission) -> Q:
    match reach:
        case Reach.ASSIGNED:
            near = Q(pk__in=in_care_of(actor, permission))
            return near & ~Q(pk__in=kept_from(actor))
        case Reach.PROGRAM:
            return ~Q(pk__in=kept_from(actor))
        case Reach.OWN | Reach.AGENCY:
            return _NOBODY


def reachable(actor: Actor, permission: Permission) -> QuerySet[Person]:
    """The people whom the actor's roles reach with this permission."""
    rows = _NOBODY
    for reach in require(actor, permission):
        rows |= _rows(reach, actor, permission)
    return Person.objects.filter(rows)


def get(
    person_id: PersonId, permission: Permission, *, by: Actor, lock: bool = False
) -> Person:
    """The person, or 404: outsiders must not learn that there is such a record."""
    person = nearness.one(person_id, by, permission, lock=lock)
    if person is None:
        raise Http404
    return person


@dataclass(frozen=True)
class Near:
    """What `about` asks the database of each row, known of one person."""

    in_care: bool  # the actor looks after them
    was_in_care: bool  # and did until some days ago
    is_opened: bool  # the actor opened the record in an emergency
    is_kept: bool  # the person keeps the actor out


@dataclass(frozen=True)
class Reached:
    """A person whom policy let the actor open, under each record they ever had.

    Made by `reach` only. So a page asks once how near the actor is to the person, and
    every package answers from that what it shows of them.
    """

    by: Actor
    person: Person
    ids: tuple[PersonId, ...]
    near: Near

    def has(self, permission: Permission) -> bool:
        """Whether the actor's roles reach this person with a permission."""
        return _is_reached(self.near, permission, by=self.by)

    def may(self, permission: Permission) -> bool:
        """Whether a page about this person offers the actor what this is needed for."""
        return may(self.by, permission) and self.has(permission)


def reach(person_id: PersonId, permission: Permission, *, by: Actor) -> Reached:
    """The person with every record they ever had, in one query; or 404."""
    require(by, permission)
    rows: dict[PersonId, Any] = {row.id: row for row in _beside(person_id, by)}
    near = Near(
        in_care=any(row.cared for row in rows.values()),
        was_in_care=any(row.cared_lately for row in rows.values()),
        is_opened=any(row.opened for row in rows.values()),
        is_kept=any(row.kept for row in rows.values()),
    )
    if person_id not in rows or not _is_reached(near, permission, by=by):
        raise Http404
    return Reached(by, rows[person_id], tuple(rows), near)


def _beside(person_id: PersonId, actor: Actor) -> QuerySet[Any]:
    """The person's records, each with what `in_care_of` and `kept_from` say of it."""
    cared = Care.objects.filter(person=OuterRef("pk"), staff_id=actor.id)
    kept = Keeping.objects.filter(person=OuterRef("pk"), staff_id=actor.id)
    return _records(person_id).annotate(
        cared=Exists(cared.filter(until_at=None)),
        cared_lately=Exists(cared.filter(_lately())),
        opened=Exists(openings_of(actor).filter(person=OuterRef("pk"))),
        kept=Exists(kept.filter(until_at=None)),
    )


def rows_of(found: Reached, permission: Permission, via: str = "") -> Q:
    """Rows about this person, if the actor's roles reach them with this permission:
    what `reachable` says of each of them, without asking the database again.

    `via` leads from the row to the one that has the person, such as "case__".
    """
    here = found.has(permission)
    return Q(**{f"{via}person_id__in": found.ids}) if here else _NOBODY


def _is_reached(near: Near, permission: Permission, *, by: Actor) -> bool:
    reaches = require(by, permission)
    if near.is_kept:
        return False
    assigned = (
        near.in_care
        or (near.was_in_care and permission in GRACE)
        or (near.is_opened and permission in OPENED)
    )
    return Reach.PROGRAM in reaches or (Reach.ASSIGNED in reaches and assigned)


def get_way(
    way_id: UUID, permission: Permission, *, by: Actor, lock: bool = False
) -> ContactWay:
    """A way to reach somebody, or 404."""
    found = ContactWay.objects.filter(
        pk=way_id, person__in=reachable(by, permission).values("pk")
    )
    if lock:
        found = found.select_for_update()
    way = found.first()
    if way is None:
        raise Http404
    return way


def get_merge(merge_id: UUID, *, by: Actor, lock: bool = False) -> Merge:
    """A joining of two records, or 404."""
    people = reachable(by, Permission.PERSON_MERGE).values("pk")
    found = Merge.objects.filter(pk=merge_id, kept__in=people)
    if lock:
        found = found.select_for_update(of=("self",))
    made = found.select_related("kept").first()
    if made is None:
        raise Http404
    return made


def survivor(person_id: PersonId) -> Person:
    """The record in use for this person. For packages that asked policy already."""
    person = Person.objects.select_related("merged_into").filter(pk=person_id).first()
    if person is None:
        raise Http404
    return person.merged_into or person


def ids_of(person_id: PersonId) -> list[PersonId]:
    """The person's record in use and everyone merged into it, in one query."""
    return [PersonId(pk) for pk in ids_within(person_id)]


def ids_within(person_id: PersonId) -> QuerySet[Person, UUID]:
    """The same, to stand inside another query."""
    return _records(person_id).values_list("pk", flat=True)


def _records(person_id: PersonId) -> QuerySet[Person]:
    used = Person.objects.filter(pk=person_id).values(
        used=Coalesce("merged_into_id", "pk")
    )[:1]
    return Person.objects.filter(Q(pk=used) | Q(merged_into_id=used))


def beginning_with(text: str) -> Q:
    """Names that begin so, found through the index on either database."""
    if connection.vendor == "postgresql":
        return Q(name_key__startswith=text)
    return Q(name_key__gte=text, name_key__lt=text + chr(0x10FFFF))


def opening(
    opening_id: OpeningId, permission: Permission, *, by: Actor, lock: bool = False
) -> Opening:
    """An emergency opening, or 404. Nobody reviews what they opened themselves."""
    rows = _NOBODY
    for reach in require(by, permission):
        rows |= _openings(reach, by)
    found = Opening.objects.filter(rows, pk=opening_id)
    if lock:
        found = found.select_for_update(of=("self",))
    row = found.select_related("person").first()
    if row is None:
        raise Http404
    return row


def _openings(reach: Reach, actor: Actor) -> Q:
    match reach:
        case Reach.OWN:
            return Q(opened_by_id=actor.id)
        case Reach.PROGRAM:
            return ~Q(opened_by_id=actor.id)
        case Reach.ASSIGNED | Reach.AGENCY:
            return _NOBODY


def unreviewed(by: Actor) -> QuerySet[Opening]:
    """What this actor may look at, and nobody has looked at yet; the oldest first."""
    require(by, Permission.RECORD_REVIEW)
    rows = Opening.objects.filter(reviewed_at=None).exclude(opened_by_id=by.id)
    return rows.select_related("person").order_by("opened_at", "pk")
