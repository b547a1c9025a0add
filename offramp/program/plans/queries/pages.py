"""One version of a plan, with the way to the others."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch
from django.utils.timezone import localdate

from offramp.platform.accounts.actors import names
from offramp.platform.audit import log
from offramp.platform.kernel.ids import CaseId, PersonId, PlanId
from offramp.platform.policy.actor import Actor, Role
from offramp.platform.policy.table import Permission
from offramp.program.assessments import queries as assessments
from offramp.program.plans import access, rules
from offramp.program.plans.lifecycle import State
from offramp.program.plans.models import Goal, Plan, Step
from offramp.program.plans.queries.briefs import owner
from offramp.program.plans.queries.shapes import (
    GoalView,
    PlanPage,
    StepView,
    Version,
)
from offramp.program.plans.rules import Owner
from offramp.program.sites import queries as sites


def page(plan_id: PlanId, *, by: Actor) -> PlanPage:
    """One version of a plan, with the way to the others."""
    plan = access.get(plan_id, Permission.PLAN_READ, by=by)
    log.read(Permission.PLAN_READ, plan, by=by, version=plan.version)
    site = sites.current()
    staff = names({plan.agreed_by_id}) if plan.agreed_by_id else {}
    return PlanPage(
        id=plan.id,
        case_id=CaseId(plan.case_id),
        person_id=PersonId(plan.person_id),
        known_as=plan.person.known_as,
        version=plan.version,
        revision=plan.revision,
        state=State(plan.state),
        strengths=plan.strengths,
        barriers=tuple(plan.barriers),
        barrier_labels=tuple(site.label("barrier", slug) for slug in plan.barriers),
        barrier_words=plan.barrier_words,
        review_on=plan.review_on,
        goals=tuple(_goals(plan)),
        agreed_at=plan.agreed_at,
        agreed_how=plan.agreed_how,
        agreed_with=staff.get(plan.agreed_by_id, "") if plan.agreed_by_id else "",
        signature_typed=plan.signature_typed,
        signature_points=plan.signature_points,
        spoken_note=plan.spoken_note,
        versions=tuple(_versions(plan)),
        may_write=bool(by.roles & {Role.CASE_MANAGER, Role.SUPERVISOR}),
        needs=tuple(
            need.label for need in assessments.needs(CaseId(plan.case_id), by=by)
        ),
        lines=site.lines,
    )


def writing(plan_id: PlanId, *, by: Actor) -> PlanPage:
    """The plan, for pages that change it."""
    access.get(plan_id, Permission.PLAN_WRITE, by=by)
    return page(plan_id, by=by)


def _goals(plan: Plan) -> list[GoalView]:
    steps = Prefetch("steps", Step.objects.filter(dropped_at=None))
    rows = plan.goals.filter(dropped_at=None).prefetch_related(steps)
    return [goal_view(goal, goal.steps.all(), localdate()) for goal in rows]


def goal_view(goal: Goal, steps: Iterable[Step], today: date) -> GoalView:
    """A goal with these steps."""
    return GoalView(
        id=goal.id,
        domain=goal.domain,
        domain_label=sites.current().label("plan_domain", goal.domain),
        words=goal.words,
        importance=goal.importance,
        stage=goal.stage,
        stage_label=dict(rules.STAGES).get(goal.stage, ""),
        revision=goal.revision,
        steps=tuple(_step(step, today) for step in steps),
    )


def _step(step: Step, today: date) -> StepView:
    late = rules.is_late(step.due_on, step.state, today)
    return StepView(
        id=step.id,
        words=step.words,
        owner=owner(step),
        owner_slug=step.owner,
        owner_name=step.owner_name,
        mine=step.owner_name or rules.OWNERS_TO_PARTICIPANT[Owner(step.owner)],
        due_on=step.due_on,
        is_late=late,
        state=step.state,
        state_label=sites.current().label("step_state", step.state),
        tone="warning" if late else rules.TONES.get(step.state, "plain"),
    )


def _versions(plan: Plan) -> list[Version]:
    rows = Plan.objects.filter(case_id=plan.case_id).order_by("-version")
    return [
        Version(
            id=row.id,
            number=row.version,
            state=State(row.state),
            agreed_at=row.agreed_at,
            replaced_at=row.replaced_at,
            is_shown=row.pk == plan.pk,
        )
        for row in rows.defer("signature_points")
    ]
