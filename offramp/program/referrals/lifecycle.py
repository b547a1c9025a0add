"""From sending somebody to a service to knowing what came of it."""

from collections.abc import Iterable
from enum import StrEnum

from offramp.platform.kernel.lifecycle import Lifecycle


class State(StrEnum):
    """Where a referral stands. No word here says that the participant did wrong."""

    SENT = "sent"
    ACCEPTED = "accepted"
    WAITING = "waiting"
    DECLINED = "declined"
    APPOINTED = "appointed"
    CONNECTED = "connected"
    NOT_CONNECTED = "not_connected"
    WITHDRAWN = "withdrawn"


class Event(StrEnum):
    """What can be learned of a referral."""

    SEND = "send"
    ACCEPT = "accept"
    WAIT = "wait"
    DECLINE = "decline"
    APPOINT = "appoint"
    CONNECT = "connect"
    NOT_CONNECT = "not_connect"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"


# Nobody knows yet whether the person arrives.
OPEN = frozenset({State.SENT, State.ACCEPTED, State.WAITING, State.APPOINTED})

_ENDS = {
    Event.DECLINE: State.DECLINED,
    Event.CONNECT: State.CONNECTED,
    Event.NOT_CONNECT: State.NOT_CONNECTED,
    Event.WITHDRAW: State.WITHDRAWN,
}

LIFECYCLE = Lifecycle[State, Event](
    {
        (State.SENT, Event.ACCEPT): State.ACCEPTED,
        (State.SENT, Event.WAIT): State.WAITING,
        (State.SENT, Event.APPOINT): State.APPOINTED,
        (State.ACCEPTED, Event.WAIT): State.WAITING,
        (State.ACCEPTED, Event.APPOINT): State.APPOINTED,
        (State.WAITING, Event.ACCEPT): State.ACCEPTED,
        (State.WAITING, Event.WAIT): State.WAITING,
        (State.WAITING, Event.APPOINT): State.APPOINTED,
        (State.APPOINTED, Event.APPOINT): State.APPOINTED,
        (State.APPOINTED, Event.WAIT): State.WAITING,
        # People walk in without an appointment, and services change their minds.
        **{(state, event): end for state in OPEN for event, end in _ENDS.items()},
    }
)


def before_the_end(events: Iterable[Event]) -> State:
    """Where a referral stood before it ended: from all that was learned of it, in the
    order in which it was written down. What was taken back before counts no more."""
    states = [State.SENT]
    for event in events:
        match event:
            case Event.SEND:
                pass
            case Event.REOPEN:
                states.pop()
            case _:
                states.append(LIFECYCLE.after(states[-1], event))
    return states[-2]
