"""A file: asked for, allowed or not by somebody else where it must be, then taken once."""

from enum import StrEnum

from offramp.platform.kernel.lifecycle import Lifecycle


class State(StrEnum):
    """How a file stands."""

    ASKED = "asked"
    ALLOWED = "allowed"
    REFUSED = "refused"
    TAKEN = "taken"


class Event(StrEnum):
    """What may happen to a file."""

    ALLOW = "allow"
    REFUSE = "refuse"
    TAKE = "take"


LIFECYCLE = Lifecycle[State, Event](
    {
        (State.ASKED, Event.ALLOW): State.ALLOWED,
        (State.ASKED, Event.REFUSE): State.REFUSED,
        (State.ALLOWED, Event.TAKE): State.TAKEN,
    }
)
