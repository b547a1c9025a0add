"""Plans on a person's timeline."""

from offramp.platform.kernel.moments import Moments, moments
from offramp.platform.policy.table import Permission
from offramp.program.people.access import Reached
from offramp.program.plans import access


def happened(found: Reached) -> list[Moments]:
    """Plans begun and agreed with this person, for their timeline."""
    mine = access.about(found, Permission.PLAN_READ)
    return [
        moments(mine, "plan.started", at="started_at", by="started_by_id"),
        moments(mine, "plan.agreed", at="agreed_at", by="agreed_by_id"),
    ]
