"""What the privacy officer needs of legal papers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F
from django.utils.timezone import localdate

from offramp.platform.accounts.actors import names
from offramp.platform.audit import log
from offramp.platform.kernel.ids import OrderId, PaperId, PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import may
from offramp.platform.policy.table import Permission
from offramp.program.people import access as people_access
from offramp.program.people import queries as people
from offramp.program.process import access, rules
from offramp.program.process.lifecycle import LIFECYCLE, Event, State
from offramp.program.process.models import Order, Paper

_MOST = 100


@dataclass(frozen=True)
class OrderView:
    """What a court let out, in words."""

    id: OrderId
    section: str
    court: str
    case_number: str
    issued_on: date
    until_on: date | None
    fields: tuple[tuple[str, str], ...]
    recipients: tuple[str, ...]
    limits: str
    finding: str
    mandate: str
    kept_where: str
    may_release: bool


@dataclass(frozen=True)
class PaperView:
    """One legal paper, in words."""

    id: PaperId
    person_id: PersonId | None
    known_as: str
    title: str
    brought_by: str
    case_number: str
    about: str
    asks: str
    kept_where: str
    due_on: date | None
    is_late: bool
    state: State
    received_at: datetime
    received_by: str
    answer: str
    answered_at: datetime | None
    answered_by: str
    may_order: bool
    may_refuse: bool
    may_reopen: bool
    orders: tuple[OrderView, ...] = ()


@dataclass(frozen=True)
class Release:
    """An order about to be followed: whom it names, and what."""

    paper: PaperView
    order: OrderView


def waiting(by: Actor) -> list[PaperView]:
    """Papers that wait for an answer, by the day on which it is due."""
    rows = access.reachable(by, Permission.PROCESS_READ).filter(state=State.RECEIVED)
    first = rows.order_by(F("due_on").asc(nulls_last=True), "received_at", "pk")
    found = list(first.select_related("person")[:_MOST])
    log.listed(Permission.PROCESS_READ, Paper, [row.pk for row in found], by=by)
    return _views(found, by)


def one(
    paper_id: PaperId, by: Actor, to: Permission = Permission.PROCESS_READ
) -> PaperView:
    """One paper with its orders, for those who may do this with it."""
    row = access.get(paper_id, to, by=by)
    log.read(Permission.PROCESS_READ, row, by=by)
    orders = list(row.orders.order_by("entered_at", "pk"))
    return _views([row], by, orders)[0]


def releasing(order_id: OrderId, by: Actor) -> Release:
    """What may go out under an order, for the form that names it."""
    row = access.order(order_id, Permission.PROCESS_ANSWER, by=by)
    log.read(Permission.PROCESS_READ, row.paper, by=by)
    (paper,) = _views([row.paper], by, [row])
    return Release(paper, paper.orders[0])


def to_match(person_id: PersonId, by: Actor) -> tuple[people.Header, list[PaperView]]:
    """Papers about nobody yet, beside one person, for whoever may say that it is them."""
    person = people_access.get(person_id, Permission.PROCESS_MATCH, by=by)
    log.read(Permission.PROCESS_MATCH, person, by=by)
    rows = access.reachable(by, Permission.PROCESS_MATCH).filter(
        person=None, state=State.RECEIVED
    )
    found = list(rows.order_by("received_at", "pk")[:_MOST])
    return people.Header(person.id, person.known_as), _views(found, by)


def _views(
    rows: list[Paper], by: Actor, orders: Iterable[Order] = ()
) -> list[PaperView]:
    staff = {
        id for row in rows for id in (row.received_by_id, row.answered_by_id) if id
    }
    named = names(staff) if staff else {}
    answers = may(by, Permission.PROCESS_ANSWER)
    return [_view(row, named, answers, orders) for row in rows]


def _view(
    row: Paper, named: dict[UUID, str], answers: bool, orders: Iterable[Order]
) -> PaperView:
    state, kind = State(row.state), rules.Kind(row.kind)
    events = LIFECYCLE.open_to(state) if answers else set()
    can_release = Event.RELEASE in events and row.person is not None
    return PaperView(
        id=row.id,
        person_id=row.person.id if row.person else None,
        known_as=row.person.known_as if row.person else "",
        title=rules.KINDS[kind],
        brought_by=row.brought_by,
        case_number=row.case_number,
        about=row.about,
        asks=row.asks,
        kept_where=row.kept_where,
        due_on=row.due_on,
        is_late=bool(
            state == State.RECEIVED and row.due_on and row.due_on < localdate()
        ),
        state=state,
        received_at=row.received_at,
        received_by=named.get(row.received_by_id, ""),
        answer=row.answer,
        answered_at=row.answered_at,
        answered_by=named.get(row.answered_by_id, "") if row.answered_by_id else "",
        may_order=Event.RELEASE in events and kind in rules.CARRIES_ORDER,
        may_refuse=Event.REFUSE in events,
        may_reopen=Event.REOPEN in events,
        orders=tuple(_order(order, can_release) for order in orders),
    )


def _order(row: Order, can_release: bool) -> OrderView:
    terms = access.terms(row)
    wrong = rules.refusals(terms, terms.fields, _first(terms.recipients), localdate())
    return OrderView(
        id=row.id,
        section=rules.SECTIONS[terms.section],
        court=row.court,
        case_number=row.case_number,
        issued_on=row.issued_on,
        until_on=row.until_on,
        fields=tuple((name, rules.FIELDS[name]) for name in row.fields),
        recipients=terms.recipients,
        limits=row.limits,
        finding=rules.FINDINGS[terms.finding],
        mandate=rules.MANDATES[terms.mandate],
        kept_where=row.kept_where,
        may_release=can_release and not wrong,
    )


def _first(recipients: tuple[str, ...]) -> str:
    return recipients[0] if recipients else ""
