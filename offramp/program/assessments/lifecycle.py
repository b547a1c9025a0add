"""An assessment is under way until it is complete; a flag is open until it is closed."""

from enum import StrEnum

from offramp.platform.kernel.lifecycle import Lifecycle


class State(StrEnum):
    """Where an assessment is. What was complete stays as it was that day."""

    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"


class Event(StrEnum):
    """What can happen to an assessment."""

    ANSWER = "answer"
    COMPLETE = "complete"


LIFECYCLE = Lifecycle[State, Event](
    {
        (State.IN_PROGRESS, Event.ANSWER): State.IN_PROGRESS,
        (State.IN_PROGRESS, Event.COMPLETE): State.COMPLETED,
    }
)
