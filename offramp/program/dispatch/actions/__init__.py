"""What happens to a page, to a trip, and to the roster."""

from offramp.program.dispatch.actions.following import choose_match, follow_up, remind
from offramp.program.dispatch.actions.paging import (
    LONGEST_WAY,
    answer,
    cannot,
    escalate,
    page,
    withdraw,
)
from offramp.program.dispatch.actions.roster import add_shift, cancel_shift
from offramp.program.dispatch.actions.swaps import ask_swap, settle_swap
from offramp.program.dispatch.actions.trips import (
    arrive,
    ask_or_alarm,
    check_in,
    done,
    release,
    see_to,
    travel,
    watch,
)

__all__ = [
    "LONGEST_WAY",
    "add_shift",
    "answer",
    "arrive",
    "ask_or_alarm",
    "ask_swap",
    "cancel_shift",
    "cannot",
    "check_in",
    "choose_match",
    "done",
    "escalate",
    "follow_up",
    "page",
    "release",
    "remind",
    "see_to",
    "settle_swap",
    "travel",
    "watch",
    "withdraw",
]
