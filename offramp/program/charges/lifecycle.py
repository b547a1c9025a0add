"""A charge: held back, then cleared or filed, or no longer held."""

from enum import StrEnum

from offramp.platform.kernel.lifecycle import Lifecycle


class State(StrEnum):
    """Where the legal matter stands. It is not where the person stands."""

    HELD = "held"
    CLEARED = "cleared"
    FILED = "filed"
    # The officer took the handover back: nothing is held on the program's account.
    LET_GO = "let_go"


class Event(StrEnum):
    """What can happen to a charge. Only a prosecutor clears or files it."""

    CLEAR = "clear"
    FILE = "file"
    LET_GO = "let_go"


LIFECYCLE = Lifecycle[State, Event](
    {
        (State.HELD, Event.CLEAR): State.CLEARED,
        (State.HELD, Event.FILE): State.FILED,
        (State.HELD, Event.LET_GO): State.LET_GO,
    }
)
