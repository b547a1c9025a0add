"""What pages need to know of touchpoints. Lists never read what somebody wrote freely."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, Max, OuterRef, Q
from django.utils.timezone import localdate

from offramp.platform.accounts.actors import names
from offramp.platform.audit import log
from offramp.platform.kernel.ids import PersonId, TouchpointId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.people import access as people_access
from offramp.program.sites import queries as sites
from offramp.program.touchpoints import access, rules
from offramp.program.touchpoints.models import Note, Touchpoint

_MOST = 100
_PER_PAGE = 20


@dataclass(frozen=True)
class Row:
    """One touchpoint, in words."""

    id: TouchpointId
    person_id: PersonId
    at: datetime
    reached: bool
    title: str
    staff_name: str
    place: str
    minutes: str
    about: tuple[str, ...]
    given: tuple[str, ...]
    taught: tuple[str, ...]
    why_not: str
    next_step: str
    next_on: date | None
    has_note: bool


@dataclass(frozen=True)
class PersonPage:
    """A person's touchpoints, one page of them."""

    person_id: PersonId
    known_as: str
    page: Page[Any]


@dataclass(frozen=True)
class OnePage:
    """One touchpoint in full, with what was written freely."""

    row: Row
    known_as: str
    note: str


@dataclass(frozen=True)
class FollowUp:
    """A next step that nobody has taken yet."""

    person_id: PersonId
    known_as: str
    next_step: str
    next_on: date
    is_late: bool


def of_person(person_ids: Iterable[PersonId], by: Actor) -> list[Row]:
    """Every touchpoint under these records of one person, the latest first."""
    rows = access.reachable(by, Permission.TOUCHPOINT_READ)
    return _seen(_latest_first(rows.filter(person_id__in=list(person_ids))), by)


def person_page(person_id: PersonId, number: int, by: Actor) -> PersonPage:
    """A person's touchpoints, twenty to a page."""
    person = people_access.get(person_id, Permission.TOUCHPOINT_READ, by=by)
    rows = access.reachable(by, Permission.TOUCHPOINT_READ).filter(
        person_id__in=people_access.ids_of(person_id)
    )
    page: Page[Any] = Paginator(_latest_first(rows), _PER_PAGE).get_page(number)
    page.object_list = _seen(page.object_list, by)
    return PersonPage(person.id, person.known_as, page)


def one(touchpoint_id: TouchpointId, by: Actor) -> OnePage:
    """One touchpoint, and the note that is kept apart."""
    found = access.get(touchpoint_id, Permission.TOUCHPOINT_READ, by=by)
    note = getattr(found, "note", None)
    subject = found if note is None else note
    log.read(Permission.TOUCHPOINT_READ, subject, by=by)
    found.noted = note is not None  # type: ignore[attr-defined] # as lists annotate it
    row = _row(found, names({found.staff_id}))
    return OnePage(row, found.person.known_as, note.text if note else "")


def last_reached(person_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """When each of these people was last met. The caller has asked policy."""
    rows = Touchpoint.objects.filter(person_id__in=list(person_ids), reached=True)
    return dict(rows.values_list("person_id").annotate(Max("at")))


def attempts_since(person_id: PersonId, since: datetime) -> int:
    """How often somebody tried or met them since then. The caller has asked policy."""
    return Touchpoint.objects.filter(
        person_id__in=people_access.ids_of(person_id), at__gte=since
    ).count()


def attempt_days_since(person_id: PersonId, since: datetime) -> int:
    """On how many days somebody tried. The caller has asked policy."""
    moments = Touchpoint.objects.filter(
        person_id__in=people_access.ids_of(person_id), at__gte=since
    ).values_list("at", flat=True)
    return len({localdate(moment) for moment in moments})


def follow_ups_due(by: Actor, until: date) -> list[FollowUp]:
    """Next steps of the actor's people up to a day, without a touchpoint since."""
    since = Touchpoint.objects.filter(
        Q(person=OuterRef("person")) | Q(person=OuterRef("person__merged_into")),
        at__gt=OuterRef("at"),
    )
    due = access.reachable(by, Permission.TOUCHPOINT_READ).filter(
        ~Exists(since), next_on__lte=until
    )
    rows = list(due.select_related("person").order_by("next_on", "pk")[:_MOST])
    log.listed(Permission.TOUCHPOINT_READ, Touchpoint, [row.pk for row in rows], by=by)
    today = localdate()
    return [
        FollowUp(
            person_id=PersonId(row.person.merged_into_id or row.person_id),
            known_as=row.person.known_as,
            next_step=row.next_step,
            next_on=row.next_on,
            is_late=row.next_on < today,
        )
        for row in rows
        if row.next_on is not None
    ]


def _latest_first(rows: Any) -> Any:
    note = Note.objects.filter(touchpoint=OuterRef("pk"))
    return rows.annotate(noted=Exists(note)).order_by("-at", "pk")


def _seen(rows: Iterable[Touchpoint], by: Actor) -> list[Row]:
    found = list(rows)
    log.listed(Permission.TOUCHPOINT_READ, Touchpoint, [row.pk for row in found], by=by)
    named = names({row.staff_id for row in found})
    return [_row(row, named) for row in found]


def _row(row: Touchpoint, named: dict[UUID, str]) -> Row:
    site = sites.current()
    mode = site.label("touchpoint_mode", row.mode)
    result = site.label("attempt_result", row.result) if row.result else ""
    return Row(
        id=row.id,
        person_id=PersonId(row.person_id),
        at=row.at,
        reached=row.reached,
        title=mode if row.reached else f"{mode}: {result}",
        staff_name=named.get(row.staff_id, ""),
        place=site.label("place_kind", row.place_kind) if row.place_kind else "",
        minutes=rules.minutes_text(row.minutes),
        about=tuple(site.label("plan_domain", slug) for slug in row.domains),
        given=(
            *rules.given_text(row.naloxone_kits, row.strips),
            *(rules.supply_text(slug) for slug in row.supplies),
        ),
        taught=tuple(site.label("risk_topic", slug) for slug in row.taught),
        why_not=_why_not(row),
        next_step=row.next_step,
        next_on=row.next_on,
        has_note=bool(getattr(row, "noted", False)),
    )


def _why_not(row: Touchpoint) -> str:
    reason = row.no_risk_reduction_reason
    return sites.current().label("no_risk_reduction_reason", reason) if reason else ""
