"""A dispatch: from the page to the moment the officer is free."""

from enum import StrEnum

from offramp.platform.kernel.lifecycle import Lifecycle


class State(StrEnum):
    """Where a dispatch is."""

    PAGING = "paging"
    ANSWERED = "answered"
    EN_ROUTE = "en_route"
    ARRIVED = "arrived"
    RELEASED = "released"
    FALLBACK = "fallback"
    WITHDRAWN = "withdrawn"


class Event(StrEnum):
    """What can happen to a dispatch."""

    ANSWER = "answer"
    GIVE_BACK = "give_back"  # the peer who answered cannot come after all
    TRAVEL = "travel"
    ARRIVE = "arrive"
    RELEASE = "release"
    FALL_BACK = "fall_back"
    WITHDRAW = "withdraw"


class Answer(StrEnum):
    """What a paged peer said."""

    COMING = "coming"
    CANNOT = "cannot"


LIFECYCLE = Lifecycle[State, Event](
    {
        (State.PAGING, Event.ANSWER): State.ANSWERED,
        (State.PAGING, Event.FALL_BACK): State.FALLBACK,
        (State.PAGING, Event.WITHDRAW): State.WITHDRAWN,
        (State.ANSWERED, Event.TRAVEL): State.EN_ROUTE,
        (State.ANSWERED, Event.ARRIVE): State.ARRIVED,
        (State.ANSWERED, Event.GIVE_BACK): State.PAGING,
        (State.ANSWERED, Event.WITHDRAW): State.WITHDRAWN,
        (State.EN_ROUTE, Event.ARRIVE): State.ARRIVED,
        (State.EN_ROUTE, Event.GIVE_BACK): State.PAGING,
        (State.EN_ROUTE, Event.WITHDRAW): State.WITHDRAWN,
        (State.ARRIVED, Event.RELEASE): State.RELEASED,
        # Nobody answered in time, but help that comes late is still help.
        (State.FALLBACK, Event.ANSWER): State.ANSWERED,
        (State.FALLBACK, Event.RELEASE): State.RELEASED,
        (State.FALLBACK, Event.WITHDRAW): State.WITHDRAWN,
    }
)

UNANSWERED = frozenset({State.PAGING, State.FALLBACK})
COMING = frozenset({State.ANSWERED, State.EN_ROUTE})
OVER = frozenset({State.RELEASED, State.WITHDRAWN})


class SwapState(StrEnum):
    """Where the wish to swap a shift stands."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"


class SwapEvent(StrEnum):
    """What can happen to it."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    TAKE_BACK = "take_back"


SWAPS = Lifecycle[SwapState, SwapEvent](
    {
        (SwapState.ASKED, SwapEvent.ACCEPT): SwapState.ACCEPTED,
        (SwapState.ASKED, SwapEvent.REFUSE): SwapState.REFUSED,
        (SwapState.ASKED, SwapEvent.TAKE_BACK): SwapState.TAKEN_BACK,
    }
)


class Found(StrEnum):
    """What came of looking for somebody whom nobody could meet that night."""

    MET = "met"
    SPOKEN_TO = "spoken_to"
    NOT_FOUND = "not_found"
    NO_WAY = "no_way"  # nothing is known by which they could be found
