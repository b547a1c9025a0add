"""What pages need to know of dispatches and of the roster."""

from offramp.program.dispatch.queries.answering import Asked, asked_of, tapped
from offramp.program.dispatch.queries.board import board, measures
from offramp.program.dispatch.queries.calls import detail, history, one, open_for
from offramp.program.dispatch.queries.following import overdue, to_remind, unwatched
from offramp.program.dispatch.queries.handoffs import due, of_diversions, status
from offramp.program.dispatch.queries.own import Own, own
from offramp.program.dispatch.queries.roster import on_call, own_shift, roster

__all__ = [
    "Asked",
    "Own",
    "asked_of",
    "board",
    "detail",
    "due",
    "history",
    "measures",
    "of_diversions",
    "on_call",
    "one",
    "open_for",
    "overdue",
    "own",
    "own_shift",
    "roster",
    "status",
    "tapped",
    "to_remind",
    "unwatched",
]
