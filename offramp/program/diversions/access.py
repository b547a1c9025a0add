"""The only way to a contact or a diversion: through what the actor may reach."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404

from offramp.platform.kernel.ids import ContactId, DiversionId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission, Reach
from offramp.program.diversions.models import Contact, Diversion


def _rows(reach: Reach, actor: Actor) -> Q:
    match reach:
        case Reach.OWN:
            return Q(made_by_id=actor.id)
        case Reach.AGENCY:
            return Q(agency_id=actor.agency_id)
        case Reach.PROGRAM:
            return ~Q(pk__in=[])
        case Reach.ASSIGNED:
            # Who looks after whom is known of people, and no person stands here.
            return Q(pk__in=[])


def _within(actor: Actor, permission: Permission) -> Q:
    rows = Q(pk__in=[])
    for reach in require(actor, permission):
        rows |= _rows(reach, actor)
    return rows


def reachable(actor: Actor, permission: Permission) -> QuerySet[Diversion]:
    """The diversions that the actor's roles reach with this permission."""
    return Diversion.objects.filter(_within(actor, permission))


def reachable_contacts(actor: Actor, permission: Permission) -> QuerySet[Contact]:
    """The contacts that the actor's roles reach with this permission."""
    return Contact.objects.filter(_within(actor, permission))


def get(
    diversion_id: DiversionId, permission: Permission, *, by: Actor, lock: bool = False
) -> Diversion:
    """The diversion, or 404: outsiders must not learn that it exists."""
    found = reachable(by, permission).filter(pk=diversion_id)
    if lock:
        found = found.select_for_update(of=("self",))
    diversion = found.select_related("contact").first()
    if diversion is None:
        raise Http404
    return diversion


def get_contact(
    contact_id: ContactId, permission: Permission, *, by: Actor, lock: bool = False
) -> Contact:
    """The contact, or 404: another officer's is no different from one that is not."""
    found = reachable_contacts(by, permission).filter(pk=contact_id)
    if lock:
        found = found.select_for_update(of=("self",))
    contact = found.select_related("diversion").first()
    if contact is None:
        raise Http404
    return contact


def is_mine(contact_id: ContactId, by: Actor) -> bool:
    """Whether the actor sent a contact under this id. Nobody else's counts."""
    mine = reachable_contacts(by, Permission.CONTACT_RECORD)
    return mine.filter(pk=contact_id).exists()


@dataclass(frozen=True)
class Asked:
    """Where a handover is, and what the person asked for in whoever comes."""

    areas: tuple[str, ...]
    language: str
    gender: str


def where_and_asked(diversion_id: DiversionId) -> Asked:
    """For whoever finds a peer; names nobody. The area is the officer's own."""
    row = Contact.objects.select_related("agency", "unit").get(diversion=diversion_id)
    areas = [row.agency.slug]
    if row.unit is not None:
        areas.append(f"{row.agency.slug}/{row.unit.slug}")
    return Asked(tuple(areas), row.language, row.peer_gender)
