from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from offramp.platform.accounts.actors import SYSTEM, staff
from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import (
    ActorId,
    DisclosureId,
    OrderId,
    PaperId,
    PersonId,
)
from offramp.platform.outbox import actions as outbox
from offramp.platform.policy.actor import Actor, Role
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.people import access as people_access
from offramp.program.process import access, rules
from offramp.program.process.lifecycle import LIFECYCLE, Event, State
from offramp.program.process.models import Order, Paper
from offramp.program.rights import actions as rights


@transaction.atomic
def receive(
    id: PaperId,
    *,
    kind: str,
    brought_by: str,
    about: str,
    asks: str,
    kept_where: str,
    case_number: str = "",
    due_on: date | None = None,
    at: datetime,
    by: Actor,
) -> Paper:
    """A legal paper was handed in. Whoever brought it was told nothing."""
    require(by, Permission.PROCESS_RECEIVE)
    row = Paper(id=id, kind=rules.Kind(kind), brought_by=brought_by, about=about)
    row.asks, row.case_number, row.due_on = asks, case_number, due_on
    row.kept_where = kept_where
    row.received_at, row.received_by_id = at, by.id
    before = Paper.objects.filter(pk=id).first()
    if before is not None:
        if (before.about, before.asks) != (row.about, row.asks):
            raise Refused("This paper was already written down. Begin a new one.")
        return before
    row.save(force_insert=True)
    log.record(Permission.PROCESS_RECEIVE, row, by=by, kind=kind)
    _tell(row, at)
    return row


def _tell(row: Paper, at: datetime) -> None:
    link = settings.OFFRAMP_ORIGIN + reverse("process:paper", args=[row.id])
    subject, body = rules.letter(link)
    for staff_id, _ in staff((Role.PRIVACY_OFFICER,)):
        key = f"paper:{row.id}:{staff_id}"
        outbox.post(ActorId(staff_id), subject, body, key=key, due_at=at, by=SYSTEM)


@transaction.atomic
def match(paper_id: PaperId, person_id: PersonId, *, at: datetime, by: Actor) -> Paper:
    """The paper is about this person. Nobody outside learns that."""
    row = access.get(paper_id, Permission.PROCESS_MATCH, by=by, lock=True)
    person = people_access.get(person_id, Permission.PROCESS_MATCH, by=by)
    if row.person_id is not None and row.person_id != person.pk:
        raise Refused("This paper is already about somebody else.")
    row.person, row.matched_at, row.matched_by_id = person, at, by.id
    row.save(update_fields=["person", "matched_at", "matched_by_id"])
    log.record(Permission.PROCESS_MATCH, row, by=by, person=str(person.id))
    return row


@transaction.atomic
def enter_order(
    id: OrderId,
    paper_id: PaperId,
    terms: rules.Terms,
    *,
    court: str,
    case_number: str,
    issued_on: date,
    limits: str = "",
    kept_where: str,
    at: datetime,
    by: Actor,
) -> Order:
    """What the court let out, as the order says it; nothing goes out by this."""
    paper = access.get(paper_id, Permission.PROCESS_ANSWER, by=by, lock=True)
    if wrong := rules.missing(rules.Kind(paper.kind), terms):
        raise Refused(wrong[0])
    if paper.state == State.REFUSED:
        raise Refused("This paper was refused. Take it up again first.")
    said: dict[str, Any] = {
        "court": court,
        "case_number": case_number,
        "issued_on": issued_on,
    }
    said |= {"limits": limits, "kept_where": kept_where, **_opening(terms)}
    row, is_new = Order.objects.get_or_create(
        pk=id,
        defaults={**said, "paper": paper, "entered_at": at, "entered_by_id": by.id},
    )
    if is_new:
        did = {"did": "order", "section": terms.section, "fields": row.fields}
        log.record(Permission.PROCESS_ANSWER, paper, by=by, order=str(id), **did)
    return row


def _opening(terms: rules.Terms) -> dict[str, Any]:
    return {
        "section": terms.section,
        "until_on": terms.until_on,
        "fields": rules.in_order(terms.fields),
        "recipients": list(terms.recipients),
        "finding": terms.finding,
        "mandate": terms.mandate,
    }


@transaction.atomic
def refuse(paper_id: PaperId, words: str, *, at: datetime, by: Actor) -> Paper:
    """Nothing goes out, and whoever asked is told so without saying who is known."""
    row = access.get(paper_id, Permission.PROCESS_ANSWER, by=by, lock=True)
    row.state = LIFECYCLE.after(State(row.state), Event.REFUSE)
    if not words:
        raise Refused("Write down what was answered.")
    row.answer, row.answered_at, row.answered_by_id = words, at, by.id
    row.save(update_fields=["state", "answer", "answered_at", "answered_by_id"])
    log.record(Permission.PROCESS_ANSWER, row, by=by, did=Event.REFUSE)
    return row


@transaction.atomic
def reopen(paper_id: PaperId, *, at: datetime, by: Actor) -> Paper:
    """An order came after the paper was refused."""
    row = access.get(paper_id, Permission.PROCESS_ANSWER, by=by, lock=True)
    row.state = LIFECYCLE.after(State(row.state), Event.REOPEN)
    row.save(update_fields=["state"])
    log.record(
        Permission.PROCESS_ANSWER, row, by=by, did=Event.REOPEN, at=at.isoformat()
    )
    return row


@transaction.atomic
def release(
    id: DisclosureId,
    order_id: OrderId,
    said: Mapping[str, str],
    recipient: str,
    *,
    at: datetime,
    by: Actor,
) -> DisclosureId:
    """Give out exactly this, to whom the order names, and nothing that it does not."""
    order = access.order(order_id, Permission.PROCESS_ANSWER, by=by, lock=True)
    paper = access.get(
        PaperId(order.paper_id), Permission.PROCESS_ANSWER, by=by, lock=True
    )
    if paper.person is None:
        raise Refused("Nobody has said yet whom this paper is about.")
    terms = access.terms(order)
    if wrong := rules.refusals(terms, said.keys(), recipient, localdate(at)):
        raise Refused(wrong[0])
    paper.state = LIFECYCLE.after(State(paper.state), Event.RELEASE)
    paper.answered_at, paper.answered_by_id = at, by.id
    paper.save(update_fields=["state", "answered_at", "answered_by_id"])
    facts = [(rules.FIELDS[name], said[name]) for name in rules.in_order(said)]
    why = rules.why(order.section, order.court, order.case_number)
    rights.tell_under_order(
        id, paper.person.id, facts, recipient=recipient, court=order.court,
        nature=why, limits=order.limits, at=at, by=by,
    )  # fmt: skip
    did = {"did": Event.RELEASE, "order": str(order.id), "fields": list(said)}
    log.record(Permission.PROCESS_ANSWER, paper, by=by, disclosure=str(id), **did)
    return id
