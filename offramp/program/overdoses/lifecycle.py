"""One overdose on its way to ODMAP."""

from enum import StrEnum

from offramp.platform.kernel.lifecycle import Lifecycle


class State(StrEnum):
    """How it stands."""

    WAITING = "waiting"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    GIVEN_UP = "given_up"


class Event(StrEnum):
    """What may happen to it."""

    QUEUE = "queue"
    CLAIM = "claim"
    SEND = "send"
    PUT_OFF = "put_off"
    REFUSE = "refuse"
    GIVE_UP = "give_up"
    AGAIN = "again"


LIFECYCLE = Lifecycle[State, Event](
    {
        (State.WAITING, Event.QUEUE): State.QUEUED,
        (State.QUEUED, Event.CLAIM): State.SENDING,
        # Its worker has died: the same task comes to another one.
        (State.SENDING, Event.CLAIM): State.SENDING,
        (State.SENDING, Event.SEND): State.SENT,
        (State.SENDING, Event.PUT_OFF): State.QUEUED,
        (State.SENDING, Event.REFUSE): State.REFUSED,
        (State.SENDING, Event.GIVE_UP): State.GIVEN_UP,
        (State.REFUSED, Event.AGAIN): State.WAITING,
        (State.GIVEN_UP, Event.AGAIN): State.WAITING,
    }
)
