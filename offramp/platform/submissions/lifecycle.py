from enum import StrEnum

from offramp.platform.kernel.lifecycle import Lifecycle


class State(StrEnum):
    """Where an entry stands once it is here."""

    TAKEN = "taken"  # the act was done
    WAITING = "waiting"  # its writer still says whom it is about
    DIFFERENT = "different"  # its id came before with other answers
    SETTLED = "settled"  # somebody looked, and it is done with


class Event(StrEnum):
    """What can happen to an entry."""

    TAKE = "take"
    SETTLE = "settle"


LIFECYCLE = Lifecycle[State, Event](
    {
        (State.WAITING, Event.TAKE): State.TAKEN,
        (State.WAITING, Event.SETTLE): State.SETTLED,
        (State.DIFFERENT, Event.SETTLE): State.SETTLED,
    }
)
