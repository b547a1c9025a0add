from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from offramp.platform.accounts.actors import SYSTEM, names, staff
from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import (
    ActorId,
    AgencyId,
    DisclosureId,
    PersonId,
    RequestId,
)
from offramp.platform.outbox import actions as outbox
from offramp.platform.policy.actor import Actor, Role
from offramp.platform.policy.table import Permission
from offramp.program.people import access as people_access
from offramp.program.people import actions as people
from offramp.program.rights import access, rules
from offramp.program.rights.lifecycle import LIFECYCLE, Event, State
from offramp.program.rights.models import Disclosure, Request
from offramp.program.sites import queries as sites


@transaction.atomic
def ask(
    id: RequestId,
    person_id: PersonId,
    *,
    kind: str,
    words: str,
    agency_id: AgencyId | None = None,
    staff_id: UUID | None = None,
    paid_in_full: bool = False,
    at: datetime,
    by: Actor,
) -> Request:
    """A person asks that their record be restricted or corrected."""
    person = people_access.get(person_id, Permission.REQUEST_MAKE, by=by, lock=True)
    clocks = sites.current().clocks
    days = {
        rules.Kind.RESTRICTION: clocks.restriction_answer_days,
        rules.Kind.CORRECTION: clocks.correction_answer_days,
    }[rules.Kind(kind)]
    row = Request(id=id, person=person, kind=kind, words=words, asked_at=at)
    row.agency_id, row.staff_id, row.paid_in_full = agency_id, staff_id, paid_in_full
    row.asked_by_id, row.due_on = by.id, rules.due_on(localdate(at), days)
    before = Request.objects.filter(pk=id).first()
    if before is not None:
        if (before.person_id, before.words) != (row.person_id, row.words):
            raise Refused("This request was already saved. Write a new one.")
        return before
    row.save(force_insert=True)
    log.record(Permission.REQUEST_MAKE, person, by=by, request=str(id), kind=kind)
    return row


@transaction.atomic
def answer(
    request_id: RequestId, event: Event, words: str, *, at: datetime, by: Actor
) -> Request:
    """Grant the request or decline it, in words that the person can read."""
    row = access.get(request_id, Permission.REQUEST_ANSWER, by=by, lock=True)
    row.state = LIFECYCLE.after(State(row.state), event)
    if event == Event.DECLINE and row.paid_in_full:
        raise Refused(
            "They paid for this in full themselves, so the health plan is not told. "
            "Such a request must be granted."
        )
    if not words:
        raise Refused("Write the answer in words that the person can read.")
    row.answer, row.answered_at, row.answered_by_id = words, at, by.id
    row.save(update_fields=["state", "answer", "answered_at", "answered_by_id"])
    log.record(
        Permission.REQUEST_ANSWER, row.person, by=by, request=str(row.id), did=event
    )
    if event == Event.GRANT and row.staff_id:
        people.keep_from(PersonId(row.person_id), row.staff_id, at=at, by=by)
    return row


@transaction.atomic
def extend(request_id: RequestId, *, at: datetime, by: Actor) -> Request:
    """The answer needs longer: once, and the person sees the new day."""
    row = access.get(request_id, Permission.REQUEST_ANSWER, by=by, lock=True)
    if row.state != State.ASKED or row.extended_at is not None:
        raise Refused("The day can be moved once, and only before the answer.")
    row.due_on += rules.EXTENSION
    row.extended_at, row.extended_by_id = at, by.id
    row.save(update_fields=["due_on", "extended_at", "extended_by_id"])
    log.record(
        Permission.REQUEST_ANSWER, row.person, by=by, request=str(row.id), did="extend"
    )
    return row


@transaction.atomic
def take_back(request_id: RequestId, *, at: datetime, by: Actor) -> Request:
    """The person no longer wants it: a request is withdrawn, a restriction ends."""
    row = access.get(request_id, Permission.REQUEST_MAKE, by=by, lock=True)
    was = State(row.state)
    event = Event.WITHDRAW if was == State.ASKED else Event.END
    row.state = LIFECYCLE.after(was, event)
    row.ended_at, row.ended_by_id = at, by.id
    row.save(update_fields=["state", "ended_at", "ended_by_id"])
    log.record(
        Permission.REQUEST_MAKE, row.person, by=by, request=str(row.id), did=event
    )
    if event == Event.END and row.staff_id:
        people.keep_no_more(PersonId(row.person_id), row.staff_id, at=at, by=by)
    return row


@transaction.atomic
def disagree(request_id: RequestId, words: str, *, at: datetime, by: Actor) -> Request:
    """The person does not agree with a no. Their words stay with the record."""
    row = access.get(request_id, Permission.REQUEST_MAKE, by=by, lock=True)
    if row.state != State.DECLINED:
        raise Refused("This can be written when a request was declined.")
    row.disagreement, row.disagreed_at, row.disagreed_by_id = words, at, by.id
    row.save(update_fields=["disagreement", "disagreed_at", "disagreed_by_id"])
    log.record(
        Permission.REQUEST_MAKE, row.person, by=by, request=str(row.id), did="disagree"
    )
    return row


@transaction.atomic
def tell_in_emergency(
    id: DisclosureId,
    person_id: PersonId,
    *,
    recipient_name: str,
    facility: str,
    what: str,
    nature: str,
    ground: str,
    at: datetime,
    by: Actor,
) -> Disclosure:
    """Medical staff are told what they need now; a supervisor hears of it at once."""
    row = _row(id, person_id, Permission.DISCLOSURE_MAKE, at, by)
    row.basis, row.ground = rules.Basis.EMERGENCY.value, rules.Ground(ground).value
    row.recipient_name, row.recipient_org = recipient_name, facility
    row.facts, row.nature = [["What was told", what]], nature
    if access.has_restriction(person_id):
        row.notice = f"{rules.NOTICE} {rules.NOT_FURTHER}"
    if _is_new(row):
        log.record(Permission.DISCLOSURE_MAKE, row.person, by=by, disclosure=str(id))
        _alert(row, at)
    return row


@transaction.atomic
def report_crime(
    id: DisclosureId,
    person_id: PersonId,
    *,
    recipient_name: str,
    recipient_org: str,
    said: dict[str, str],
    at: datetime,
    by: Actor,
) -> Disclosure:
    """A crime here or against staff: only what the rule lets be said, to the police."""
    row = _row(id, person_id, Permission.CRIME_REPORT, at, by)
    if set(said) - set(rules.CRIME_FIELDS):
        raise Refused("Nothing else may be said about a crime on the premises.")
    row.basis, row.nature = rules.Basis.CRIME.value, said["circumstances"]
    row.recipient_name, row.recipient_org = recipient_name, recipient_org
    row.facts = [
        [label, said[name]]
        for name, label in rules.CRIME_FIELDS.items()
        if said.get(name)
    ]
    if _is_new(row):
        log.record(Permission.CRIME_REPORT, row.person, by=by, disclosure=str(id))
    return row


@transaction.atomic
def tell_under_order(
    id: DisclosureId,
    person_id: PersonId,
    facts: Sequence[tuple[str, str]],
    *,
    recipient: str,
    court: str,
    nature: str,
    limits: str,
    at: datetime,
    by: Actor,
) -> Disclosure:
    """What went out under a court's order, kept as it was told. `process` decided."""
    row = _row(id, person_id, Permission.PROCESS_ANSWER, at, by)
    row.basis, row.nature = rules.Basis.ORDER.value, nature
    row.recipient_name, row.recipient_org = recipient, court
    row.facts = [list(fact) for fact in facts]
    row.notice = f"{rules.NOTICE} {limits}".strip()
    if _is_new(row):
        log.record(Permission.PROCESS_ANSWER, row.person, by=by, disclosure=str(id))
    return row


@transaction.atomic
def hand_over(person_id: PersonId, *, at: datetime, by: Actor) -> None:
    """The screen is in the hands of the person, who reads what is theirs."""
    person = people_access.get(person_id, Permission.OWN_SHOW, by=by)
    log.record(Permission.OWN_SHOW, person, by=by, did="hand over", at=at.isoformat())


@transaction.atomic
def hand_back(person_id: PersonId, *, at: datetime, by: Actor) -> None:
    """The screen is back with whoever works here."""
    person = people_access.get(person_id, Permission.OWN_SHOW, by=by)
    log.record(Permission.OWN_SHOW, person, by=by, did="hand back", at=at.isoformat())


def _row(
    id: DisclosureId,
    person_id: PersonId,
    permission: Permission,
    at: datetime,
    by: Actor,
) -> Disclosure:
    person = people_access.get(person_id, permission, by=by, lock=True)
    row = Disclosure(id=id, person=person, given_at=at, notice=rules.NOTICE)
    row.given_by_id, row.given_by_name = by.id, names({by.id}).get(by.id, "")
    return row


def _is_new(row: Disclosure) -> bool:
    """Save it unless its id was saved before. What was told cannot be told anew."""
    before = Disclosure.objects.filter(pk=row.pk).first()
    if before is None:
        row.save(force_insert=True)
    elif (before.person_id, before.facts) != (row.person_id, row.facts):
        raise Refused("This was already saved and cannot be changed. Write a new one.")
    return before is None


def _alert(row: Disclosure, at: datetime) -> None:
    link = settings.OFFRAMP_ORIGIN + reverse("rights:disclosure", args=[row.id])
    subject, body = rules.letter(link)
    for staff_id, _ in staff((Role.SUPERVISOR, Role.PRIVACY_OFFICER)):
        key = f"disclosure:{row.id}:{staff_id}"
        outbox.post(ActorId(staff_id), subject, body, key=key, due_at=at, by=SYSTEM)
