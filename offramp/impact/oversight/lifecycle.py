from enum import StrEnum

from offramp.platform.kernel.lifecycle import Lifecycle


class State(StrEnum):
    OPEN = "open"
    EXPLAINED = "explained"
    ESCALATED = "escalated"


class Event(StrEnum):
    EXPLAIN = "explain"
    ESCALATE = "escalate"


LIFECYCLE = Lifecycle[State, Event](
    {
        (State.OPEN, Event.EXPLAIN): State.EXPLAINED,
        (State.OPEN, Event.ESCALATE): State.ESCALATED,
        (State.ESCALATED, Event.EXPLAIN): State.EXPLAINED,
    }
)
