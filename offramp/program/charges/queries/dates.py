"""The dates of held charges, for whoever plans by them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from offramp.platform.kernel.ids import ChargeId, DiversionId
from offramp.program.charges.lifecycle import State
from offramp.program.charges.models import Charge


@dataclass(frozen=True)
class Dates:
    """The dates of a diversion's charge, for whoever plans by them."""

    charge_id: ChargeId
    state: State
    held_at: datetime
    due_on: date
    record_closes_on: date
    settled_at: datetime | None
    is_reported: bool


def of_diversions(ids: Iterable[DiversionId]) -> dict[UUID, Dates]:
    """The charges of these diversions, for pages that asked policy about the person."""
    rows = Charge.objects.filter(diversion_id__in=list(ids)).select_related("notice")
    return {
        row.diversion_id: Dates(
            charge_id=row.id,
            state=State(row.state),
            held_at=row.held_at,
            due_on=row.due_on,
            record_closes_on=row.record_closes_on,
            settled_at=row.cleared_at or row.filed_at or row.let_go_at,
            is_reported=hasattr(row, "notice"),
        )
        for row in rows
    }
