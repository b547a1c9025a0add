"""Plans on a person's timeline."""

from collections.abc import Sequence

from offramp.platform.kernel.ids import PersonId
from offramp.platform.kernel.moments import Moments, moments
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.plans import access


def happened(ids: Sequence[PersonId], *, by: Actor) -> list[Moments]:
    """Plans begun and agreed with these people, for their timeline."""
    mine = access.reachable(by, Permission.PLAN_READ).filter(person_id__in=ids)
    return [
        moments(mine, "plan.started", at="started_at", by="started_by_id"),
        moments(mine, "plan.agreed", at="agreed_at", by="agreed_by_id"),
    ]
