"""What pages need to know of meetings and attempts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncDate

from offramp.platform.accounts.actors import names
from offramp.platform.audit import log
from offramp.platform.kernel.ids import PersonId, TouchpointId
from offramp.platform.kernel.moments import Moments, moments
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission, Reach
from offramp.program.people import access as people_access
from offramp.program.people.access import Reached
from offramp.program.sites import queries as sites
from offramp.program.touchpoints import access
from offramp.program.touchpoints.models import Touchpoint

PAGE = 25
MOST = 50  # promises of a first page


@dataclass(frozen=True)
class Row:
    """One touchpoint as the history shows it."""

    id: UUID
    at: datetime
    title: str
    staff: str
    reached: bool
    lines: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class FollowUp:
    """A promise to see somebody again."""

    id: TouchpointId
    person_id: PersonId
    known_as: str
    on: date
    step: str


@dataclass(frozen=True)
class Attempts:
    """How often, and on how many days, somebody tried to reach a person."""

    count: int
    days: int


def history(person_id: PersonId, number: int, *, by: Actor) -> Page[Any]:
    """A page of the person's touchpoints as rows, the newest first."""
    ids = people_access.ids_of(person_id)
    found = access.reachable(by, Permission.TOUCHPOINT_READ).filter(person_id__in=ids)
    found = found.select_related("note").order_by("-at", "id")
    page = Paginator(found, PAGE).get_page(number)
    shown = list(page.object_list)
    staff = names({row.staff_id for row in shown})
    rows = [_row(row, staff.get(row.staff_id, ""), _note(row)) for row in shown]
    log.listed(Permission.TOUCHPOINT_READ, Touchpoint, [r.id for r in rows], by=by)
    return Page(rows, page.number, page.paginator)


def whole_rows(found: Reached) -> QuerySet[Touchpoint]:
    """What `whole` reads, for a page that fetches it together with other rows."""
    mine = access.about(found, Permission.TOUCHPOINT_READ)
    return mine.annotate(written=F("note__text"))


def whole(rows: Iterable[Any], named: Mapping[UUID, str]) -> tuple[Row, ...]:
    """All of these, the newest first. `named`: the names of staff."""
    newest = sorted(rows, key=lambda row: (row.at, row.id), reverse=True)
    return tuple(
        _row(row, named.get(row.staff_id, ""), row.written or "") for row in newest
    )


def _note(row: Touchpoint) -> str:
    note = getattr(row, "note", None)
    return note.text if note else ""


def _row(row: Touchpoint, staff: str, note: str) -> Row:
    site = sites.current()
    mode = site.label("touchpoint_mode", row.mode)
    result = site.label("attempt_result", row.result) if row.result else ""
    return Row(
        id=row.id,
        at=row.at,
        title=mode if row.reached else f"Tried: {mode.lower()}",
        staff=staff,
        reached=row.reached,
        lines=tuple(line for line in (result, *_given(row), row.next_step) if line),
        note=note,
    )


def _given(row: Touchpoint) -> list[str]:
    site = sites.current()
    given = []
    if row.naloxone_kits:
        kits = "kit" if row.naloxone_kits == 1 else "kits"
        given.append(f"{row.naloxone_kits} naloxone {kits}")
    if row.strips:
        given.append(f"{row.strips} test strips")
    if row.taught:
        topics = "; ".join(site.label("risk_topic", topic) for topic in row.taught)
        given.append(f"Talked about: {topics}")
    if row.no_risk_reduction_reason:
        why = site.label("no_risk_reduction_reason", row.no_risk_reduction_reason)
        given.append(f"Nothing given or taught: {why.lower()}")
    return given


def last_reached(person: str) -> Subquery:
    """When the person of a row was last reached, as a column of that row's query.
    For packages that asked policy about the rows already."""
    met = Touchpoint.objects.filter(person=OuterRef(person), reached=True)
    return Subquery(met.order_by("-at").values("at")[:1])


def attempts_since(person_id: PersonId, since: datetime, *, by: Actor) -> Attempts:
    """Meetings and attempts since a moment: how many, on how many days."""
    ids = people_access.ids_within(person_id)
    rows = access.reachable(by, Permission.TOUCHPOINT_READ).filter(
        person_id__in=ids, at__gte=since
    )
    found = rows.annotate(day=TruncDate("at")).aggregate(
        count=Count("pk"), days=Count("day", distinct=True)
    )
    return Attempts(found["count"], found["days"])


def follow_ups_due(until: date, *, by: Actor) -> list[FollowUp]:
    """Promises to people whom the actor looks after that fall due by a day.

    A later touchpoint with the person settles an earlier promise.
    """
    whose = people_access.about(Reach.ASSIGNED, by, Permission.TOUCHPOINT_RECORD)
    mine = Touchpoint.objects.filter(whose)
    later = Touchpoint.objects.filter(person=OuterRef("person"), at__gt=OuterRef("at"))
    due = mine.filter(~Exists(later), next_on__lte=until).select_related("person")
    return [_follow_up(row) for row in due.order_by("next_on", "pk")[:MOST]]


def _follow_up(row: Touchpoint) -> FollowUp:
    assert row.next_on  # noqa: S101 # the caller asked for those with a day
    return FollowUp(
        row.id,
        PersonId(row.person_id),
        row.person.known_as,
        row.next_on,
        row.next_step,
    )


def happened(found: Reached) -> list[Moments]:
    """Meetings and attempts with this person, for their timeline."""
    mine = access.about(found, Permission.TOUCHPOINT_READ)
    met, tried = mine.filter(reached=True), mine.filter(reached=False)
    return [
        moments(met, "touchpoint.met", at="at", by="staff_id", word="mode"),
        moments(tried, "touchpoint.tried", at="at", by="staff_id", word="result"),
    ]
