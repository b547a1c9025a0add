"""What pages need of requests, and the accounting of what was told without consent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.timezone import localdate

from offramp.platform.accounts.actors import agencies, name_of, staff
from offramp.platform.audit import log
from offramp.platform.kernel.ids import DisclosureId, PersonId, RequestId
from offramp.platform.policy.actor import CONFIDENTIAL, Actor
from offramp.platform.policy.gate import may
from offramp.platform.policy.table import Permission
from offramp.program.people import access as people_access
from offramp.program.people import queries as people
from offramp.program.people.access import Reached
from offramp.program.rights import access, rules
from offramp.program.rights.lifecycle import LIFECYCLE, Event, State
from offramp.program.rights.models import Disclosure, Request

_MOST = 100
KINDS = {
    rules.Kind.RESTRICTION: "Restrict the record",
    rules.Kind.CORRECTION: "Correct the record",
}


@dataclass(frozen=True)
class RequestView:
    """One request, in words."""

    id: RequestId
    person_id: PersonId
    known_as: str
    kind: str
    title: str
    words: str
    toward: str
    colleague: str
    paid_in_full: bool
    state: State
    due_on: date
    is_late: bool
    asked_at: datetime
    asked_by: str
    extended_at: datetime | None
    answered_at: datetime | None
    answered_by: str
    answer: str
    disagreement: str
    disagreed_at: datetime | None
    may_answer: bool
    may_extend: bool
    may_take_back: bool
    may_disagree: bool


@dataclass(frozen=True)
class DisclosureView:
    """What was told without consent."""

    id: DisclosureId
    person_id: PersonId
    known_as: str
    basis: str
    basis_text: str
    ground: str
    recipient_name: str
    recipient_org: str
    facts: tuple[tuple[str, str], ...]
    nature: str
    notice: str
    given_by: str
    given_at: datetime


def subject(person_id: PersonId, permission: Permission, by: Actor) -> people.Header:
    """Whose record a form speaks of; the look at it is on record."""
    person = people_access.get(person_id, permission, by=by)
    log.read(permission, person, by=by)
    return people.Header(person.id, person.known_as)


def of_person(person_id: PersonId, by: Actor) -> list[RequestView]:
    """Everything the person asked about their record, the newest first."""
    ids = people_access.ids_within(person_id)
    rows = access.reachable(by, Permission.REQUEST_READ).filter(person_id__in=ids)
    return read(_shown(rows), by)


def rows(found: Reached) -> QuerySet[Any]:
    """What `read` reads of one person, for a page that fetches it with other rows."""
    mine = people_access.rows_of(found, Permission.REQUEST_READ)
    return _shown(Request.objects.filter(mine))


def read(requests: Iterable[Any], by: Actor) -> list[RequestView]:
    """These requests, the newest first."""
    newest = sorted(requests, key=lambda row: (-row.asked_at.timestamp(), row.pk))
    return [_view(row, by) for row in newest]


def one(request_id: RequestId, by: Actor) -> RequestView:
    """One request."""
    row = access.get(request_id, Permission.REQUEST_READ, by=by)
    log.read(Permission.REQUEST_READ, row.person, by=by, request=str(row.id))
    return _view(_shown(Request.objects.filter(pk=row.pk)).get(), by)


def waiting(by: Actor) -> list[RequestView]:
    """Requests without an answer, by the day on which it is due."""
    rows = access.reachable(by, Permission.REQUEST_ANSWER).filter(state=State.ASKED)
    found = list(_shown(rows.order_by("due_on", "pk"))[:_MOST])
    log.listed(Permission.REQUEST_READ, Request, [row.pk for row in found], by=by)
    return [_view(row, by) for row in found]


def told_rows(person_ids: Sequence[UUID], since: date, by: Actor) -> QuerySet[Any]:
    """Each disclosure without consent since that day: what `told` reads, for a page
    that fetches it together with other rows."""
    rows = access.disclosures(by, Permission.DISCLOSURE_READ).filter(
        person_id__in=person_ids, given_at__date__gte=since
    )
    return rows.annotate(known_as=F("person__known_as"))


def told(disclosures: Iterable[Any]) -> list[DisclosureView]:
    """These disclosures, the newest first."""
    newest = sorted(disclosures, key=lambda row: (-row.given_at.timestamp(), row.pk))
    return [_disclosure(row, row.known_as) for row in newest]


def disclosure(disclosure_id: DisclosureId, by: Actor) -> DisclosureView:
    """One disclosure, exactly as it was told."""
    row = access.get_disclosure(disclosure_id, by=by)
    log.read(Permission.DISCLOSURE_READ, row.person, by=by, disclosure=str(row.id))
    return _disclosure(row, row.person.known_as)


def reads_disclosure(disclosure_id: DisclosureId, by: Actor) -> bool:
    """Whether whoever told it may also read it again: it may be nobody of theirs."""
    mine = access.disclosures(by, Permission.DISCLOSURE_READ)
    return mine.filter(pk=disclosure_id).exists()


def recipients() -> list[tuple[str, str]]:
    """The agencies that something may be kept from, for a form."""
    return [(str(id), name) for id, name in agencies(("prosecutor", "police"))]


def colleagues() -> list[tuple[str, str]]:
    """The colleagues that a record may be kept from, for a form."""
    return [(str(id), name) for id, name in staff(CONFIDENTIAL)]


def _shown(rows: QuerySet[Request]) -> QuerySet[Any]:
    return rows.annotate(
        known_as=F("person__known_as"),
        toward=F("agency__name"),
        asked_by=name_of("asked_by_id"),
        answered_by=name_of("answered_by_id"),
        colleague=name_of("staff_id"),
    )


def _view(row: Any, by: Actor) -> RequestView:
    state = State(row.state)
    events = LIFECYCLE.open_to(state)
    answers, makes = (
        may(by, Permission.REQUEST_ANSWER),
        may(by, Permission.REQUEST_MAKE),
    )
    return RequestView(
        id=row.id,
        person_id=PersonId(row.person_id),
        known_as=row.known_as,
        kind=row.kind,
        title=KINDS[rules.Kind(row.kind)],
        words=row.words,
        toward=row.toward or "",
        colleague=row.colleague or "",
        paid_in_full=row.paid_in_full,
        state=state,
        due_on=row.due_on,
        is_late=state == State.ASKED and row.due_on < localdate(),
        asked_at=row.asked_at,
        asked_by=row.asked_by or "",
        extended_at=row.extended_at,
        answered_at=row.answered_at,
        answered_by=row.answered_by or "",
        answer=row.answer,
        disagreement=row.disagreement,
        disagreed_at=row.disagreed_at,
        may_answer=answers and Event.GRANT in events,
        may_extend=answers and state == State.ASKED and row.extended_at is None,
        may_take_back=makes and bool(events & {Event.WITHDRAW, Event.END}),
        may_disagree=makes and state == State.DECLINED and not row.disagreement,
    )


def _disclosure(row: Disclosure, known_as: str) -> DisclosureView:
    return DisclosureView(
        id=row.id,
        person_id=PersonId(row.person_id),
        known_as=known_as,
        basis=row.basis,
        basis_text=rules.BASES[rules.Basis(row.basis)],
        ground=rules.GROUNDS[rules.Ground(row.ground)] if row.ground else "",
        recipient_name=row.recipient_name,
        recipient_org=row.recipient_org,
        facts=tuple((label, value) for label, value in row.facts),
        nature=row.nature,
        notice=row.notice,
        given_by=row.given_by_name,
        given_at=row.given_at,
    )
