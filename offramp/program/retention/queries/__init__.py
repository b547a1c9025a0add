"""The schedule, what is due, what is held and what was destroyed, as pages show it."""

from offramp.program.retention.queries.destructions import destructions, sheet
from offramp.program.retention.queries.holds import (
    classes,
    held,
    hold,
    holds,
    may_hold,
)
from offramp.program.retention.queries.schedule import due, schedule

__all__ = [
    "classes",
    "destructions",
    "due",
    "held",
    "hold",
    "holds",
    "may_hold",
    "schedule",
    "sheet",
]
