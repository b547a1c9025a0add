"""The only way to a plan: through whose care the person is in."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from offramp.platform.kernel.ids import GoalId, PlanId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.people import access as people_access
from offramp.program.plans.models import Goal, Plan, Step


def reachable(actor: Actor, permission: Permission) -> QuerySet[Plan]:
    """The plans that the actor's roles reach with this permission."""
    rows = Q(pk__in=[])
    for reach in require(actor, permission):
        rows |= people_access.about(reach, actor, permission)
    return Plan.objects.filter(rows)


def about(found: people_access.Reached, permission: Permission) -> QuerySet[Plan]:
    """The plans of one person, as far as `reachable` reaches them."""
    return Plan.objects.filter(people_access.rows_of(found, permission))


def get(
    plan_id: PlanId, permission: Permission, *, by: Actor, lock: bool = False
) -> Plan:
    """The plan, or 404: outsiders must not learn that it exists."""
    found = reachable(by, permission).filter(pk=plan_id)
    if lock:
        found = found.select_for_update(of=("self",))
    plan = found.select_related("person").first()
    if plan is None:
        raise Http404
    return plan


def goal_of(plan: Plan, goal_id: GoalId) -> Goal:
    """A goal of this plan that was not dropped, or 404."""
    found = plan.goals.filter(pk=goal_id, dropped_at=None).first()
    if found is None:
        raise Http404
    return found


def step_of(plan: Plan, step_id: UUID) -> Step:
    """A step of this plan that was not dropped, or 404."""
    rows = Step.objects.filter(goal__plan=plan, goal__dropped_at=None)
    found = rows.filter(pk=step_id, dropped_at=None).select_related("goal").first()
    if found is None:
        raise Http404
    return found
