"""A diversion: handed over, or taken back before the peer came."""

from enum import StrEnum

from offramp.platform.kernel.lifecycle import Lifecycle


class State(StrEnum):
    """Where a diversion is. What the program does with it is the program's matter."""

    HANDED_OVER = "handed_over"
    WITHDRAWN = "withdrawn"


class Event(StrEnum):
    """What can happen to a diversion."""

    WITHDRAW = "withdraw"


LIFECYCLE = Lifecycle[State, Event](
    {(State.HANDED_OVER, Event.WITHDRAW): State.WITHDRAWN}
)
