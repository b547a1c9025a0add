"""The only way to an appointment: through the people the actor may reach."""

from django.db.models import Q, QuerySet
from django.http import Http404

from offramp.platform.kernel.ids import AppointmentId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.appointments.models import Appointment
from offramp.program.people import access as people_access

_NONE = Q(pk__in=[])


def reachable(actor: Actor, permission: Permission) -> QuerySet[Appointment]:
    """The appointments that the actor's roles reach with this permission."""
    rows = _NONE
    for reach in require(actor, permission):
        rows |= people_access.about(reach, actor, permission)
    return Appointment.objects.filter(rows)


def about(
    found: people_access.Reached, permission: Permission
) -> QuerySet[Appointment]:
    """The appointments of one person, as far as `reachable` reaches them."""
    return Appointment.objects.filter(people_access.rows_of(found, permission))


def get(
    appointment_id: AppointmentId,
    permission: Permission,
    *,
    by: Actor,
    lock: bool = False,
) -> Appointment:
    """The appointment, or 404: outsiders must not learn that there is one."""
    found = reachable(by, permission).filter(pk=appointment_id)
    if lock:
        found = found.select_for_update(of=("self",))
    appointment = found.select_related("person").first()
    if appointment is None:
        raise Http404
    return appointment
