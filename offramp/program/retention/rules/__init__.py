"""What goes together, what holds what, and which rows of which tables go. No Django."""

from offramp.program.retention.rules.classes import DESTROYED, HELD, SAYS, years_before
from offramp.program.retention.rules.tables import (
    COUNSELLING,
    KEPT,
    OF_A_CONTACT,
    OF_A_PERSON,
    Rows,
)

__all__ = [
    "COUNSELLING",
    "DESTROYED",
    "HELD",
    "KEPT",
    "OF_A_CONTACT",
    "OF_A_PERSON",
    "SAYS",
    "Rows",
    "years_before",
]
