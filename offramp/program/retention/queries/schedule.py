"""The schedule with what is due of each class, and the list of one class. By code only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import Http404
from django.utils.timezone import localdate

from offramp.platform.audit import log
from offramp.platform.kernel.ids import DestructionId, short_code
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import may, require
from offramp.platform.policy.table import Permission
from offramp.program.retention import access
from offramp.program.retention.lifecycle import UNDER_WAY
from offramp.program.retention.rules import DESTROYED, SAYS
from offramp.program.sites import queries as sites
from offramp.program.sites.rules import Retention

SHOWN = 50
GOES_BY_ITSELF = "message"


@dataclass(frozen=True)
class Line:
    """One class: how long it is kept and why, and how many are due."""

    record: str
    label: str
    rule: str
    source: str
    mark: str
    due: int | None
    how: str
    under_way: DestructionId | None


@dataclass(frozen=True)
class Row:
    """One record that is due. `person_id` is empty for a contact."""

    code: str
    since: datetime
    person_id: UUID | None


@dataclass(frozen=True)
class DuePage:
    """What is due of one class, and whether it can be proposed now."""

    line: Line
    rows: Page[Row]
    may_propose: bool
    may_hold: bool


def schedule(at: datetime, *, by: Actor) -> tuple[Line, ...]:
    """Every class of the schedule of today; what is due first."""
    require(by, Permission.RETENTION_READ)
    counted = access.count(at)
    lines = sites.current().kept_on(localdate(at))
    under_way = _under_way(by)
    shown = [_line(line, counted, under_way) for line in lines.values()]
    return tuple(sorted(shown, key=lambda line: not line.due))


def due(record: str, number: int, at: datetime, *, by: Actor) -> DuePage:
    """What is due of a class, in pages, by code. That it was seen is an entry."""
    require(by, Permission.RETENTION_READ)
    if record not in DESTROYED:
        raise Http404
    found = access.due(record, at).order_by("pk")
    page: Page[Any] = Paginator(found, SHOWN).get_page(number)
    line = sites.current().kept_on(localdate(at))[record]
    shown = _line(line, {record: page.paginator.count}, _under_way(by))
    is_person = record not in {"contact", "legal_matter"}
    since = access.since(record, list(page))
    rows = [
        Row(short_code(one.pk), since[one.pk], one.pk if is_person else None)
        for one in page
    ]
    log.listed(Permission.RETENTION_READ, found.model, [o.pk for o in page], by=by)
    return DuePage(
        line=shown,
        rows=Page(rows, page.number, page.paginator),
        may_propose=may(by, Permission.DESTRUCTION_PROPOSE) and not shown.under_way,
        may_hold=may(by, Permission.HOLD_PLACE),
    )


def said(line: Retention) -> str:
    """How long, and from when, in words."""
    years = "1 year" if line.years == 1 else f"{line.years} years"
    return f"{years} after {SAYS[line.after]}"


def _line(
    line: Retention, counted: dict[str, int], under_way: dict[str, DestructionId]
) -> Line:
    return Line(
        record=line.record,
        label=line.label,
        rule=said(line),
        source=line.source,
        mark=line.mark,
        due=counted.get(line.record, 0) if line.record in DESTROYED else None,
        how=_how(line.record),
        under_way=under_way.get(line.record),
    )


def _how(record: str) -> str:
    if record in DESTROYED:
        return ""
    if record == GOES_BY_ITSELF:
        return "Goes by itself"
    return "Stays" if record == "audit" else "Goes with the record"


def _under_way(by: Actor) -> dict[str, DestructionId]:
    states = [state.value for state in UNDER_WAY]
    found = access.destructions(by).filter(state__in=states)
    return {row.record: row.id for row in found.only("record")}
