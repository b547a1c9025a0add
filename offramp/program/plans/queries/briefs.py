"""How plans stand and what is due, for the pages of other packages."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from offramp.platform.audit import log
from offramp.platform.kernel.ids import CaseId, PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.people.access import Reached
from offramp.program.plans import access, rules
from offramp.program.plans.lifecycle import State
from offramp.program.plans.models import Goal, Plan, Step
from offramp.program.plans.queries.shapes import Brief, DueStep


def of_cases(case_ids: Iterable[CaseId], *, by: Actor) -> dict[CaseId, Brief]:
    """The newest version of each case's plan, for those who may read it. One query."""
    return read(rows(case_ids, by=by))


def rows(
    case_ids: Iterable[CaseId], *, by: Actor, about: Reached | None = None
) -> QuerySet[Plan]:
    """What `read` reads; of one person, who was reached already, when there is one."""
    if about is None:
        mine = access.reachable(by, Permission.PLAN_READ)
    else:
        mine = access.about(about, Permission.PLAN_READ)
    kept = Goal.objects.filter(plan=OuterRef("pk"), dropped_at=None).order_by()
    number = kept.values("plan").annotate(number=Count("pk")).values("number")
    return (
        mine.filter(case_id__in=list(case_ids))
        .only("case", "state", "version", "agreed_at", "review_on")
        .annotate(kept=Coalesce(Subquery(number), 0))
    )


def read(plans: Iterable[Plan]) -> dict[CaseId, Brief]:
    """The newest of these versions for each case."""
    return {
        CaseId(row.case_id): Brief(
            id=row.id,
            state=State(row.state),
            version=row.version,
            agreed_at=row.agreed_at,
            review_on=row.review_on,
            goals=row.kept,  # type: ignore[attr-defined] # annotated
        )
        for row in sorted(plans, key=lambda plan: plan.version)
    }


def due(*, until: date, by: Actor) -> list[DueStep]:
    """The steps of plans in force that are due until a day, the earliest first."""
    plans = access.reachable(by, Permission.PLAN_READ)
    rows = (
        Step.objects.filter(
            goal__plan__in=plans.filter(state=State.AGREED.value),
            goal__dropped_at=None,
            dropped_at=None,
            due_on__lte=until,
        )
        .exclude(state__in=rules.SETTLED)
        .select_related("goal__plan__person")
        .order_by("due_on", "pk")
    )
    found = [_due(step, localdate()) for step in rows]
    log.listed(Permission.PLAN_READ, Plan, {one.plan_id for one in found}, by=by)
    return found


def _due(step: Step, today: date) -> DueStep:
    plan = step.goal.plan
    assert step.due_on is not None  # noqa: S101 # the query asked for a day
    return DueStep(
        plan_id=plan.id,
        person_id=PersonId(plan.person_id),
        case_id=CaseId(plan.case_id),
        known_as=plan.person.known_as,
        words=step.words,
        owner=owner(step),
        due_on=step.due_on,
        is_late=step.due_on < today,
    )


def owner(step: Step) -> str:
    """Who does a step, in words."""
    label = dict(rules.OWNERS)[step.owner]
    return f"{label}: {step.owner_name}" if step.owner_name else label
