"""The only way to a person: through what the actor may reach."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.signing import BadSignature, TimestampSigner
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404

from offramp.platform.kernel.ids import PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission, Reach
from offramp.program.people.models import Care, ContactWay, Merge, Person

_SEARCHED_FOR_SECONDS = 30 * 60
# Not `pk=None`: that would stay in the query and keep PostgreSQL from its indexes.
_NOBODY = Q(pk__in=[])


def in_care_of(actor: Actor) -> QuerySet[Care, UUID]:
    """The ids of everyone the actor looks after, under each record they ever had."""
    used = Care.objects.filter(staff_id=actor.id, until_at=None).values_list(
        Coalesce("person__merged_into_id", "person_id"), flat=True
    )
    merged = Person.objects.filter(merged_into_id__in=used)
    return used.union(merged.values_list("pk", flat=True))


def _rows(reach: Reach, actor: Actor) -> Q:
    match reach:
        case Reach.ASSIGNED:
            return Q(pk__in=in_care_of(actor))
        case Reach.PROGRAM:
            return ~Q(pk=None)
        case Reach.OWN | Reach.AGENCY:
            return _NOBODY


def reachable(actor: Actor, permission: Permission) -> QuerySet[Person]:
    """The people whom the actor's roles reach with this permission."""
    rows = _NOBODY
    for reach in require(actor, permission):
        rows |= _rows(reach, actor)
    return Person.objects.filter(rows)


def get(
    person_id: PersonId, permission: Permission, *, by: Actor, lock: bool = False
) -> Person:
    """The person, or 404: outsiders must not learn that there is such a record."""
    found = reachable(by, permission).filter(pk=person_id)
    if lock:
        found = found.select_for_update()
    person = found.first()
    if person is None:
        raise Http404
    return person


@dataclass(frozen=True)
class Reached:
    """A person whom policy let the actor open, under each record they ever had.

    Made by `reach` only. So a page asks once whether the actor looks after the person,
    and every package answers from that what it shows of them.
    """

    by: Actor
    person: Person
    ids: tuple[PersonId, ...]
    in_care: bool

    def has(self, permission: Permission) -> bool:
        """Whether the actor's roles reach this person with a permission."""
        return _is_reached(require(self.by, permission), self.in_care)


def reach(person_id: PersonId, permission: Permission, *, by: Actor) -> Reached:
    """The person with every record they ever had, in one query; or 404."""
    reaches = require(by, permission)
    mine = Care.objects.filter(person=OuterRef("pk"), staff_id=by.id, until_at=None)
    rows = {row.id: row for row in _records(person_id).annotate(cared=Exists(mine))}
    in_care = any(row.cared for row in rows.values())
    if person_id not in rows or not _is_reached(reaches, in_care):
        raise Http404
    return Reached(by, rows[person_id], tuple(rows), in_care)


def rows_of(found: Reached, permission: Permission, via: str = "") -> Q:
    """Rows about this person, if the actor's roles reach them with this permission:
    what `reachable` says of each of them, without asking the database again.

    `via` leads from the row to the one that has the person, such as "case__".
    """
    here = found.has(permission)
    return Q(**{f"{via}person_id__in": found.ids}) if here else _NOBODY


def _is_reached(reaches: Iterable[Reach], in_care: bool) -> bool:
    return any(
        reach == Reach.PROGRAM or (reach == Reach.ASSIGNED and in_care)
        for reach in reaches
    )


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
    found = _records(person_id).values_list("pk", flat=True)
    return [PersonId(pk) for pk in found]


def _records(person_id: PersonId) -> QuerySet[Person]:
    used = Person.objects.filter(pk=person_id).values(
        used=Coalesce("merged_into_id", "pk")
    )[:1]
    return Person.objects.filter(Q(pk=used) | Q(merged_into_id=used))


def roots(person_ids: Iterable[UUID]) -> dict[UUID, PersonId]:
    """For each record, the one that is in use for the same person."""
    rows = Person.objects.filter(pk__in=list(person_ids)).values_list(
        "pk", Coalesce("merged_into_id", "pk")
    )
    return {pk: PersonId(used) for pk, used in rows}


def beginning_with(text: str) -> Q:
    """Names that begin so, found through the index on either database."""
    if connection.vendor == "postgresql":
        return Q(name_key__startswith=text)
    return Q(name_key__gte=text, name_key__lt=text + chr(0x10FFFF))


def searched(by: Actor) -> str:
    """A token that says: this actor has looked for the person first."""
    return _signer().sign(str(by.id))


def has_searched(token: str, by: Actor) -> bool:
    """Whether the token was given to this actor in the last half hour."""
    try:
        said = _signer().unsign(token, max_age=_SEARCHED_FOR_SECONDS)
    except BadSignature:
        return False
    return said == str(by.id)


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="offramp.people.searched")
