"""What each role's first page holds: what is next, and what is slipping away."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.utils.timezone import localdate

from offramp.platform.audit import log
from offramp.platform.policy.actor import Actor, Role
from offramp.platform.policy.table import Permission
from offramp.platform.submissions import queries as submissions
from offramp.program.appointments import queries as appointments
from offramp.program.assessments import queries as assessments
from offramp.program.cases import queries as cases
from offramp.program.dispatch import queries as dispatch
from offramp.program.dispatch.rules import OnCall, OpenPage
from offramp.program.journey import queries as journey
from offramp.program.journey.queries import Standing
from offramp.program.naloxone import queries as naloxone
from offramp.program.people import queries as people
from offramp.program.process import queries as process
from offramp.program.rights import queries as rights
from offramp.program.touchpoints import queries as touchpoints

# Of two roles, the one with more to do comes first.
ORDER = (
    Role.SUPERVISOR,
    Role.CASE_MANAGER,
    Role.PEER,
    Role.PRIVACY_OFFICER,
    Role.MANAGER,
)
SHOWN = journey.MOST
WARNED = 8  # of supplies; the rest stands on their own page
Shown = TypeVar("Shown")


@dataclass(frozen=True)
class Some(Generic[Shown]):
    """The first of a list, and whether there are more."""

    rows: Sequence[Shown]
    has_more: bool

    @classmethod
    def of(cls, rows: Sequence[Shown]) -> "Some[Shown]":
        """As many as a page shows."""
        return cls(rows[:SHOWN], len(rows) > SHOWN)


@dataclass(frozen=True)
class PeerHome:
    """Pages to answer, people to see, promises to keep."""

    pages: Sequence[OpenPage]
    near: appointments.Near
    promises: Sequence[touchpoints.FollowUp]
    people: Some[Standing]
    entries: int  # from their phone, that still need them


@dataclass(frozen=True)
class CaseManagerHome:
    """Today, what is due, who is slipping away, who waits for somebody."""

    near: appointments.Near
    promises: Sequence[touchpoints.FollowUp]
    due: Some[Standing]
    slipping: Some[Standing]
    waiting: Some[cases.Row]


@dataclass(frozen=True)
class SupervisorHome:
    """Flags, what to sign, people nobody has taken on."""

    flags: Some[assessments.FlagRow]
    to_sign: Some[Standing]
    slipping: Some[Standing]
    waiting: Some[cases.Row]
    pages: Sequence[OpenPage]
    openings: int


@dataclass(frozen=True)
class PrivacyHome:
    """What waits for an answer or a look. Little of anybody's record."""

    openings: Sequence[people.OpeningView]
    requests: Sequence[rights.RequestView]
    papers: Sequence[process.PaperView]


@dataclass(frozen=True)
class ManagerHome:
    """What is on, and what is stuck. Counts, not people."""

    on_call: Sequence[OnCall]
    pages: Sequence[OpenPage]
    counts: Sequence[tuple[str, int, str]]
    supplies: Sequence[naloxone.Warned]
    has_more_supplies: bool


def home(by: Actor, at: datetime) -> object:
    """The page of the actor's first role; None when none of them has one."""
    with log.one_page(Permission.HOME_READ, by=by):
        return next((_HOMES[role](by, at) for role in ORDER if by.has(role)), None)


def overdue(by: Actor) -> int:
    """Openings in an emergency that a supervisor must look at before anything else."""
    return people.overdue(by) if by.has(Role.SUPERVISOR) else 0


def _peer(by: Actor, at: datetime) -> PeerHome:
    return PeerHome(
        pages=_open_pages(by, at),
        near=appointments.near(by),
        promises=_promises(by),
        people=Some.of(journey.in_need(by, soon_days=7, everybody=True)),
        entries=submissions.count(by),
    )


def _case_manager(by: Actor, at: datetime) -> CaseManagerHome:
    mine = journey.in_need(by, own=True, soon_days=7)
    return CaseManagerHome(
        near=appointments.near(by),
        promises=_promises(by),
        due=Some.of([p for p in mine if p.is_due_soon or p.is_late]),
        slipping=Some.of([p for p in mine if p.is_slipping]),
        waiting=Some.of(cases.waiting(by, SHOWN + 1)),
    )


def _supervisor(by: Actor, at: datetime) -> SupervisorHome:
    found = journey.in_need(by)
    return SupervisorHome(
        flags=Some.of(assessments.open_flags(by=by, most=SHOWN + 1)),
        to_sign=Some.of([p for p in found if p.is_late]),
        slipping=Some.of([p for p in found if p.is_slipping]),
        waiting=Some.of(cases.waiting(by, SHOWN + 1)),
        pages=_open_pages(by, at),
        openings=len(people.to_review(by)),
    )


def _privacy_officer(by: Actor, at: datetime) -> PrivacyHome:
    return PrivacyHome(
        openings=people.to_review(by),
        requests=rights.waiting(by),
        papers=process.waiting(by),
    )


def _manager(by: Actor, at: datetime) -> ManagerHome:
    pages = _open_pages(by, at)
    counts = cases.counts(by)
    warned = naloxone.warnings(by, at)
    return ManagerHome(
        supplies=warned[:WARNED],
        has_more_supplies=len(warned) > WARNED,
        on_call=dispatch.on_call(at),
        pages=pages,
        counts=(
            ("people in the program", counts["open"], ""),
            ("out of touch for now", counts["paused"], ""),
            ("wait for a case manager", counts["unmanaged"], ""),
            ("wait for their intake", counts["unmet"], ""),
            ("handovers under way", len(pages), ""),
        ),
    )


_HOMES: Mapping[Role, Callable[[Actor, datetime], object]] = {
    Role.SUPERVISOR: _supervisor,
    Role.CASE_MANAGER: _case_manager,
    Role.PEER: _peer,
    Role.PRIVACY_OFFICER: _privacy_officer,
    Role.MANAGER: _manager,
}


def _open_pages(by: Actor, at: datetime) -> Sequence[OpenPage]:
    found = dispatch.open_for(by, at=at)
    return found.rows if found else ()


def _promises(by: Actor) -> Sequence[touchpoints.FollowUp]:
    return touchpoints.follow_ups_due(localdate() + timedelta(days=1), by=by)


def worklist(by: Actor, number: int) -> Page[Any]:
    """Everybody whom the actor reaches, fifty to a page."""
    page = Paginator(cases.living(by), SHOWN).get_page(number)
    rows = cases.shown(page.object_list, by=by)
    return Page(journey.standings(rows, by=by), page.number, page.paginator)
