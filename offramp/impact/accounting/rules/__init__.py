"""How the account of a record is told to the person whose record it is."""

from offramp.impact.accounting.rules.opening import (
    THINGS,
    Look,
    Seen,
    looks,
    role_text,
    years,
)
from offramp.impact.accounting.rules.telling import (
    EMERGENCY_REASONS,
    basis_text,
    in_reliance_text,
    said,
)

__all__ = [
    "EMERGENCY_REASONS",
    "THINGS",
    "Look",
    "Seen",
    "basis_text",
    "in_reliance_text",
    "looks",
    "role_text",
    "said",
    "years",
]
