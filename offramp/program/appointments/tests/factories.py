"""Appointments for tests, made by the real action."""

from datetime import datetime, timedelta

from django.utils.timezone import now

from offramp.platform.kernel.ids import AppointmentId, new_id
from offramp.platform.policy.actor import Actor
from offramp.program.appointments import actions
from offramp.program.appointments.models import Appointment
from offramp.program.people.models import Person


def appointment(
    of: Person, *, by: Actor, when: datetime | None = None, **said
) -> Appointment:
    """An agreed meeting; one that lies in the past was agreed on the day before."""
    when = when or now() + timedelta(days=2)
    terms = {"kind": "assessment", "place": "At the office", **said}
    at = min(now(), when - timedelta(days=1))
    return actions.make(
        AppointmentId(new_id()), of.id, when=when, at=at, by=by, **terms
    )
