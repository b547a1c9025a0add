"""One person's whole way on one timeline: many tables, one query, page by page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.timezone import localtime

from offramp.platform.accounts.actors import names
from offramp.platform.kernel.ids import PersonId
from offramp.platform.kernel.moments import Moments
from offramp.platform.policy.actor import Actor
from offramp.program.appointments import queries as appointments
from offramp.program.assessments import queries as assessments
from offramp.program.cases import queries as cases
from offramp.program.consent import queries as consent
from offramp.program.people import access as people_access
from offramp.program.plans.queries import happened as plans
from offramp.program.referrals import queries as referrals
from offramp.program.sites import queries as sites
from offramp.program.touchpoints import queries as touchpoints

PAGE = 30


@dataclass(frozen=True)
class Kind:
    """How a moment reads: title, the site's list for its word, tone, where it leads."""

    title: str
    words: str = ""
    tone: str = "plain"
    url: str = ""


KINDS: Mapping[str, Kind] = {
    "case.opened": Kind("A stay in the program began", tone="info"),
    "case.taken": Kind("A case manager took it on"),
    "case.paused": Kind("Out of touch for now", "pause_reason", "warning"),
    "case.closed": Kind("The stay ended", "closing_reason"),
    "person.met": Kind("Met at a handover", tone="info"),
    "intake.done": Kind("Intake", tone="success"),
    "touchpoint.met": Kind("Touchpoint", "touchpoint_mode"),
    "touchpoint.tried": Kind("Tried to reach them", "attempt_result"),
    "naloxone.given": Kind("Naloxone handed over", tone="success"),
    "appointment.made": Kind("Appointment made"),
    "appointment.kept": Kind("Appointment kept", tone="success"),
    "appointment.not_met": Kind("Did not meet"),
    "appointment.cancelled": Kind("Appointment called off"),
    "consent.given": Kind(
        "Agreed that something may be told", tone="info", url="consent:detail"
    ),
    "consent.revoked": Kind("Took an agreement back", url="consent:detail"),
    "release.made": Kind("Told, as agreed", "release_category", "info"),
    "assessment.started": Kind("Assessment begun", url="assessments:overview"),
    "assessment.completed": Kind(
        "Assessment done", tone="success", url="assessments:overview"
    ),
    "flag.raised": Kind("Safety flag", tone="urgent"),
    "flag.closed": Kind("Safety flag settled", tone="success"),
    "plan.started": Kind("Plan begun", url="plans:page"),
    "plan.agreed": Kind("Plan agreed", tone="success", url="plans:page"),
    "referral.sent": Kind("Referred to a service", url="referrals:detail"),
    "referral.connected": Kind(
        "Arrived at a service", tone="success", url="referrals:detail"
    ),
    "referral.not_connected": Kind(
        "Did not arrive", "not_connected_reason", url="referrals:detail"
    ),
}


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
    appointments.happened,
    consent.happened,
    assessments.happened,
    plans.happened,
    referrals.happened,
)


def timeline(person_id: PersonId, number: int, *, by: Actor) -> Page[Any]:
    """A page of the person's timeline, the newest first. Three queries."""
    ids = people_access.ids_of(person_id)
    parts = [moments for source in SOURCES for moments in source(ids, by=by)]
    rows = parts[0].union(*parts[1:], all=True).order_by("-m_at", "m_kind")
    page = Paginator(rows, PAGE).get_page(number)
    shown = list(page.object_list)
    staff = names({row[4] for row in shown if row[4]})
    return Page([_item(row, staff) for row in shown], page.number, page.paginator)


def _item(
    row: tuple[datetime, str, UUID, str, UUID], staff: Mapping[UUID, str]
) -> Item:
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
