"""How quick pages were answered and peers were there: from the moments of each handoff."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from statistics import median
from zoneinfo import ZoneInfo

from offramp.program.dispatch.lifecycle import Answer, State
from offramp.program.dispatch.rules.moments import minutes_between
from offramp.program.dispatch.rules.pages import Times


@dataclass(frozen=True)
class Spread:
    """The middle of some minutes, and what nine of ten stay within."""

    count: int
    median: float | None
    ninetieth: int | None


@dataclass(frozen=True)
class Line:
    """One hour of the day, or one area."""

    label: str
    answered: Spread
    arrived: Spread
    unserved: int


@dataclass(frozen=True)
class Measures:
    """What the board says of some weeks."""

    handoffs: int
    withdrawn: int
    answered: Spread
    arrived: Spread
    within_goal: int
    goal: int
    officer: Spread
    unserved: int
    looked_for: int
    by_hour: tuple[Line, ...]
    by_area: tuple[Line, ...]
    missed: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Handled:
    """One handoff with where it was, and whether nobody came."""

    times: Times
    area: str
    fell_back: bool = False
    looked_for: bool = False

    @property
    def answered_in(self) -> int | None:
        """From the page to the first word of whoever came."""
        return minutes_between(self.times.paged_at, self.times.answered_at)

    @property
    def arrived_in(self) -> int | None:
        """From the page until the peer was there."""
        return self.times.handoff_minutes

    @property
    def is_unserved(self) -> bool:
        """Whether nobody came, then or later that night."""
        return self.fell_back and self.times.arrived_at is None


@dataclass(frozen=True)
class Asked:
    """One page to one peer, and whether any message of it left."""

    answer: str
    due_at: datetime
    settled_at: datetime | None  # when somebody answered, or it was taken back
    left: bool


def spread(minutes: Iterable[int | None]) -> Spread:
    """Of those that are known: how many, the median, and the 90th percentile as the
    least value that nine of ten do not exceed."""
    known = sorted(value for value in minutes if value is not None)
    if not known:
        return Spread(0, None, None)
    rank = ceil(0.9 * len(known)) - 1
    return Spread(len(known), median(known), known[rank])


def why_missed(page: Asked, at: datetime) -> str | None:
    """Why a page brought nobody; None when it did, another was quicker, or it waits."""
    if page.answer == Answer.COMING or (not page.answer and page.due_at > at):
        return None
    if page.answer == Answer.CANNOT:
        return "Said that they cannot come"
    if page.settled_at is not None and page.settled_at <= page.due_at:
        return None
    return "No answer in time" if page.left else "No message could be sent"


def measure(
    handled: Sequence[Handled],
    pages: Iterable[Asked],
    goal: int,
    zone: ZoneInfo,
    at: datetime,
) -> Measures:
    """Everything that the page of measures says. What was taken back counts apart."""
    stood = [one for one in handled if one.times.state is not State.WITHDRAWN]
    why = [said for page in pages if (said := why_missed(page, at))]
    arrived = [one.arrived_in for one in stood]
    return Measures(
        handoffs=len(stood),
        withdrawn=len(handled) - len(stood),
        answered=spread(one.answered_in for one in stood),
        arrived=spread(arrived),
        within_goal=sum(1 for value in arrived if value is not None and value <= goal),
        goal=goal,
        officer=spread(one.times.officer_minutes for one in stood),
        unserved=sum(one.is_unserved for one in stood),
        looked_for=sum(one.is_unserved and one.looked_for for one in stood),
        by_hour=_lines(stood, lambda one: _hours(one.times.paged_at, zone)),
        by_area=_lines(stood, lambda one: one.area),
        missed=tuple(sorted({said: why.count(said) for said in why}.items())),
    )


def _hours(moment: datetime, zone: ZoneInfo) -> str:
    hour = moment.astimezone(zone).hour // 3 * 3
    return f"{hour:02}:00 to {hour + 3:02}:00"


def _lines(
    handled: Sequence[Handled], label: Callable[[Handled], str]
) -> tuple[Line, ...]:
    found: dict[str, list[Handled]] = {}
    for one in handled:
        found.setdefault(label(one), []).append(one)
    return tuple(
        Line(
            label=name,
            answered=spread(one.answered_in for one in found[name]),
            arrived=spread(one.arrived_in for one in found[name]),
            unserved=sum(one.is_unserved for one in found[name]),
        )
        for name in sorted(found)
    )
