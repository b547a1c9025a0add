"""A request about one's record: asked, then granted or declined."""

from enum import StrEnum

from offramp.platform.kernel.lifecycle import Lifecycle


class State(StrEnum):
    """How a request stands."""

    ASKED = "asked"
    GRANTED = "granted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


class Event(StrEnum):
    """What may happen to a request."""

    GRANT = "grant"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    END = "end"


LIFECYCLE = Lifecycle[State, Event](
    {
        (State.ASKED, Event.GRANT): State.GRANTED,
        (State.ASKED, Event.DECLINE): State.DECLINED,
        (State.ASKED, Event.WITHDRAW): State.WITHDRAWN,
        (State.GRANTED, Event.END): State.ENDED,
    }
)
