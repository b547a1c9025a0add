"""A destruction: proposed by one person, signed by another, then carried out."""

from enum import StrEnum

from offramp.platform.kernel.lifecycle import Lifecycle


class State(StrEnum):
    """Where a destruction stands. What is done cannot be undone."""

    PROPOSED = "proposed"
    SIGNED = "signed"
    WITHDRAWN = "withdrawn"
    DONE = "done"


class Event(StrEnum):
    """What can happen to a destruction. A hold stops what is signed."""

    SIGN = "sign"
    WITHDRAW = "withdraw"
    FINISH = "finish"


LIFECYCLE = Lifecycle[State, Event](
    {
        (State.PROPOSED, Event.SIGN): State.SIGNED,
        (State.PROPOSED, Event.WITHDRAW): State.WITHDRAWN,
        (State.SIGNED, Event.FINISH): State.DONE,
    }
)
UNDER_WAY = frozenset({State.PROPOSED, State.SIGNED})
