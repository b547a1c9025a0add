"""An appointment is booked, then kept, not met, moved or cancelled."""

from enum import StrEnum

from offramp.platform.kernel.lifecycle import Lifecycle


class State(StrEnum):
    """How an appointment stands. Not meeting is nobody's fault here."""

    BOOKED = "booked"
    KEPT = "kept"
    NOT_MET = "not_met"
    MOVED = "moved"
    CANCELLED = "cancelled"


class Event(StrEnum):
    """What can happen to an appointment."""

    KEEP = "keep"
    MISS = "miss"
    MOVE = "move"
    CANCEL = "cancel"


LIFECYCLE = Lifecycle[State, Event](
    {
        (State.BOOKED, Event.KEEP): State.KEPT,
        (State.BOOKED, Event.MISS): State.NOT_MET,
        (State.BOOKED, Event.MOVE): State.MOVED,
        (State.BOOKED, Event.CANCEL): State.CANCELLED,
    }
)
