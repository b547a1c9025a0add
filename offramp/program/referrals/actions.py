from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.timezone import localdate

from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import CaseId, ReferralId, ServiceId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.cases import access as cases_access
from offramp.program.cases.lifecycle import State as CaseState
from offramp.program.directory import access as directory_access
from offramp.program.referrals import access
from offramp.program.referrals.lifecycle import OPEN, Event, before_the_end
from offramp.program.referrals.models import Referral, Step, UnmetNeed
from offramp.program.referrals.rules import Why

_OTHER = "This form was sent before, for something else. Reload the page."


@dataclass(frozen=True)
class Sending:
    """How a participant is sent."""

    need: str
    is_warm: bool = False
    transport: str = ""
    note: str = ""


@transaction.atomic
def send(
    referral_id: ReferralId,
    case_id: CaseId,
    service_id: ServiceId,
    sending: Sending,
    *,
    at: datetime,
    by: Actor,
) -> Referral:
    """Send the participant to a service. Nothing leaves the program but a letter that
    they carry themselves. Sent twice, it is one referral."""
    case = cases_access.get(case_id, Permission.REFERRAL_SEND, by=by, lock=True)
    known = Referral.objects.filter(pk=referral_id).first()
    if known is not None:
        return _same(known, case_id, service_id)
    if case.state == CaseState.CLOSED:
        raise Refused("This stay has ended. A new stay begins with a new intake.")
    service = directory_access.get(service_id, Permission.DIRECTORY_READ, by=by)
    if not service.is_active:
        raise Refused(f"{service.name} is no longer offered. Choose another service.")
    _must_be_the_only_one(case.id, service_id, service.name)
    referral = Referral(
        id=referral_id, case=case, person_id=case.person_id, service=service
    )
    for name, value in vars(sending).items():
        setattr(referral, name, value)
    referral.sent_at, referral.sent_by_id = at, by.id
    referral.changed_at, referral.changed_by_id = at, by.id
    referral.save(force_insert=True)
    _step(uuid4(), referral, Event.SEND, at, by)
    log.record(Permission.REFERRAL_SEND, referral, by=by, need=sending.need)
    return referral


def _must_be_the_only_one(case_id: CaseId, service_id: ServiceId, name: str) -> None:
    same = Referral.objects.filter(case_id=case_id, service_id=service_id)
    if same.filter(state__in=OPEN).exists():
        raise Refused(f"There is an open referral to {name} already.")


def _same(known: Referral, case_id: CaseId, service_id: ServiceId) -> Referral:
    if (known.case_id, known.service_id) != (case_id, service_id):
        raise Refused(_OTHER)
    return known


def _learn(
    referral_id: ReferralId,
    step_id: UUID,
    event: Event,
    at: datetime,
    by: Actor,
    **learned: Any,
) -> Referral:
    referral = access.get(referral_id, Permission.REFERRAL_UPDATE, by=by, lock=True)
    if _is_known(step_id, referral):
        return referral
    if localdate(at) < localdate(referral.sent_at):
        raise Refused("That was before the referral was sent. Correct the day.")
    referral.happen(event)
    referral.changed_at, referral.changed_by_id = at, by.id
    for name, value in learned.items():
        setattr(referral, name, value)
    referral.save(update_fields=["state", "changed_at", "changed_by_id", *learned])
    _step(step_id, referral, event, at, by, **learned)
    return referral


def _step(
    id: UUID, referral: Referral, event: Event, at: datetime, by: Actor, **learned: Any
) -> None:
    who = {"learned_at": at, "learned_by_id": by.id}
    Step.objects.create(id=id, referral=referral, event=event.value, **who, **learned)


def _is_known(step_id: UUID, referral: Referral) -> bool:
    known = Step.objects.filter(pk=step_id).first()
    if known is not None and known.referral_id != referral.id:
        raise Refused(_OTHER)
    return known is not None


@transaction.atomic
def accept(
    referral_id: ReferralId, step_id: UUID, *, at: datetime, by: Actor
) -> Referral:
    """The service takes the participant."""
    referral = _learn(referral_id, step_id, Event.ACCEPT, at, by)
    log.record(Permission.REFERRAL_UPDATE, referral, by=by, event=Event.ACCEPT)
    return referral


@transaction.atomic
def wait(
    referral_id: ReferralId,
    step_id: UUID,
    waits_until_on: date | None = None,
    *,
    at: datetime,
    by: Actor,
) -> Referral:
    """The service put the participant on its waiting list, until a day if it said so."""
    referral = _learn(
        referral_id, step_id, Event.WAIT, at, by, waits_until_on=waits_until_on
    )
    log.record(Permission.REFERRAL_UPDATE, referral, by=by, event=Event.WAIT)
    return referral


@transaction.atomic
def appoint(
    referral_id: ReferralId,
    step_id: UUID,
    appointment: datetime,
    *,
    at: datetime,
    by: Actor,
) -> Referral:
    """The service gave the participant an appointment, or moved it."""
    referral = _learn(
        referral_id, step_id, Event.APPOINT, at, by, appointment=appointment
    )
    log.record(Permission.REFERRAL_UPDATE, referral, by=by, event=Event.APPOINT)
    return referral


@transaction.atomic
def connect(
    referral_id: ReferralId, step_id: UUID, *, at: datetime, by: Actor
) -> Referral:
    """The participant arrived at the service, at this moment."""
    referral = _learn(referral_id, step_id, Event.CONNECT, at, by)
    log.record(Permission.REFERRAL_UPDATE, referral, by=by, event=Event.CONNECT)
    return referral


@transaction.atomic
def not_connect(
    referral_id: ReferralId, step_id: UUID, reason: str, *, at: datetime, by: Actor
) -> Referral:
    """The participant did not arrive, for a reason that somebody can do something about."""
    referral = _learn(referral_id, step_id, Event.NOT_CONNECT, at, by, reason=reason)
    log.record(
        Permission.REFERRAL_UPDATE, referral, by=by, event=Event.NOT_CONNECT, why=reason
    )
    return referral


@transaction.atomic
def decline(
    referral_id: ReferralId, step_id: UUID, reason: str, *, at: datetime, by: Actor
) -> Referral:
    """The service does not take the participant, and says why."""
    referral = _learn(referral_id, step_id, Event.DECLINE, at, by, reason=reason)
    log.record(
        Permission.REFERRAL_UPDATE, referral, by=by, event=Event.DECLINE, why=reason
    )
    return referral


@transaction.atomic
def withdraw(
    referral_id: ReferralId, step_id: UUID, *, at: datetime, by: Actor
) -> Referral:
    """The participant changed their mind, which is theirs to do."""
    referral = _learn(referral_id, step_id, Event.WITHDRAW, at, by)
    log.record(Permission.REFERRAL_UPDATE, referral, by=by, event=Event.WITHDRAW)
    return referral


@transaction.atomic
def reopen(
    referral_id: ReferralId, step_id: UUID, *, at: datetime, by: Actor
) -> Referral:
    """Its end was tapped by mistake: it stands again where it stood. Both stay on record."""
    referral = access.get(referral_id, Permission.REFERRAL_UPDATE, by=by, lock=True)
    if _is_known(step_id, referral):
        return referral
    if referral.state in OPEN:
        raise Refused("This referral is open. There is no end to take back.")
    service = referral.service
    _must_be_the_only_one(CaseId(referral.case_id), service.id, service.name)
    steps = list(referral.steps.order_by("stored_at", "pk"))
    referral.state = before_the_end(Event(step.event) for step in steps)
    referral.reason, referral.changed_at, referral.changed_by_id = "", at, by.id
    referral.save(update_fields=["state", "reason", "changed_at", "changed_by_id"])
    _step(step_id, referral, Event.REOPEN, at, by)
    log.record(Permission.REFERRAL_UPDATE, referral, by=by, event=Event.REOPEN)
    return referral


@transaction.atomic
def note_unmet(
    unmet_id: UUID,
    case_id: CaseId,
    need: str,
    why: Why,
    note: str = "",
    *,
    at: datetime,
    by: Actor,
) -> UnmetNeed:
    """No service meets this need. Sent twice, it counts once."""
    case = cases_access.get(case_id, Permission.REFERRAL_SEND, by=by, lock=True)
    known = UnmetNeed.objects.filter(pk=unmet_id).first()
    if known is not None and known.case_id == case.id:
        return known
    if known is not None:
        raise Refused(_OTHER)
    unmet = UnmetNeed.objects.create(
        id=unmet_id,
        case=case,
        person_id=case.person_id,
        need=need,
        why=why.value,
        note=note,
        noted_at=at,
        noted_by_id=by.id,
    )
    log.record(Permission.REFERRAL_SEND, unmet, by=by, need=need, why=why)
    return unmet
