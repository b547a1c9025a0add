"""Every version of every plan that a person has: for their own copy."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate

from offramp.platform.policy.table import Permission
from offramp.program.people.access import Reached
from offramp.program.plans import access
from offramp.program.plans.models import Goal, Plan, Step
from offramp.program.plans.queries.pages import goal_view
from offramp.program.plans.queries.shapes import GoalView
from offramp.program.sites import queries as sites


@dataclass(frozen=True)
class Whole:
    """One version of a plan, with what it says."""

    version: int
    started_at: datetime
    agreed_at: datetime | None
    replaced_at: datetime | None
    review_on: date | None
    strengths: str
    barriers: tuple[str, ...]
    goals: tuple[GoalView, ...]


def whole_rows(
    found: Reached,
) -> tuple[QuerySet[Plan], QuerySet[Goal], QuerySet[Step]]:
    """What `whole` reads, for a page that fetches it together with other rows."""
    mine = access.about(found, Permission.PLAN_READ)
    goals = Goal.objects.filter(plan__in=mine, dropped_at=None)
    steps = Step.objects.filter(goal__in=goals, dropped_at=None)
    return mine.defer("signature_points"), goals, steps


def whole(
    plans: Iterable[Plan], goals: Iterable[Goal], steps: Iterable[Step]
) -> tuple[Whole, ...]:
    """These plans, the newest first."""
    newest = sorted(plans, key=lambda row: (row.started_at, row.version), reverse=True)
    in_order = sorted(goals, key=_place)
    each = sorted(steps, key=_place)
    return tuple(
        _whole(plan, [goal for goal in in_order if goal.plan_id == plan.id], each)
        for plan in newest
    )


def _place(row: Goal | Step) -> tuple[int, datetime]:
    return row.position, row.set_at


def _whole(plan: Plan, goals: Iterable[Goal], steps: Iterable[Step]) -> Whole:
    site, today = sites.current(), localdate()
    said = [site.label("barrier", slug) for slug in plan.barriers]
    return Whole(
        version=plan.version,
        started_at=plan.started_at,
        agreed_at=plan.agreed_at,
        replaced_at=plan.replaced_at,
        review_on=plan.review_on,
        strengths=plan.strengths,
        barriers=tuple(part for part in (*said, plan.barrier_words) if part),
        goals=tuple(
            goal_view(goal, [step for step in steps if step.goal_id == goal.id], today)
            for goal in goals
        ),
    )
