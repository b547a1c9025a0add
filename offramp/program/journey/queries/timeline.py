"""One person's whole way on one timeline: many tables, one query, page by page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.timezone import localtime

from offramp.platform.kernel.moments import Moments
from offramp.program.appointments import queries as appointments
from offramp.program.assessments import queries as assessments
from offramp.program.cases.queries import happened as cases
from offramp.program.consent import queries as consent
from offramp.program.naloxone import queries as naloxone
from offramp.program.people.access import Reached
from offramp.program.plans.queries import happened as plans
from offramp.program.referrals import queries as referrals
from offramp.program.sites import queries as sites
from offramp.program.touchpoints import queries as touchpoints

PAGE = 30
Row: TypeAlias = tuple[datetime, str, UUID, str, UUID]


@dataclass(frozen=True)
class Kind:
    """How a moment reads: title, the site's list for its word, tone, where it leads."""

    title: str
    words: str = ""
    tone: str = "plain"
    url: str = ""


# In the order in which things go, for what is written down of the same moment.
KINDS: Mapping[str, Kind] = {
    "person.met": Kind("Met at a handover", tone="info"),
    "case.opened": Kind("A stay in the program began", tone="info"),
    "touchpoint.tried": Kind("Tried to reach them", "attempt_result"),
    "touchpoint.met": Kind("Touchpoint", "touchpoint_mode"),
    "naloxone.given": Kind("Naloxone handed over", tone="success"),
    "intake.done": Kind("Intake", tone="success"),
    "consent.given": Kind(
        "Agreed that something may be told", tone="info", url="consent:detail"
    ),
    "release.made": Kind("Told, as agreed", "release_category", "info"),
    "appointment.made": Kind("Appointment made"),
    "case.taken": Kind("A case manager took it on"),
    "assessment.started": Kind("Assessment begun", url="assessments:overview"),
    "flag.raised": Kind("Safety flag", tone="urgent"),
    "flag.closed": Kind("Safety flag settled", tone="success"),
    "assessment.completed": Kind(
        "Assessment done", tone="success", url="assessments:overview"
    ),
    "plan.started": Kind("Plan begun", url="plans:page"),
    "plan.agreed": Kind("Plan agreed", tone="success", url="plans:page"),
    "referral.sent": Kind("Referred to a service", url="referrals:detail"),
    "referral.connected": Kind(
        "Arrived at a service", tone="success", url="referrals:detail"
    ),
    "referral.not_connected": Kind(
        "Did not arrive", "not_connected_reason", url="referrals:detail"
    ),
    "appointment.kept": Kind("Appointment kept", tone="success"),
    "appointment.not_met": Kind("Did not meet"),
    "appointment.cancelled": Kind("Appointment called off"),
    "consent.revoked": Kind("Took an agreement back", url="consent:detail"),
    "case.paused": Kind("Out of touch for now", "pause_reason", "warning"),
    "case.closed": Kind("The stay ended", "closing_reason"),
}
_PLACES = {kind: place for place, kind in enumerate(KINDS)}


@dataclass(frozen=True)
class Item:
    """One moment as the timeline shows it."""

    when: str
    iso: str
    title: str
    text: str
    tone: str
    url: str


# Each package says what happened to people; which of it the actor may see, it knows.
SOURCES: tuple[Callable[..., list[Moments]], ...] = (
    cases.happened,
    touchpoints.happened,
    naloxone.happened,
    appointments.happened,
    consent.happened,
    assessments.happened,
    plans.happened,
    referrals.happened,
)


class Uncounted(Paginator[Any]):
    """Pages of a list that nobody counted: known is only whether more follows."""

    def __init__(self, last: int) -> None:
        super().__init__((), PAGE)
        self._last = last

    @property
    def num_pages(self) -> int:
        """The last page that is known to be there."""
        return self._last


@dataclass(frozen=True)
class Happened:
    """One page of moments as they are stored, and whether more follows."""

    rows: Sequence[Row]
    number: int
    has_more: bool

    @property
    def staff(self) -> set[UUID]:
        """Whose names the page shows."""
        return {row[4] for row in self.rows if row[4]}


def happened(found: Reached, number: int) -> Happened:
    """A page of what happened to this person, the newest first. One query: one row
    more than the page holds says whether there is another page."""
    parts = [moments for source in SOURCES for moments in source(found)]
    rows = parts[0].union(*parts[1:], all=True).order_by("-m_at", "m_kind")
    start = (number - 1) * PAGE
    shown = list(rows[start : start + PAGE + 1])
    if not shown and number > 1:  # past the end: the last page there is
        last = max(1, -(-rows.count() // PAGE))
        return happened(found, min(number - 1, last))
    in_order = sorted(shown[:PAGE], key=lambda row: (row[0], _PLACES[row[1]]))
    return Happened(in_order[::-1], number, len(shown) > PAGE)


def timeline(page: Happened, named: Mapping[UUID, str]) -> Page[Any]:
    """The page as it is shown. `named`: the names of staff."""
    last = page.number + 1 if page.has_more else page.number
    items = [_item(row, named) for row in page.rows]
    return Page(items, page.number, Uncounted(last))


def _item(row: Row, staff: Mapping[UUID, str]) -> Item:
    at, name, ref, word, by = row
    kind = KINDS[name]
    said = sites.current().label(kind.words, word) if kind.words and word else ""
    who = staff.get(by, "")
    return Item(
        when=moment(at),
        iso=at.isoformat(),
        title=kind.title,
        text=" · ".join(part for part in (said, who) if part),
        tone=kind.tone,
        url=reverse(kind.url, args=[ref]) if kind.url else "",
    )


def moment(at: datetime) -> str:
    """A moment as people read it, where the program is."""
    local = localtime(at)
    return f"{local:%b} {local.day}, {local.year}, {local:%H:%M}"
