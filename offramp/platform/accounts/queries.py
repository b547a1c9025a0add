"""Who works here, for lists to choose from."""

from datetime import date

from django.db.models import Q
from django.utils.timezone import localdate

from offramp.platform.accounts.models import User
from offramp.platform.kernel.ids import ActorId
from offramp.platform.policy.actor import Role


def serving(role: Role, on: date | None = None) -> list[tuple[ActorId, str]]:
    """Everybody who has this role on a day (today), by name."""
    day = on or localdate()
    in_force = Q(duties__until_on=None) | Q(duties__until_on__gte=day)
    found = User.objects.filter(
        in_force, duties__role=role, duties__from_on__lte=day, is_active=True
    )
    rows = found.order_by("name", "id").distinct().values_list("pk", "name")
    return [(ActorId(pk), name) for pk, name in rows]
