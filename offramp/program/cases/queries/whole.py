"""How a person came here, and what became of the charge: for their own copy."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, QuerySet

from offramp.platform.policy.table import Permission
from offramp.program.cases.models import Arrival
from offramp.program.charges.lifecycle import State
from offramp.program.charges.rules import STANDS
from offramp.program.people import access as people_access
from offramp.program.people.access import Reached


@dataclass(frozen=True)
class Handover:
    """An officer handed the person over; with the charge that was held back, if any."""

    happened_at: datetime
    agency: str
    place: str
    met_at: datetime
    offences: tuple[str, ...]
    charge: str
    due_on: date | None
    record_closes_on: date | None


def handover_rows(found: Reached) -> QuerySet[Arrival]:
    """What `handovers` reads, for a page that fetches it together with other rows."""
    mine = people_access.rows_of(found, Permission.CASE_READ, via="case__")
    return Arrival.objects.filter(mine).annotate(
        happened_at=F("diversion__contact__happened_at"),
        place=F("diversion__contact__place"),
        agency=F("diversion__agency__name"),
        offences=F("diversion__charge__offences"),
        charge=F("diversion__charge__state"),
        due_on=F("diversion__charge__due_on"),
        record_closes_on=F("diversion__charge__record_closes_on"),
    )


def handovers(rows: Iterable[Any]) -> tuple[Handover, ...]:
    """These handovers, the newest first."""
    newest = sorted(rows, key=lambda row: (row.met_at, row.id), reverse=True)
    return tuple(_handover(row) for row in newest)


def _handover(row: Any) -> Handover:
    return Handover(
        happened_at=row.happened_at,
        agency=row.agency,
        place=row.place,
        met_at=row.met_at,
        offences=tuple(offence["label"] for offence in row.offences or ()),
        charge=STANDS[State(row.charge)][0] if row.charge else "",
        due_on=row.due_on,
        record_closes_on=row.record_closes_on,
    )
