"""The diversions that led to cases, and what is due for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from offramp.platform.kernel.ids import CaseId, DiversionId, PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.cases.models import Arrival
from offramp.program.charges.lifecycle import State as ChargeState


@dataclass(frozen=True)
class Where:
    """The case that a diversion led to."""

    case_id: CaseId
    person_id: PersonId
    diversion_id: DiversionId
    met_at: datetime


def arrivals(case_ids: Iterable[CaseId]) -> dict[CaseId, list[Where]]:
    """The diversions that led to these cases, earliest first."""
    return arrived(arrival_rows(case_ids))


def arrival_rows(case_ids: Iterable[CaseId]) -> QuerySet[Any]:
    """What `arrived` reads, for a page that fetches it together with other rows."""
    return _arrivals(Q(case_id__in=list(case_ids)))


def arrived(rows: Iterable[Any]) -> dict[CaseId, list[Where]]:
    """The same from these rows."""
    found: dict[CaseId, list[Where]] = {}
    for arrival in sorted(rows, key=lambda arrival: arrival.met_at):
        where = _where(arrival)
        found.setdefault(where.case_id, []).append(where)
    return found


def diversions_of(case_id: CaseId) -> QuerySet[Arrival, UUID]:
    """The ids of the diversions that led to a case, to stand inside another query."""
    rows = Arrival.objects.filter(case_id=case_id)
    return rows.values_list("diversion_id", flat=True)


def led_to(diversion_ids: Iterable[DiversionId], *, by: Actor) -> dict[UUID, Where]:
    """Which case each diversion led to. Program staff only, never the justice side."""
    require(by, Permission.CASE_OPEN)
    rows = _arrivals(Q(diversion_id__in=list(diversion_ids)))
    return {row.diversion_id: _where(row) for row in rows}


def _arrivals(condition: Q) -> QuerySet[Any]:
    return Arrival.objects.filter(condition).annotate(whose=F("case__person_id"))


def _where(arrival: Any) -> Where:
    return Where(
        case_id=CaseId(arrival.case_id),
        person_id=PersonId(arrival.whose),
        diversion_id=DiversionId(arrival.diversion_id),
        met_at=arrival.met_at,
    )


def due_rows(case_ids: Iterable[CaseId]) -> QuerySet[Arrival]:
    """What `dues` reads. For packages that asked policy about the cases already."""
    held = Q(diversion__charge__state=ChargeState.HELD.value)
    rows = Arrival.objects.filter(held, case_id__in=list(case_ids)).only("case")
    return rows.annotate(due=F("diversion__charge__due_on"))


def dues(rows: Iterable[Arrival]) -> dict[CaseId, date]:
    """The next day, for each case, by which a held charge wants the assessment."""
    found: dict[CaseId, date] = {}
    for row in rows:
        case_id, due = CaseId(row.case_id), row.due  # type: ignore[attr-defined] # annotated
        found[case_id] = min(due, found.get(case_id, due))
    return found
