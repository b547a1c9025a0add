from enum import StrEnum

from offramp.platform.kernel.lifecycle import Lifecycle


class State(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    TAKEN_BACK = "taken_back"  # nobody needs it any more
    GIVEN_UP = "given_up"
    NO_WAY = (
        "no_way"  # they have chosen fewer ways to be reached than this one's number
    )


class Event(StrEnum):
    CLAIM = "claim"
    SEND = "send"
    PUT_OFF = "put_off"
    TAKE_BACK = "take_back"
    GIVE_UP = "give_up"
    SKIP = "skip"


LIFECYCLE = Lifecycle[State, Event](
    {
        (State.WAITING, Event.CLAIM): State.SENDING,
        (State.WAITING, Event.TAKE_BACK): State.TAKEN_BACK,
        (State.SENDING, Event.CLAIM): State.SENDING,  # when its worker has died
        (State.SENDING, Event.SEND): State.SENT,
        (State.SENDING, Event.PUT_OFF): State.WAITING,
        (State.SENDING, Event.GIVE_UP): State.GIVEN_UP,
        (State.SENDING, Event.SKIP): State.NO_WAY,
    }
)
