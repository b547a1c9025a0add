"""A legal paper: received, then refused or answered under an order."""

from enum import StrEnum

from offramp.platform.kernel.lifecycle import Lifecycle


class State(StrEnum):
    """How a paper stands."""

    RECEIVED = "received"
    REFUSED = "refused"
    RELEASED = "released"


class Event(StrEnum):
    """What may happen to a paper."""

    REFUSE = "refuse"
    REOPEN = "reopen"
    RELEASE = "release"


LIFECYCLE = Lifecycle[State, Event](
    {
        (State.RECEIVED, Event.REFUSE): State.REFUSED,
        (State.RECEIVED, Event.RELEASE): State.RELEASED,
        # An order may let several be told, one after the other.
        (State.RELEASED, Event.RELEASE): State.RELEASED,
        # The order came after the subpoena was refused.
        (State.REFUSED, Event.REOPEN): State.RECEIVED,
    }
)
