"""What is held, what is due, and the way to every row of a record."""

from offramp.program.retention.access.due import count, due, messages, since
from offramp.program.retention.access.items import (
    destructions,
    get,
    get_hold,
    holds,
    signed,
)
from offramp.program.retention.access.tables import erase, lock

__all__ = [
    "count",
    "destructions",
    "due",
    "erase",
    "get",
    "get_hold",
    "holds",
    "lock",
    "messages",
    "signed",
    "since",
]
