"""The only way to a report of an overdose: officers reach their own, and no one else's."""

from django.db.models import Q, QuerySet
from django.http import Http404

from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission, Reach
from offramp.program.overdoses.models import Incident, Revived, Victim
from offramp.program.overdoses.rules import IncidentId, VictimId
from offramp.program.people import access as people_access


def _rows(reach: Reach, actor: Actor) -> Q:
    match reach:
        case Reach.OWN:
            return Q(made_by_id=actor.id)
        case Reach.PROGRAM:
            return ~Q(pk__in=[])
        case Reach.AGENCY | Reach.ASSIGNED:
            return Q(pk__in=[])


def reachable(actor: Actor, permission: Permission) -> QuerySet[Incident]:
    """The reports that the actor's roles reach with this permission."""
    rows = Q(pk__in=[])
    for reach in require(actor, permission):
        rows |= _rows(reach, actor)
    return Incident.objects.filter(rows)


def get(
    incident_id: IncidentId, permission: Permission, *, by: Actor, lock: bool = False
) -> Incident:
    """The report, or 404: another officer's is no different from one that is not."""
    found = reachable(by, permission).filter(pk=incident_id)
    if lock:
        found = found.select_for_update(of=("self",))
    incident = found.first()
    if incident is None:
        raise Http404
    return incident


def victim(victim_id: VictimId, permission: Permission, *, by: Actor) -> Victim:
    """One of those who overdosed, locked; or 404."""
    incidents = reachable(by, permission)
    found = Victim.objects.select_for_update(of=("self",)).filter(
        pk=victim_id, incident__in=incidents.values("pk")
    )
    row = found.select_related("incident").first()
    if row is None:
        raise Http404
    return row


def told_by(actor: Actor) -> QuerySet[Revived]:
    """What people whom the actor reaches asked to have in their record."""
    rows = Q(pk__in=[])
    for reach in require(actor, Permission.OVERDOSE_LINK):
        rows |= people_access.about(reach, actor, Permission.OVERDOSE_LINK)
    return Revived.objects.filter(rows)


def incident_of(
    victim_id: VictimId, permission: Permission, *, by: Actor
) -> IncidentId:
    """The report that somebody stands in, or 404."""
    found = reachable(by, permission).filter(victims=victim_id)
    incident = found.first()
    if incident is None:
        raise Http404
    return incident.id
