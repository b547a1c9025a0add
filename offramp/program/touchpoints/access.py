"""The only way to a touchpoint: through the people whom the actor looks after."""

from django.db.models import Q, QuerySet

from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.people import access as people_access
from offramp.program.touchpoints.models import Touchpoint


def reachable(actor: Actor, permission: Permission) -> QuerySet[Touchpoint]:
    """The touchpoints that the actor's roles reach with this permission."""
    rows = Q(pk__in=[])
    for reach in require(actor, permission):
        rows |= people_access.about(reach, actor, permission)
    return Touchpoint.objects.filter(rows)


def about(found: people_access.Reached, permission: Permission) -> QuerySet[Touchpoint]:
    """The touchpoints of one person, as far as `reachable` reaches them."""
    return Touchpoint.objects.filter(people_access.rows_of(found, permission))
