"""The dates of held charges, for whoever plans by them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

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
    return read(rows(list(ids)))


def rows(ids: Iterable[UUID]) -> QuerySet[Charge]:
    """What `read` reads, for a page that fetches it together with other rows. `ids` may
    be a query too, and then stands inside this one."""
    mine = Charge.objects.filter(diversion_id__in=ids)
    return mine.annotate(reported_id=F("notice__pk"))


def read(charges: Iterable[Any]) -> dict[UUID, Dates]:
    """The dates of these charges by diversion."""
    return {
        row.diversion_id: Dates(
            charge_id=row.id,
            state=State(row.state),
            held_at=row.held_at,
            due_on=row.due_on,
            record_closes_on=row.record_closes_on,
            settled_at=row.cleared_at or row.filed_at or row.let_go_at,
            is_reported=row.reported_id is not None,
        )
        for row in charges
    }
