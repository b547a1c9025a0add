"""What happened to one charge, step by step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.timezone import localtime

from offramp.platform.accounts import actors
from offramp.program.charges import rules
from offramp.program.charges.models import Charge, Condition, Extension


@dataclass(frozen=True)
class Step:
    """Something that happened to the charge."""

    when: str
    iso: str
    title: str
    text: str


def history(charge: Charge, conditions: Sequence[Condition]) -> tuple[Step, ...]:
    extensions = list(charge.extensions.order_by("approved_at"))
    who = {charge.held_by_id, charge.cleared_by_id, charge.filed_by_id}
    who |= {extension.approved_by_id for extension in extensions}
    who |= {id for row in conditions for id in (row.set_by_id, row.taken_back_by_id)}
    names = actors.names({id for id in who if id is not None})
    steps = [_step(charge.held_at, "Held back", _by(names, charge.held_by_id))]
    steps += [_extended(extension, names) for extension in extensions]
    for row in conditions:
        steps += _condition(row, names)
    if charge.cleared_at:
        by = _by(names, charge.cleared_by_id)
        steps.append(_step(charge.cleared_at, "Cleared: no charge is pursued", by))
    if charge.filed_at:
        reason = rules.FILING_REASONS[rules.FilingReason(charge.filing_reason)]
        by = _by(names, charge.filed_by_id)
        steps.append(_step(charge.filed_at, "Recorded as filed", f"{reason}. {by}"))
    if charge.let_go_at:
        steps.append(_step(charge.let_go_at, "The officer took the handover back"))
    return tuple(steps)


def _condition(row: Condition, names: Mapping[UUID, str]) -> list[Step]:
    title = "Taking part was made a condition"
    steps = [_step(row.set_at, title, _by(names, row.set_by_id))]
    if row.taken_back_at:
        by = _by(names, row.taken_back_by_id)
        steps.append(_step(row.taken_back_at, "The condition was taken back", by))
    return steps


def _extended(extension: Extension, names: Mapping[UUID, str]) -> Step:
    asked_by = rules.ASKED_BY[rules.AskedBy(extension.asked_by)]
    approved_by = _by(names, extension.approved_by_id)
    title = f"More time, until {rules.said(extension.to_on)}"
    return _step(extension.approved_at, title, f"{asked_by}. {approved_by}")


def _step(at: datetime, title: str, text: str = "") -> Step:
    here = localtime(at)
    return Step(moment(here), here.isoformat(), title, text)


def moment(here: datetime) -> str:
    return f"{rules.said(here.date())}, {here:%H:%M}"


def _by(names: Mapping[UUID, str], id: UUID | None) -> str:
    return f"By {names[id]}" if id and id in names else ""
