"""Why something cannot be done now, in a sentence that says what to do."""

from offramp.program.dispatch.lifecycle import Event, State

_IN_STATE = {
    State.PAGING: "Nobody has answered this page yet.",
    State.ANSWERED: "{peer} is already coming. You do not need to do anything.",
    State.EN_ROUTE: "{peer} is already on the way. You do not need to do anything.",
    State.ARRIVED: "{peer} is already there.",
    State.RELEASED: "This handoff is over: the officer has left.",
    State.FALLBACK: "Nobody answered in time, and the officer was told so.",
    State.WITHDRAWN: "The officer took this handover back. Nobody needs to go.",
}
_COME_FIRST = "Say first that you are coming, and in how many minutes."
_STANDS = (
    "The peer has met the person, so this handover stands. Tell the peer what changed."
)
_WHEN = {
    (State.PAGING, Event.TRAVEL): _COME_FIRST,
    (State.PAGING, Event.ARRIVE): _COME_FIRST,
    (State.FALLBACK, Event.TRAVEL): _COME_FIRST,
    (State.FALLBACK, Event.ARRIVE): _COME_FIRST,
    (State.PAGING, Event.RELEASE): (
        "No peer has come yet. Wait for one, or take the handover back."
    ),
    (State.ARRIVED, Event.GIVE_BACK): (
        "You have said that you are there. If you have to leave, call your supervisor."
    ),
    (State.ARRIVED, Event.WITHDRAW): _STANDS,
    (State.RELEASED, Event.WITHDRAW): _STANDS,
}


def refusal(state: State, event: Event, peer: str) -> str:
    """The sentence for this event in this state; `peer` is who answered."""
    sentence = _WHEN.get((state, event), _IN_STATE[state])
    return sentence.format(peer=peer or "A peer")
