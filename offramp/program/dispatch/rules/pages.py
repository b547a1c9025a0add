"""What each page is given, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from offramp.platform.kernel.ids import DispatchId, DiversionId, ShiftId
from offramp.program.dispatch.lifecycle import State
from offramp.program.dispatch.rules.moments import minutes_between
from offramp.program.dispatch.rules.roster import Day
from offramp.program.dispatch.rules.standing import Standing


@dataclass(frozen=True)
class OpenPage:
    """One page that waits for somebody, with where to go if the viewer may have to."""

    id: DispatchId
    diversion_id: DiversionId
    code: str
    standing: Standing
    place: str = ""
    who: str = ""
    age: str = ""


@dataclass(frozen=True)
class OpenPages:
    """Everything that is open for the viewer. `etag` changes when the list does."""

    rows: tuple[OpenPage, ...]
    etag: str


@dataclass(frozen=True)
class Told:
    """What the officer wrote that a peer needs."""

    place: str
    who: str
    age: str
    phone: str
    coordinates: str
    facts: tuple[tuple[str, str], ...]
    note: str
    overdose: bool


@dataclass(frozen=True)
class SentRow:
    """One step of a page: to whom, by what, and what came of it."""

    when: str
    who: str
    way: str
    says: str
    tone: str


@dataclass(frozen=True)
class DispatchPage:
    """One dispatch; `told` only for those who go there or answer for it."""

    open: OpenPage
    told: Told | None
    sent: tuple[SentRow, ...] = ()
    found: str = ""
    may_follow: bool = False


@dataclass(frozen=True)
class Past:
    """A dispatch in the list of what has been. No names of those who were met."""

    id: DispatchId
    code: str
    paged: str
    headline: str
    tone: str
    minutes: int | None


@dataclass(frozen=True)
class Times:
    """The six moments of one handoff, for measures and for other pages."""

    dispatch_id: DispatchId
    diversion_id: DiversionId
    state: State
    contact_at: datetime
    paged_at: datetime
    answered_at: datetime | None
    en_route_at: datetime | None
    arrived_at: datetime | None
    released_at: datetime | None
    answered_by_id: UUID | None

    @property
    def handoff_minutes(self) -> int | None:
        """From the page until the peer was there: what the arrival goal is set for."""
        return minutes_between(self.paged_at, self.arrived_at)

    @property
    def officer_minutes(self) -> int | None:
        """How long the officer was bound: from meeting the person until free."""
        return minutes_between(self.contact_at, self.released_at)


@dataclass(frozen=True)
class OnCall:
    """Somebody who is on call at this moment."""

    staff_id: UUID
    name: str
    place: str
    until: str


@dataclass(frozen=True)
class Roster:
    """A week, day by day, and who is on call now."""

    label: str
    zone: str
    is_this_week: bool
    before: str
    after: str
    days: tuple[Day, ...]
    on_call: tuple[OnCall, ...]
    nobody_is_primary: bool
    can_change: bool
    gaps: tuple[str, ...] = ()
    swaps: tuple[SwapRow, ...] = ()


@dataclass(frozen=True)
class SwapRow:
    """A wish to swap that waits: somebody asks the viewer, or the viewer has asked."""

    id: UUID
    says: str
    is_to_me: bool


@dataclass(frozen=True)
class OwnShift:
    """A shift of the viewer's own, and who could take it, for what."""

    id: ShiftId
    hours: str
    colleagues: tuple[tuple[str, str], ...]
