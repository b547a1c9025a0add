"""What a dispatch says to whoever may go, and what they can do about it now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from offramp.program.dispatch.lifecycle import COMING, UNANSWERED, Answer, State
from offramp.program.dispatch.rules.facts import Clock, Facts, Step, digest, steps

# One tap each. Whoever needs another time takes the next longer one.
MINUTES = tuple((count, f"Coming, {count} min") for count in (10, 20, 30, 45))

# Nobody is out, or nobody goes any more.
_NOT_OUT = UNANSWERED | {State.WITHDRAWN, State.ANSWERED}

_TITLES = {
    "contact": "Officer met the person",
    "paged": "Page placed",
    "answered": "Answered",
    "en_route": "On the way",
    "arrived": "There",
    "released": "Officer left",
}


@dataclass(frozen=True)
class Viewer:
    """Who looks: are they a peer, were they paged, what did they say?"""

    id: UUID
    is_peer: bool
    may_pass_on: bool = False
    is_paged: bool = False
    said: str = ""
    due_at: datetime | None = None
    may_watch: bool = False
    watch: WatchView | None = None


@dataclass(frozen=True)
class WatchView:
    """A peer who is out: when they said last that all is well."""

    said_at: datetime
    due_at: datetime | None
    asked_at: datetime | None
    alarmed_at: datetime | None
    seen_by: str
    done_at: datetime | None


@dataclass(frozen=True)
class Standing:
    """How it stands, in words, and which buttons there are."""

    headline: str
    sentence: str
    tone: str
    steps: tuple[Step, ...]
    can_answer: bool
    can_refuse: bool
    can_travel: bool
    can_arrive: bool
    can_give_back: bool
    can_release: bool
    can_start_intake: bool
    can_pass_on: bool
    can_check_in: bool = False
    can_be_done: bool = False
    can_see_to: bool = False
    watch_says: str = ""
    watch_tone: str = "plain"
    minutes: tuple[tuple[int, str], ...] = MINUTES

    @property
    def shows_where(self) -> bool:
        """Whether the viewer may have to go there. Nobody should set out for nothing."""
        return self.can_answer or self.can_arrive or self.can_start_intake

    @property
    def etag(self) -> str:
        """Changes when anything that is shown changes."""
        words = [self.headline, self.sentence, str(self.can_refuse), self.watch_says]
        return digest([*words, *(step.when for step in self.steps)])


def stand(facts: Facts, viewer: Viewer, clock: Clock) -> Standing:
    """The dispatch as this viewer needs to see it now."""
    state = facts.state
    mine = facts.answered_by_id == viewer.id
    headline, sentence, tone = _words(facts, viewer, clock, mine)
    open_to_me = (viewer.is_peer or viewer.is_paged) and state in UNANSWERED
    watch = viewer.watch
    out = watch is not None and watch.done_at is None and state not in _NOT_OUT
    seen = watch if state not in _NOT_OUT else None
    says, watch_tone = _watched(seen, clock) if seen else ("", "plain")
    return Standing(
        headline=headline,
        sentence=sentence,
        tone=tone,
        steps=(*steps(facts, _TITLES, clock), *_done(facts, seen, clock)),
        can_answer=open_to_me,
        can_refuse=open_to_me and viewer.is_paged and viewer.said != Answer.CANNOT,
        can_travel=mine and state is State.ANSWERED,
        can_arrive=mine and state in COMING,
        can_give_back=mine and state in COMING,
        can_release=mine and state is State.ARRIVED,
        can_start_intake=mine and facts.moments["arrived"] is not None,
        can_pass_on=viewer.may_pass_on and state is State.PAGING,
        can_check_in=mine and out,
        can_be_done=mine and out and facts.moments["arrived"] is not None,
        can_see_to=out and viewer.may_watch and _rings(watch),
        watch_says=says,
        watch_tone=watch_tone,
    )


def _rings(watch: WatchView | None) -> bool:
    return watch is not None and watch.alarmed_at is not None and not watch.seen_by


def _done(facts: Facts, watch: WatchView | None, clock: Clock) -> tuple[Step, ...]:
    """The last step of the peer's way, which no officer sees."""
    if watch is None or facts.moments["arrived"] is None:
        return ()
    at = watch.done_at
    state = "done" if at else "current" if facts.moments["released"] else "next"
    return (Step("Peer done and safe", state, clock.reads(at), at),)


def _watched(watch: WatchView, clock: Clock) -> tuple[str, str]:
    last = clock.reads(watch.said_at)
    if watch.done_at is not None:
        return "", "plain"
    if watch.seen_by:
        return f"{watch.seen_by} sees to it. Last word at {last}.", "warning"
    if watch.alarmed_at is not None:
        return f"No word since {last}. The supervisor is called.", "urgent"
    if watch.asked_at is not None:
        return f"No word since {last}. Is all well?", "warning"
    return f"All well at {last}. Next word by {clock.reads(watch.due_at)}.", "info"


def _words(
    facts: Facts, viewer: Viewer, clock: Clock, mine: bool
) -> tuple[str, str, str]:
    if facts.state in UNANSWERED:
        return _unanswered(facts, viewer, clock)
    if facts.state is State.WITHDRAWN:
        said = "The officer took this handover back. You do not need to go."
        return "Taken back", said, "plain"
    return _mine(facts, clock) if mine else _theirs(facts, clock)


def _unanswered(facts: Facts, viewer: Viewer, clock: Clock) -> tuple[str, str, str]:
    paged_at = facts.moments["paged"]
    since = clock.minutes_since(paged_at) if paged_at else 0
    paged = f"Paged at {clock.reads(paged_at)}, {_minutes(since)}."
    if facts.state is State.FALLBACK:
        told = "The officer was told so, and may still be there. Say if you can come."
        return "Nobody answered in time", told, "urgent"
    if viewer.said == Answer.CANNOT:
        return "You cannot come", f"{paged} The next one is paged.", "plain"
    if viewer.is_paged:
        by = f" Answer by {clock.reads(viewer.due_at)}."
        in_time = viewer.due_at is not None and viewer.due_at > clock.at
        return "You are paged", paged + (by if in_time else ""), "urgent"
    return "Nobody has answered yet", paged, "warning"


def _minutes(since: int) -> str:
    if since == 0:
        return "just now"
    if since < 120:
        return f"{since} minute{'' if since == 1 else 's'} ago"
    return f"{since // 60} hours ago"


def _mine(facts: Facts, clock: Clock) -> tuple[str, str, str]:
    eta = clock.reads(facts.eta_at)
    match facts.state:
        case State.ANSWERED:
            return "You are going", f"The officer expects you at {eta}.", "info"
        case State.EN_ROUTE:
            return "You are on the way", f"The officer expects you at {eta}.", "info"
        case State.ARRIVED:
            said = "Start the intake when the person is ready."
            return "You are there", said, "success"
        case _:
            left = clock.reads(facts.moments["released"])
            return "You took over", f"The officer left at {left}.", "success"


def _theirs(facts: Facts, clock: Clock) -> tuple[str, str, str]:
    name = facts.first_name
    match facts.state:
        case State.ANSWERED | State.EN_ROUTE:
            eta = clock.reads(facts.eta_at)
            return f"{name} is going", f"Expected there at {eta}.", "info"
        case State.ARRIVED:
            there = clock.reads(facts.moments["arrived"])
            return f"{name} is there", f"Since {there}.", "success"
        case _:
            left = clock.reads(facts.moments["released"])
            if facts.answered_by_id is None:
                return "No peer could come", f"The officer left at {left}.", "plain"
            return f"{name} took over", f"The officer left at {left}.", "success"
