"""What the officer sees of the peer who is coming. Nothing here knows of the person."""

from dataclasses import dataclass

from offramp.platform.kernel.ids import DispatchId, DiversionId
from offramp.program.dispatch.lifecycle import COMING, OVER, State
from offramp.program.dispatch.rules.facts import Clock, Facts, Step, digest, steps

_TITLES = {
    "contact": "You met the person",
    "paged": "Peer paged",
    "answered": "Peer answered",
    "en_route": "Peer on the way",
    "arrived": "Peer arrived",
    "released": "You are free",
}
_TONES = {
    State.PAGING: "warning",
    State.ANSWERED: "info",
    State.EN_ROUTE: "info",
    State.ARRIVED: "success",
    State.RELEASED: "success",
    State.FALLBACK: "urgent",
    State.WITHDRAWN: "plain",
}
_LABELS = {
    State.PAGING: "Paging",
    State.ANSWERED: "A peer is coming",
    State.EN_ROUTE: "On the way",
    State.ARRIVED: "Arrived",
    State.RELEASED: "Done",
    State.FALLBACK: "Nobody answered",
    State.WITHDRAWN: "Taken back",
}
_SENTENCES = {
    State.PAGING: "A peer is being paged. You see here who comes, and when.",
    State.ANSWERED: "{name} is coming and expects to be with you at {eta}.",
    State.EN_ROUTE: "{name} is on the way and expects to be with you at {eta}.",
    State.ARRIVED: "{name} is there. Once you have handed over, you are free.",
    State.RELEASED: "{name} took over. Thank you.",
    State.FALLBACK: "Nobody answered in time. Do this instead:",
    State.WITHDRAWN: "You took this handover back. Nobody comes.",
}


@dataclass(frozen=True)
class Handoff:
    """The officer's view of a dispatch. `label` and `tone` fit a status badge."""

    dispatch_id: DispatchId
    diversion_id: DiversionId
    code: str
    state: str
    label: str
    tone: str
    sentence: str
    steps: tuple[Step, ...]
    peer: str
    eta: str
    fallback_title: str
    fallback_text: str
    fallback_phone: str
    fallback_ways: tuple[tuple[str, str, str], ...]
    can_release: bool
    release_label: str
    can_withdraw: bool
    is_over: bool

    @property
    def etag(self) -> str:
        """Changes when anything that is shown changes."""
        shown = [self.state, self.sentence, *(step.when for step in self.steps)]
        return digest(shown)


@dataclass(frozen=True)
class Fallback:
    """What the site tells an officer to whom nobody comes."""

    title: str = ""
    text: str = ""
    phone: str = ""
    # What helps, in the order in which to try it: title, text, number.
    ways: tuple[tuple[str, str, str], ...] = ()


def hand_off(facts: Facts, fallback: Fallback, clock: Clock) -> Handoff:
    """The dispatch as the officer who waits needs to see it."""
    state = facts.state
    said = fallback if state is State.FALLBACK else Fallback()
    releasable = COMING | {State.ARRIVED, State.FALLBACK}
    return Handoff(
        dispatch_id=facts.id,
        diversion_id=facts.diversion_id,
        code=facts.code,
        state=state.value,
        label=_LABELS[state],
        tone=_TONES[state],
        sentence=_sentence(facts, clock),
        steps=steps(facts, _TITLES, clock),
        peer=f"{facts.first_name}, peer" if facts.answered_by_id else "",
        eta=clock.reads(facts.eta_at) if state in COMING else "",
        fallback_title=said.title,
        fallback_text=said.text,
        fallback_phone=said.phone,
        fallback_ways=said.ways,
        can_release=state in releasable,
        release_label=_release_label(state),
        can_withdraw=state in COMING | {State.PAGING, State.FALLBACK},
        is_over=state in OVER,
    )


def _sentence(facts: Facts, clock: Clock) -> str:
    sentence = _SENTENCES[facts.state]
    if facts.state is State.PAGING and facts.backup_is_paged:
        sentence = "The first peer did not answer. The backup is being paged."
    if facts.state is State.RELEASED and facts.moments["arrived"] is None:
        sentence = "No peer could come. You left as the program's fallback says."
    return sentence.format(name=facts.first_name, eta=clock.reads(facts.eta_at))


def _release_label(state: State) -> str:
    if state is State.FALLBACK:
        return "I have done this and am leaving"
    if state is State.ARRIVED:
        return "I am leaving"
    return "The peer is here, and I am leaving"
