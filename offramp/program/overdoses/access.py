"""The only way to a report of an overdose: officers reach their own, and no one else's."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.http import Http404

from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission, Reach
from offramp.program.overdoses.models import Incident, Revived, Sending, Victim
from offramp.program.overdoses.rules import IncidentId, Said, VictimId, odmap
from offramp.program.people import access as people_access
from offramp.program.sites import queries as sites


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


def is_agreed() -> bool:
    """Whether the site says that an agreement with ODMAP is on file."""
    return bool(sites.current().settings["odmap_agreement"])


def told(incident: Incident) -> None:
    """ODMAP will be told of those of whom enough is known, once each. For whoever wrote
    the report in this very transaction."""
    if settings.ODMAP is None or not is_agreed():
        return
    known = incident.victims.exclude(survived=Said.UNKNOWN.value).filter(sending=None)
    for one in known:
        Sending.objects.get_or_create(victim=one)


def _rows_of(found: QuerySet[Victim]) -> list[odmap.Told]:
    doses = Count("administrations__doses")
    rows = found.select_related("incident").annotate(count=doses)
    return [_told(row) for row in rows.order_by("incident__happened_at", "number")]


def _told(row: Any) -> odmap.Told:
    at = row.incident
    return odmap.Told(
        row.pk, at.happened_at, at.place, at.latitude, at.longitude,
        Said(row.survived), Said(row.naloxone), row.count,
    )  # fmt: skip


def told_of(sending: Sending) -> odmap.Told:
    """What is told of one of them, as it stands now."""
    return _rows_of(Victim.objects.filter(pk=sending.victim_id))[0]


def told_between(from_on: date, until_on: date, by: Actor) -> list[odmap.Told]:
    """Everybody of these days."""
    require(by, Permission.OVERDOSE_EXPORT)
    days = {
        "incident__happened_at__date__gte": from_on,
        "incident__happened_at__date__lte": until_on,
    }
    return _rows_of(Victim.objects.filter(**days))


def untold(since: datetime, by: Actor) -> QuerySet[Victim]:
    """Of whom enough is known, and ODMAP knows nothing."""
    require(by, Permission.OVERDOSE_EXPORT)
    rows = Victim.objects.filter(incident__happened_at__gt=since, sending=None)
    return rows.exclude(survived=Said.UNKNOWN.value)


def sendings(by: Actor) -> QuerySet[Sending]:
    """What went to ODMAP, or is on the way."""
    require(by, Permission.OVERDOSE_EXPORT)
    return Sending.objects.all()
