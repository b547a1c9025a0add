"""A stay in the program: open, out of touch for now, closed. Nobody is put out of it."""

from enum import StrEnum

from offramp.platform.kernel.lifecycle import Lifecycle


class State(StrEnum):
    """Where a stay is. "Paused" is what the field calls "in the wind"."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class Event(StrEnum):
    """What can happen to a stay. Coming back after closing is a new case."""

    PAUSE = "pause"
    RESUME = "resume"
    CLOSE = "close"


LIFECYCLE = Lifecycle[State, Event](
    {
        (State.OPEN, Event.PAUSE): State.PAUSED,
        (State.PAUSED, Event.RESUME): State.OPEN,
        (State.OPEN, Event.CLOSE): State.CLOSED,
        (State.PAUSED, Event.CLOSE): State.CLOSED,
    }
)
