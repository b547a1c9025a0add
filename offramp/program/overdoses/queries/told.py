from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.utils.timezone import localtime, now

from offramp.platform.audit import log
from offramp.platform.kernel.ids import PersonId, short_code
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.overdoses import access
from offramp.program.overdoses.models import Revived, Victim
from offramp.program.overdoses.rules import LATELY, VictimId
from offramp.program.people import access as people_access
from offramp.program.people.access import Reached

MOST = 50


@dataclass(frozen=True)
class Told:
    """An overdose that a person asked to have in their record."""

    victim_id: VictimId
    code: str
    happened_at: datetime
    place: str


@dataclass(frozen=True)
class TellPage:
    """What stands in a person's record, because they asked for it."""

    rows: Sequence[Told]


def of_person(person_id: PersonId, by: Actor) -> TellPage:
    """The overdoses that this person asked to have in their record."""
    ids = people_access.ids_of(person_id)
    rows = access.told_by(by).filter(person_id__in=ids)
    shown = list(rows.select_related("victim__incident").order_by("-linked_at", "pk"))
    log.listed(Permission.OVERDOSE_LINK, Revived, [row.pk for row in shown], by=by)
    return TellPage([_told(row.victim) for row in shown])


def whole_rows(found: Reached) -> QuerySet[Revived]:
    """What `whole` reads, for a page that fetches it together with other rows."""
    mine = people_access.rows_of(found, Permission.OVERDOSE_LINK)
    incident = "victim__incident__"
    return Revived.objects.filter(mine).annotate(
        happened_at=F(f"{incident}happened_at"), place=F(f"{incident}place")
    )


def whole(rows: Iterable[Any]) -> tuple[tuple[datetime, str], ...]:
    """When and where each of these happened, the newest first."""
    return tuple(sorted(((row.happened_at, row.place) for row in rows), reverse=True))


def _told(row: Victim) -> Told:
    incident = row.incident
    code = short_code(incident.pk)
    return Told(row.id, code, incident.happened_at, incident.place)


def recent(by: Actor) -> list[tuple[str, str]]:
    """The people of recent reports who stand in nobody's record, ready for a form."""
    incidents = access.reachable(by, Permission.OVERDOSE_READ)
    lately = incidents.filter(happened_at__gt=now() - LATELY)
    rows = Victim.objects.filter(incident__in=lately.values("pk"), revived=None)
    rows = rows.select_related("incident").order_by("-incident__happened_at", "number")
    return [(str(row.pk), _said(row)) for row in rows[:MOST]]


def _said(row: Victim) -> str:
    incident = row.incident
    local = localtime(incident.happened_at)
    where = incident.place or "place on the map"
    who = f", person {row.number}" if row.number > 1 else ""
    return f"{local:%b} {local.day}, {local:%H:%M}, {where}{who}"
