"""What is held, what is due, and the way to every row of a record."""

from offramp.program.retention.access.items import (
    destructions,
    get,
    get_hold,
    holds,
)

__all__ = ["destructions", "get", "get_hold", "holds"]
