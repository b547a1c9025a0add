"""What each role's first page holds: what is next, and what is slipping away."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.timezone import localdate

from offramp.platform.policy.actor import Actor, Role
from offramp.program.appointments import queries as appointments
from offramp.program.assessments import queries as assessments
from offramp.program.cases import queries as cases
from offramp.program.cases.lifecycle import State
from offramp.program.dispatch import queries as dispatch
from offramp.program.dispatch.rules import OnCall, OpenPage
from offramp.program.journey import queries as journey
from offramp.program.journey.queries import Standing
from offramp.program.touchpoints import queries as touchpoints

# Of two roles, the one with more to do comes first.
ORDER = (Role.SUPERVISOR, Role.CASE_MANAGER, Role.PEER, Role.MANAGER)
SHOWN = 50


@dataclass(frozen=True)
class PeerHome:
    """Pages to answer, people to see, promises to keep."""

    pages: Sequence[OpenPage]
    today: Sequence[appointments.Row]
    promises: Sequence[touchpoints.FollowUp]
    people: Sequence[Standing]


@dataclass(frozen=True)
class CaseManagerHome:
    """Today, what is due, who is slipping away, who waits for somebody."""

    today: Sequence[appointments.Row]
    promises: Sequence[touchpoints.FollowUp]
    due: Sequence[Standing]
    slipping: Sequence[Standing]
    waiting: Sequence[cases.Row]
    people: int


@dataclass(frozen=True)
class SupervisorHome:
    """Flags, what to sign, people nobody has taken on."""

    flags: Sequence[assessments.FlagRow]
    to_sign: Sequence[Standing]
    slipping: Sequence[Standing]
    waiting: Sequence[cases.Row]
    pages: Sequence[OpenPage]


@dataclass(frozen=True)
class ManagerHome:
    """What is on, and what is stuck. Counts, not people."""

    on_call: Sequence[OnCall]
    pages: Sequence[OpenPage]
    counts: Sequence[tuple[str, int, str]]


def home(by: Actor, at: datetime) -> object:
    """The page of the actor's first role; None when none of them has one."""
    return next((_HOMES[role](by, at) for role in ORDER if by.has(role)), None)


def _peer(by: Actor, at: datetime) -> PeerHome:
    return PeerHome(
        pages=_open_pages(by, at),
        today=appointments.today(by),
        promises=_promises(by),
        people=_by_need(journey.standings(cases.reached_by(by), by=by))[:SHOWN],
    )


def _case_manager(by: Actor, at: datetime) -> CaseManagerHome:
    people = journey.standings(cases.managed_by(by), by=by)
    return CaseManagerHome(
        today=appointments.today(by),
        promises=_promises(by),
        due=_by_need([p for p in people if p.is_due_soon or p.is_late]),
        slipping=_by_need([p for p in people if p.is_slipping]),
        waiting=cases.waiting(by)[:SHOWN],
        people=len(people),
    )


def _supervisor(by: Actor, at: datetime) -> SupervisorHome:
    people = journey.standings(cases.reached_by(by), by=by)
    return SupervisorHome(
        flags=assessments.open_flags(by=by),
        to_sign=_by_need([p for p in people if p.is_late])[:SHOWN],
        slipping=_by_need([p for p in people if p.is_slipping])[:SHOWN],
        waiting=cases.waiting(by)[:SHOWN],
        pages=_open_pages(by, at),
    )


def _manager(by: Actor, at: datetime) -> ManagerHome:
    pages = _open_pages(by, at)
    rows = cases.reached_by(by)
    states = Counter(row.state for row in rows)
    unmanaged = sum(row.case_manager_id is None for row in rows)
    unmet = sum(row.intake_at is None for row in rows)
    return ManagerHome(
        on_call=dispatch.on_call(at),
        pages=pages,
        counts=(
            ("people in the program", states.get(State.OPEN, 0), ""),
            ("out of touch for now", states.get(State.PAUSED, 0), ""),
            ("wait for a case manager", unmanaged, ""),
            ("wait for their intake", unmet, ""),
            ("handovers under way", len(pages), ""),
        ),
    )


_HOMES: Mapping[Role, Callable[[Actor, datetime], object]] = {
    Role.SUPERVISOR: _supervisor,
    Role.CASE_MANAGER: _case_manager,
    Role.PEER: _peer,
    Role.MANAGER: _manager,
}


def _open_pages(by: Actor, at: datetime) -> Sequence[OpenPage]:
    found = dispatch.open_for(by, at=at)
    return found.rows if found else ()


def _promises(by: Actor) -> Sequence[touchpoints.FollowUp]:
    return touchpoints.follow_ups_due(localdate() + timedelta(days=1), by=by)


def _by_need(people: Sequence[Standing]) -> list[Standing]:
    """Who needs somebody soonest first: late, due, long unseen, then the newest."""
    return sorted(
        people,
        key=lambda p: (
            not p.is_late,
            not p.is_due_soon,
            p.last_reached_at or p.opened_at,
        ),
    )


def worklist(by: Actor, number: int) -> Page[Any]:
    """Everybody whom the actor reaches, fifty to a page."""
    page = Paginator(cases.living(by), SHOWN).get_page(number)
    rows = cases.shown(page.object_list, by=by)
    return Page(journey.standings(rows, by=by), page.number, page.paginator)
