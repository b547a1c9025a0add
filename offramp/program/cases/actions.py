from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import (
    ActorId,
    CaseId,
    ContactWayId,
    DiversionId,
    IntakeId,
    PersonId,
    TouchpointId,
    derived_id,
    new_id,
)
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.cases import access
from offramp.program.cases.lifecycle import Event, State
from offramp.program.cases.models import Arrival, Case, Intake
from offramp.program.cases.rules import Settled, Told
from offramp.program.consent import actions as consent
from offramp.program.diversions import access as diversions_access
from offramp.program.people import access as people_access
from offramp.program.people import actions as people_actions
from offramp.program.sites import queries as sites
from offramp.program.touchpoints import actions as touchpoints
from offramp.program.touchpoints.rules import Said


@transaction.atomic
def open_for(
    person_id: PersonId, diversion_id: DiversionId | None, *, at: datetime, by: Actor
) -> Case:
    """Somebody is in the program from now on, or comes again during their stay.

    A person with an open case keeps it; after a closing this is a new case. The same
    diversion again gives the same case.
    """
    require(by, Permission.CASE_OPEN)
    if diversion_id is not None:
        diversions_access.get(diversion_id, Permission.DIVERSION_READ, by=by, lock=True)
        known = Arrival.objects.filter(diversion_id=diversion_id).first()
        if known is not None:
            return known.case
    person = people_access.survivor(person_id)
    case = (
        Case.objects.select_for_update()
        .filter(person_id__in=people_access.ids_of(person.id))
        .exclude(state=State.CLOSED.value)
        .first()
    )
    if case is None:
        case = Case(id=CaseId(new_id()), person=person, opened_at=at)
        case.opened_by_id = by.id
        case.save(force_insert=True)
    if diversion_id is not None:
        Arrival.objects.create(
            case=case, diversion_id=diversion_id, met_at=at, met_by_id=by.id
        )
    people_actions.take_into_care(person.id, "peer", by.id, at=at, by=by)
    log.record(Permission.CASE_OPEN, case, by=by, at=at.isoformat())
    return case


@transaction.atomic
def open_for_new(
    person_id: PersonId,
    diversion_id: DiversionId,
    names: Mapping[str, Any],
    *,
    phone: str = "",
    at: datetime,
    by: Actor,
) -> Case:
    """Somebody whom the program has not met before is in it from now on."""
    person = people_actions.create(person_id, **names, at=at, by=by)
    case = open_for(person.id, diversion_id, at=at, by=by)
    if phone:
        way_id = ContactWayId(derived_id(person_id, "phone"))
        people_actions.add_way(
            way_id, person.id, kind="phone", value=phone, at=at, by=by
        )
    log.record(Permission.CASE_OPEN, case, by=by, person=str(person.id))
    return case


@transaction.atomic
def take(case_id: CaseId, *, at: datetime, by: Actor) -> Case:
    """A case manager takes a case that nobody manages yet."""
    case = access.get(case_id, Permission.CASE_TAKE, by=by, lock=True)
    if case.case_manager_id == by.id:
        return case
    if case.case_manager_id is not None:
        raise Refused(
            "Somebody else manages this case now. Ask a supervisor to move it."
        )
    _give(case, by.id, at, by)
    log.record(Permission.CASE_TAKE, case, by=by, at=at.isoformat())
    return case


@transaction.atomic
def assign(
    case_id: CaseId, case_manager_id: ActorId, *, at: datetime, by: Actor
) -> Case:
    """A supervisor gives the case to a case manager."""
    case = access.get(case_id, Permission.CASE_ASSIGN, by=by, lock=True)
    _give(case, case_manager_id, at, by)
    log.record(Permission.CASE_ASSIGN, case, by=by, to=str(case_manager_id))
    return case


def _give(case: Case, staff_id: ActorId, at: datetime, by: Actor) -> None:
    if case.state == State.CLOSED:
        raise Refused("This case is closed. A new contact opens a new case.")
    case.case_manager_id, case.taken_at, case.taken_by_id = staff_id, at, by.id
    case.save(update_fields=["case_manager_id", "taken_at", "taken_by_id"])
    person_id = PersonId(case.person_id)
    people_actions.take_into_care(person_id, "case_manager", staff_id, at=at, by=by)


@transaction.atomic
def pause(case_id: CaseId, reason: str, *, at: datetime, by: Actor) -> Case:
    """Out of touch for now. The door stays open and the legal matter is untouched."""
    case = access.get(case_id, Permission.CASE_PAUSE, by=by, lock=True)
    case.happen(Event.PAUSE)
    case.paused_at, case.paused_by_id, case.pause_reason = at, by.id, reason
    case.save(update_fields=["state", "paused_at", "paused_by_id", "pause_reason"])
    log.record(Permission.CASE_PAUSE, case, by=by, at=at.isoformat(), reason=reason)
    return case


@transaction.atomic
def resume(case_id: CaseId, *, at: datetime, by: Actor) -> Case:
    """The person is back."""
    case = access.get(case_id, Permission.CASE_RESUME, by=by, lock=True)
    case.happen(Event.RESUME)
    case.paused_at = case.paused_by_id = None
    case.pause_reason = ""
    case.save(update_fields=["state", "paused_at", "paused_by_id", "pause_reason"])
    log.record(Permission.CASE_RESUME, case, by=by, at=at.isoformat())
    return case


@transaction.atomic
def close(
    case_id: CaseId, reason: str, words: str = "", *, at: datetime, by: Actor
) -> Case:
    """The stay ends, with a reason. The charge is another clock and stays as it is."""
    case = access.get(case_id, Permission.CASE_CLOSE, by=by, lock=True)
    case.happen(Event.CLOSE)
    case.closed_at, case.closed_by_id = at, by.id
    case.closing_reason, case.closing_words = reason, words
    case.save(
        update_fields=[
            "state",
            "closed_at",
            "closed_by_id",
            "closing_reason",
            "closing_words",
        ]
    )
    consent.end_with_stay(PersonId(case.person_id), at=at, by=by)
    log.record(Permission.CASE_CLOSE, case, by=by, at=at.isoformat(), reason=reason)
    return case


@transaction.atomic
def record_intake(
    intake_id: IntakeId,
    case_id: CaseId,
    told: Told,
    said: Said,
    *,
    at: datetime,
    by: Actor,
) -> Intake:
    """The first talk: who they are, how to reach them, needs, dangers, wishes, and
    the touchpoint it was. Once a stay; sent twice it is one."""
    case = access.get(case_id, Permission.INTAKE_RECORD, by=by, lock=True)
    before = Intake.objects.filter(case=case).first()
    if before is not None:
        if before.pk == intake_id:
            return before
        raise Refused("This stay has its intake. Record what is new as a touchpoint.")
    _must_have_notice(told.settled)
    person_id = PersonId(case.person_id)
    touchpoint_id = TouchpointId(derived_id(intake_id, "touchpoint"))
    touchpoints.record(touchpoint_id, person_id, said, by=by)
    described = derived_id(intake_id, "description")
    people_actions.describe(described, person_id, **told.description, at=at, by=by)
    for way in told.ways:
        way_id = ContactWayId(derived_id(intake_id, way["kind"]))
        people_actions.add_way(way_id, person_id, **way, at=at, by=by)
    intake = Intake(id=intake_id, case=case, **asdict(told.settled))
    intake.recorded_at, intake.recorded_by_id = at, by.id
    intake.save(force_insert=True)
    log.record(Permission.INTAKE_RECORD, intake, by=by, at=at.isoformat())
    return intake


def _must_have_notice(settled: Settled) -> None:
    notice = sites.current().settings["privacy_notice"]
    if notice and not settled.notice_how:
        raise Refused("Give them the notice of privacy practice, and say how.")
