"""What goes together, what holds what, and which rows of which tables go. No Django."""

from offramp.program.retention.rules.classes import DESTROYED, HELD, SAYS, years_before

__all__ = ["DESTROYED", "HELD", "SAYS", "years_before"]
