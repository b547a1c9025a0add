"""A dispatch as plain values, and how its times read where the program is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID
from zoneinfo import ZoneInfo

from offramp.platform.kernel.ids import DispatchId, DiversionId
from offramp.program.dispatch.lifecycle import OVER, State
from offramp.program.dispatch.rules.moments import MOMENTS


@dataclass(frozen=True)
class Facts:
    """What is known of a dispatch, without anything about the person."""

    id: DispatchId
    diversion_id: DiversionId
    code: str
    state: State
    moments: Mapping[str, datetime | None]
    eta_at: datetime | None
    answered_by_id: UUID | None
    peer: str
    backup_is_paged: bool

    @property
    def first_name(self) -> str:
        """What an officer calls the peer who answered."""
        return self.peer.partition(" ")[0] or "A peer"


@dataclass(frozen=True)
class Step:
    """One of the six moments on the way: done, current or next."""

    title: str
    state: str
    when: str
    at: datetime | None


@dataclass(frozen=True)
class Clock:
    """The wall clock where the program is, at the moment the page is read."""

    at: datetime
    zone: ZoneInfo

    def reads(self, moment: datetime | None) -> str:
        """A time of today; with its day when it was another day."""
        if moment is None:
            return ""
        local, today = moment.astimezone(self.zone), self.at.astimezone(self.zone)
        if local.date() == today.date():
            return f"{local:%H:%M}"
        return f"{local:%b} {local.day}, {local:%H:%M}"

    def minutes_since(self, moment: datetime) -> int:
        """Whole minutes that have passed."""
        return max(int((self.at.timestamp() - moment.timestamp()) // 60), 0)


def steps(facts: Facts, titles: Mapping[str, str], clock: Clock) -> tuple[Step, ...]:
    """The six moments in order. One that was skipped counts as done."""
    known = [name for name in MOMENTS if facts.moments.get(name)]
    done = MOMENTS.index(known[-1]) if known else -1
    current = None if facts.state in OVER else done + 1
    return tuple(
        Step(
            title=titles[name],
            state="done" if place <= done else _ahead(place, current),
            when=clock.reads(facts.moments.get(name)),
            at=facts.moments.get(name),
        )
        for place, name in enumerate(MOMENTS)
    )


def digest(words: Iterable[str]) -> str:
    """A short name for what is shown: the same words, the same name."""
    return sha256("|".join(words).encode()).hexdigest()[:24]


def _ahead(place: int, current: int | None) -> str:
    return "current" if place == current else "next"
