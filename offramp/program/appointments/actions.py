from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import AppointmentId, PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.appointments import access, rules
from offramp.program.appointments.lifecycle import Event, State
from offramp.program.appointments.models import Appointment
from offramp.program.people import access as people_access


@transaction.atomic
def make(
    id: AppointmentId,
    person_id: PersonId,
    *,
    kind: str,
    when: datetime,
    place: str,
    with_id: UUID | None = None,
    transport: str = "none",
    reminder: str = "none",
    reminder_words: str = "",
    at: datetime,
    by: Actor,
) -> Appointment:
    """Agree on a meeting to come. The same id again is the same appointment."""
    person = people_access.get(person_id, Permission.APPOINTMENT_MAKE, by=by, lock=True)
    before = Appointment.objects.filter(pk=id).first()
    if before is not None:
        return _same_again(before, person_id, when)
    _must_be_to_come(when, at)
    appointment = Appointment(id=id, person=people_access.survivor(person.id))
    appointment.kind, appointment.at, appointment.place = kind, when, place
    appointment.with_id, appointment.transport = with_id, transport
    appointment.reminder, appointment.reminder_words = reminder, reminder_words
    appointment.made_at, appointment.made_by_id = at, by.id
    appointment.save(force_insert=True)
    log.record(Permission.APPOINTMENT_MAKE, appointment, by=by, person=str(person_id))
    return appointment


def _same_again(
    before: Appointment, person_id: PersonId, when: datetime
) -> Appointment:
    same_person = before.person_id in people_access.ids_of(person_id)
    if not same_person or before.at != when:
        raise Refused(
            "This appointment was already saved. Open it, and move it to another time."
        )
    return before


def _must_be_to_come(when: datetime, at: datetime) -> None:
    if when <= at:
        raise Refused("This time has passed. Choose a time that is still to come.")


@transaction.atomic
def remind(
    appointment_id: AppointmentId, is_done: bool = True, *, at: datetime, by: Actor
) -> Appointment:
    """Somebody reminded the person by the way they chose; or did not, after all."""
    appointment = access.get(
        appointment_id, Permission.APPOINTMENT_CHANGE, by=by, lock=True
    )
    if is_done == (appointment.reminded_at is not None):
        return appointment  # pressed twice
    _must_be_booked(appointment)
    done = (at, by.id) if is_done else (None, None)
    appointment.reminded_at, appointment.reminded_by_id = done
    appointment.save(update_fields=["reminded_at", "reminded_by_id"])
    log.record(Permission.APPOINTMENT_CHANGE, appointment, by=by, reminded=is_done)
    return appointment


@transaction.atomic
def keep(appointment_id: AppointmentId, *, at: datetime, by: Actor) -> Appointment:
    """They met."""
    appointment, is_new = _settle(appointment_id, Event.KEEP, "", at, by)
    if is_new:
        log.record(
            Permission.APPOINTMENT_CHANGE, appointment, by=by, kept=at.isoformat()
        )
    return appointment


@transaction.atomic
def miss(
    appointment_id: AppointmentId, reason: str, *, at: datetime, by: Actor
) -> Appointment:
    """They did not meet. The reason may well be ours."""
    appointment, is_new = _settle(appointment_id, Event.MISS, reason, at, by)
    if is_new:
        log.record(Permission.APPOINTMENT_CHANGE, appointment, by=by, not_met=reason)
    return appointment


@transaction.atomic
def cancel(
    appointment_id: AppointmentId, reason: str, *, at: datetime, by: Actor
) -> Appointment:
    """It was called off before its time."""
    appointment, is_new = _settle(appointment_id, Event.CANCEL, reason, at, by)
    if is_new:
        log.record(Permission.APPOINTMENT_CHANGE, appointment, by=by, cancelled=reason)
    return appointment


@transaction.atomic
def move(
    appointment_id: AppointmentId,
    new_id: AppointmentId,
    when: datetime,
    reason: str,
    *,
    place: str = "",
    at: datetime,
    by: Actor,
) -> Appointment:
    """Another time, or another place. The earlier appointment stays on record."""
    before = access.get(appointment_id, Permission.APPOINTMENT_CHANGE, by=by, lock=True)
    if before.state == State.MOVED and before.moved_to_id == new_id:
        return before.moved_to or before
    _must_be_booked(before)
    before.happen(Event.MOVE)
    _must_be_to_come(when, at)
    after = Appointment(id=new_id, person_id=before.person_id, at=when)
    after.kind, after.with_id = before.kind, before.with_id
    after.place = place or before.place
    after.transport, after.reminder = before.transport, before.reminder
    after.reminder_words = before.reminder_words
    after.made_at, after.made_by_id = at, by.id
    after.save(force_insert=True)
    before.moved_to = after
    _settled(before, reason, at, by)
    log.record(Permission.APPOINTMENT_CHANGE, before, by=by, moved=str(new_id))
    return after


def _settle(
    appointment_id: AppointmentId, event: Event, reason: str, at: datetime, by: Actor
) -> tuple[Appointment, bool]:
    appointment = access.get(
        appointment_id, Permission.APPOINTMENT_CHANGE, by=by, lock=True
    )
    if appointment.state == _AFTER[event]:
        return appointment, False  # pressed twice
    _must_be_booked(appointment)
    appointment.happen(event)
    if event != Event.CANCEL and localdate(appointment.at) > localdate(at):
        raise Refused("This appointment is still to come. Move it, or call it off.")
    _settled(appointment, reason, at, by)
    return appointment, True


def _must_be_booked(appointment: Appointment) -> None:
    if appointment.state != State.BOOKED:
        status = rules.STATES[State(appointment.state)].lower()
        raise Refused(
            f"Somebody has recorded already what came of this appointment: {status}."
        )


_AFTER = {
    Event.KEEP: State.KEPT,
    Event.MISS: State.NOT_MET,
    Event.CANCEL: State.CANCELLED,
}


def _settled(appointment: Appointment, reason: str, at: datetime, by: Actor) -> None:
    appointment.reason = reason
    appointment.settled_at, appointment.settled_by_id = at, by.id
    appointment.save(
        update_fields=["state", "reason", "settled_at", "settled_by_id", "moved_to"]
    )
