"""What pages need to know of dispatches and of the roster."""

from offramp.program.dispatch.queries.calls import detail, history, one, open_for
from offramp.program.dispatch.queries.handoffs import due, of_diversions, status
from offramp.program.dispatch.queries.roster import on_call, roster

__all__ = [
    "detail",
    "due",
    "history",
    "of_diversions",
    "on_call",
    "one",
    "open_for",
    "roster",
    "status",
]
