"""The only way to a touchpoint: through the people the actor may reach."""

from django.db.models import Q, QuerySet
from django.http import Http404

from offramp.platform.kernel.ids import TouchpointId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission, Reach
from offramp.program.people import access as people_access
from offramp.program.touchpoints.models import Touchpoint

_NONE = Q(pk__in=[])


def _rows(reach: Reach, actor: Actor) -> Q:
    match reach:
        case Reach.ASSIGNED:
            return Q(person_id__in=people_access.in_care_of(actor))
        case Reach.PROGRAM:
            return ~Q(pk=None)
        case Reach.OWN | Reach.AGENCY:
            return _NONE


def reachable(actor: Actor, permission: Permission) -> QuerySet[Touchpoint]:
    """The touchpoints that the actor's roles reach with this permission."""
    rows = _NONE
    for reach in require(actor, permission):
        rows |= _rows(reach, actor)
    return Touchpoint.objects.filter(rows)


def get(
    touchpoint_id: TouchpointId, permission: Permission, *, by: Actor
) -> Touchpoint:
    """The touchpoint, or 404: outsiders must not learn that there is one."""
    found = reachable(by, permission).filter(pk=touchpoint_id)
    touchpoint = found.select_related("person", "note").first()
    if touchpoint is None:
        raise Http404
    return touchpoint
