"""The schedule, what is due, what is held and what was destroyed, as pages show it."""

from offramp.program.retention.queries.holds import (
    classes,
    held,
    hold,
    holds,
    may_hold,
)

__all__ = ["classes", "held", "hold", "holds", "may_hold"]
