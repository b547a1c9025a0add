"""What pages need to know of appointments."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate, make_aware, now

from offramp.platform.accounts.actors import name_of, names, staff
from offramp.platform.audit import log
from offramp.platform.kernel.ids import AppointmentId, PersonId
from offramp.platform.kernel.moments import Moments, moments
from offramp.platform.policy.actor import TREATMENT, Actor
from offramp.platform.policy.table import Permission
from offramp.program.appointments import access, rules
from offramp.program.appointments.lifecycle import LIFECYCLE, Event, State
from offramp.program.appointments.models import Appointment
from offramp.program.people import access as people_access
from offramp.program.people.access import Reached
from offramp.program.sites import queries as sites

_MOST = 100
_LOOKED_BACK = timedelta(days=60)
_TONES = {
    State.BOOKED: "info",
    State.KEPT: "success",
    State.NOT_MET: "warning",
    State.MOVED: "plain",
    State.CANCELLED: "plain",
}


@dataclass(frozen=True)
class Row:
    """One appointment, in words."""

    id: AppointmentId
    person_id: PersonId
    known_as: str
    kind: str
    title: str
    at: datetime
    place: str
    with_name: str
    transport: str
    reminder: str
    is_to_remind: bool
    reminded_at: datetime | None
    state: State
    status: str
    tone: str
    reason: str
    made_at: datetime
    settled_at: datetime | None
    is_due: bool
    open_to: frozenset[Event]


@dataclass(frozen=True)
class Near:
    """Agreed times that passed with nobody saying what came of them; today's; and who
    wants to be reminded by tomorrow."""

    to_settle: Sequence[Row]
    today: Sequence[Row]
    to_remind: Sequence[Row]


@dataclass(frozen=True)
class PersonPage:
    """A person's appointments: those to come first, then one page of the others."""

    person_id: PersonId
    known_as: str
    to_come: tuple[Row, ...]
    earlier: Page[Any]


def person_page(person_id: PersonId, number: int, by: Actor) -> PersonPage:
    """A person's appointments, twenty of the earlier ones to a page."""
    person = people_access.get(person_id, Permission.APPOINTMENT_READ, by=by)
    log.read(Permission.APPOINTMENT_READ, person, by=by)
    rows = _rows_of(person_id, by)
    booked = rows.filter(state=State.BOOKED.value).order_by("at", "pk")
    settled = rows.exclude(state=State.BOOKED.value).order_by("-at", "pk")
    page: Page[Any] = Paginator(settled, 20).get_page(number)
    page.object_list = _seen(page.object_list, by)
    return PersonPage(
        person_id=person.id,
        known_as=person.known_as,
        to_come=tuple(_seen(booked[:_MOST], by)),
        earlier=page,
    )


def near(by: Actor) -> Near:
    """What there is to do about appointments of the actor's people, in one query, by
    the clock where the program is."""
    moment, today = now(), localdate()
    day = make_aware(datetime.combine(today, time.min))
    end = make_aware(datetime.combine(today + timedelta(days=2), time.min))
    booked = Q(state=State.BOOKED.value, at__gte=moment - _LOOKED_BACK)
    met = Q(state__in=[State.KEPT.value, State.NOT_MET.value], at__gte=day)
    rows = (
        _named(by, Permission.APPOINTMENT_LIST)
        .filter(booked | met, at__lt=end)
        .order_by("at", "pk")
    )
    seen = _seen(rows[:_MOST], by)
    return Near(
        to_settle=[row for row in seen if localdate(row.at) < today],
        today=[row for row in seen if localdate(row.at) == today],
        to_remind=[row for row in seen if row.is_to_remind and row.at > moment],
    )


def one(appointment_id: AppointmentId, by: Actor) -> Row:
    """One appointment."""
    found = access.get(appointment_id, Permission.APPOINTMENT_READ, by=by)
    log.read(Permission.APPOINTMENT_READ, found, by=by)
    with_name = names({found.with_id}).get(found.with_id, "") if found.with_id else ""
    return _row(found, with_name, found.person.known_as)


def colleagues() -> list[tuple[str, str]]:
    """Whom an appointment may be with, for a form."""
    return [(str(id), name) for id, name in staff(TREATMENT)]


def _rows_of(person_id: PersonId, by: Actor) -> QuerySet[Appointment]:
    mine = _named(by, Permission.APPOINTMENT_READ)
    return mine.filter(person_id__in=people_access.ids_of(person_id))


def _named(by: Actor, permission: Permission) -> QuerySet[Appointment]:
    rows = access.reachable(by, permission).select_related("person")
    return rows.annotate(with_name=name_of("with_id"))


def _seen(rows: Iterable[Any], by: Actor) -> list[Row]:
    found = list(rows)
    log.listed(
        Permission.APPOINTMENT_READ, Appointment, [row.pk for row in found], by=by
    )
    return [_row(row, row.with_name or "", row.person.known_as) for row in found]


def to_come_rows(found: Reached) -> QuerySet[Appointment]:
    """What `to_come` reads, for a page that fetches it together with other rows."""
    mine = access.about(found, Permission.APPOINTMENT_READ)
    return mine.filter(state=State.BOOKED.value)


def whole_rows(found: Reached) -> QuerySet[Appointment]:
    """The same, and those that are past."""
    return access.about(found, Permission.APPOINTMENT_READ)


def to_come(
    found: Reached, rows: Iterable[Appointment], named: Mapping[UUID, str]
) -> tuple[Row, ...]:
    """These appointments of a person, the latest first. `named`: names of staff."""
    in_order = sorted(rows, key=lambda row: (-row.at.timestamp(), row.id))
    known_as = found.person.known_as
    return tuple(
        _row(row, named.get(row.with_id, "") if row.with_id else "", known_as)
        for row in in_order
    )


def _row(row: Appointment, with_name: str, known_as: str) -> Row:
    site, state = sites.current(), State(row.state)
    reminder = site.label("reminder", row.reminder)
    return Row(
        id=row.id,
        person_id=PersonId(row.person_id),
        known_as=known_as,
        kind=row.kind,
        title=rules.KINDS[row.kind],
        at=row.at,
        place=row.place,
        with_name=with_name,
        transport=site.label("transport", row.transport),
        reminder=f"{reminder}: {row.reminder_words}"
        if row.reminder_words
        else reminder,
        is_to_remind=state is State.BOOKED
        and row.reminder != rules.NO_REMINDER
        and row.reminded_at is None,
        reminded_at=row.reminded_at,
        state=state,
        status=rules.STATES[state],
        tone=_TONES[state],
        reason=rules.reason_text(row.reason),
        made_at=row.made_at,
        settled_at=row.settled_at,
        is_due=state is State.BOOKED and localdate(row.at) <= localdate(),
        open_to=frozenset(LIFECYCLE.open_to(state)),
    )


def happened(found: Reached) -> list[Moments]:
    """Appointments of this person, made and settled, for their timeline."""
    mine = access.about(found, Permission.APPOINTMENT_READ)
    made = moments(mine, "appointment.made", at="made_at", by="made_by_id")
    settled = [
        moments(
            mine.filter(state=state.value), kind, at="settled_at", by="settled_by_id"
        )
        for state, kind in (
            (State.KEPT, "appointment.kept"),
            (State.NOT_MET, "appointment.not_met"),
            (State.CANCELLED, "appointment.cancelled"),
        )
    ]
    return [made, *settled]
