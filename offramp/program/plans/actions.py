from datetime import datetime
from uuid import UUID

from django.db import transaction

from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import CaseId, GoalId, PlanId, new_id
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.cases import access as cases_access
from offramp.program.cases.lifecycle import State as CaseState
from offramp.program.plans import access
from offramp.program.plans.lifecycle import Event, State
from offramp.program.plans.models import Goal, Plan, Step
from offramp.program.plans.rules import About, Agreement, GoalWords, StepWords
from offramp.program.sites import queries as sites

_AGREED = "This version is agreed and stays as it is. Start a new version to change it."
_MEANWHILE = (
    "This was changed in another window while you had it open. Nothing of yours is "
    "lost: check it, and save again to keep what stands here."
)


@transaction.atomic
def start(case_id: CaseId, *, at: datetime, by: Actor) -> Plan:
    """Begin to write a plan; the newest one, if the case has one already."""
    case = cases_access.get(case_id, Permission.PLAN_WRITE, by=by, lock=True)
    newest = Plan.objects.filter(case=case).order_by("-version").first()
    if newest is not None:
        log.read(Permission.PLAN_READ, newest, by=by)
        return newest
    if case.state == CaseState.CLOSED:
        raise Refused("This case is closed. Open a new one before you plan.")
    plan = Plan(id=PlanId(new_id()), case=case, person_id=case.person_id)
    plan.started_at, plan.started_by_id = at, by.id
    plan.save(force_insert=True)
    log.record(Permission.PLAN_WRITE, plan, by=by, at=at.isoformat(), act="start")
    return plan


@transaction.atomic
def describe(
    plan_id: PlanId, about: About, *, seen: int, at: datetime, by: Actor
) -> Plan:
    """What is strong, and what gets in the way."""
    plan = _draft(plan_id, by)
    if plan.revision != seen:
        raise Refused(_MEANWHILE)
    plan.strengths, plan.barriers = about.strengths, list(about.barriers)
    plan.barrier_words = about.barrier_words
    plan.revision += 1
    plan.save()
    log.record(Permission.PLAN_WRITE, plan, by=by, at=at.isoformat(), act="describe")
    return plan


@transaction.atomic
def add_goal(
    plan_id: PlanId, goal_id: GoalId, said: GoalWords, *, at: datetime, by: Actor
) -> Goal:
    """A goal in the participant's words. The same id again is the same goal."""
    plan = _draft(plan_id, by)
    goal = Goal.objects.filter(pk=goal_id).first()
    if goal is not None:
        return access.goal_of(plan, goal.id)
    _must_be_known("plan_domain", said.domain)
    goal = Goal(id=goal_id, plan=plan, position=plan.goals.count())
    _say_goal(goal, said, at, by)
    goal.save(force_insert=True)
    log.record(Permission.PLAN_WRITE, plan, by=by, act="add_goal", goal=str(goal.id))
    return goal


@transaction.atomic
def change_goal(
    plan_id: PlanId,
    goal_id: GoalId,
    said: GoalWords,
    *,
    seen: int,
    at: datetime,
    by: Actor,
) -> Goal:
    """Say a goal in other words."""
    plan = _draft(plan_id, by)
    goal = access.goal_of(plan, goal_id)
    if goal.revision != seen:
        raise Refused(_MEANWHILE)
    _must_be_known("plan_domain", said.domain)
    _say_goal(goal, said, at, by)
    goal.revision += 1
    goal.save()
    log.record(Permission.PLAN_WRITE, plan, by=by, act="change_goal", goal=str(goal.id))
    return goal


@transaction.atomic
def drop_goal(plan_id: PlanId, goal_id: GoalId, *, at: datetime, by: Actor) -> Goal:
    """The participant no longer wants this in the plan."""
    plan = _draft(plan_id, by)
    goal = access.goal_of(plan, goal_id)
    goal.dropped_at, goal.dropped_by_id = at, by.id
    goal.save(update_fields=["dropped_at", "dropped_by_id"])
    log.record(Permission.PLAN_WRITE, plan, by=by, act="drop_goal", goal=str(goal.id))
    return goal


@transaction.atomic
def add_step(
    plan_id: PlanId,
    goal_id: GoalId,
    step_id: UUID,
    said: StepWords,
    *,
    at: datetime,
    by: Actor,
) -> Step:
    """Who does what by when, toward a goal. The same id again is the same step."""
    plan = _draft(plan_id, by)
    goal = access.goal_of(plan, goal_id)
    if Step.objects.filter(pk=step_id).exists():
        return access.step_of(plan, step_id)
    step = Step(id=step_id, goal=goal, position=goal.steps.count())
    _say_step(step, said, at, by)
    step.save(force_insert=True)
    log.record(Permission.PLAN_WRITE, plan, by=by, act="add_step", step=str(step.id))
    return step


@transaction.atomic
def change_step(
    plan_id: PlanId, step_id: UUID, said: StepWords, *, at: datetime, by: Actor
) -> Step:
    """Say a step in other words, or give it to somebody else."""
    plan = _draft(plan_id, by)
    step = access.step_of(plan, step_id)
    _say_step(step, said, at, by)
    step.save()
    log.record(Permission.PLAN_WRITE, plan, by=by, act="change_step", step=str(step.id))
    return step


@transaction.atomic
def drop_step(plan_id: PlanId, step_id: UUID, *, at: datetime, by: Actor) -> Step:
    """This step is no longer needed."""
    plan = _draft(plan_id, by)
    step = access.step_of(plan, step_id)
    step.dropped_at, step.dropped_by_id = at, by.id
    step.save(update_fields=["dropped_at", "dropped_by_id"])
    log.record(Permission.PLAN_WRITE, plan, by=by, act="drop_step", step=str(step.id))
    return step


@transaction.atomic
def set_step(
    plan_id: PlanId, step_id: UUID, state: str, *, at: datetime, by: Actor
) -> Step:
    """How far a step has come. A version in writing follows the one in force."""
    plan = access.get(plan_id, Permission.PLAN_WRITE, by=by, lock=True)
    if plan.state == State.REPLACED:
        raise Refused("A newer version of this plan is in force. Change it there.")
    plan.happen(Event.FOLLOW)
    _must_be_known("step_state", state)
    step = access.step_of(plan, step_id)
    step.state, step.set_at, step.set_by_id = state, at, by.id
    step.save(update_fields=["state", "set_at", "set_by_id"])
    step.continued.update(state=state, set_at=at, set_by_id=by.id)
    log.record(Permission.PLAN_WRITE, plan, by=by, act="set_step", step=str(step.id))
    return step


@transaction.atomic
def agree(plan_id: PlanId, agreement: Agreement, *, at: datetime, by: Actor) -> Plan:
    """The participant says yes: this version is in force, the one before is replaced."""
    plan = access.get(plan_id, Permission.PLAN_AGREE, by=by, lock=True)
    if plan.state != State.DRAFT:
        raise Refused("This version was agreed before. Nothing was changed.")
    if not plan.goals.filter(dropped_at=None).exists():
        raise Refused("Write down at least one goal before you agree on the plan.")
    if agreement.lacks():
        raise Refused(agreement.lacks())
    before = Plan.objects.filter(case_id=plan.case_id, state=State.AGREED.value)
    for old in before.select_for_update():
        old.happen(Event.REPLACE)
        old.replaced_at, old.replaced_by_id = at, by.id
        old.save(update_fields=["state", "replaced_at", "replaced_by_id"])
    plan.happen(Event.AGREE)
    plan.agreed_at, plan.agreed_by_id = at, by.id
    plan.agreed_how, plan.copy_given = agreement.how.value, agreement.copy_given
    plan.signature_typed, plan.signature_points = agreement.typed, agreement.points
    plan.spoken_note, plan.review_on = agreement.note, agreement.review_on
    plan.save()
    log.record(Permission.PLAN_AGREE, plan, by=by, version=plan.version)
    return plan


@transaction.atomic
def revise(plan_id: PlanId, *, at: datetime, by: Actor) -> Plan:
    """Begin the next version with what stands in this one. This one stays in force."""
    old = access.get(plan_id, Permission.PLAN_WRITE, by=by, lock=True)
    draft = Plan.objects.filter(case_id=old.case_id, state=State.DRAFT.value).first()
    if draft is not None:
        log.read(Permission.PLAN_READ, draft, by=by)
        return draft
    if old.state != State.AGREED:
        raise Refused("Only the version in force can be changed. Open the newest one.")
    new = Plan(id=PlanId(new_id()), case_id=old.case_id, person_id=old.person_id)
    new.version, new.started_at, new.started_by_id = old.version + 1, at, by.id
    new.strengths, new.barriers = old.strengths, old.barriers
    new.barrier_words = old.barrier_words
    new.save(force_insert=True)
    for goal in old.goals.filter(dropped_at=None):
        _carry_on(goal, new)
    log.record(Permission.PLAN_WRITE, new, by=by, act="revise", version=new.version)
    return new


def _draft(plan_id: PlanId, by: Actor) -> Plan:
    plan = access.get(plan_id, Permission.PLAN_WRITE, by=by, lock=True)
    if plan.state != State.DRAFT:
        raise Refused(_AGREED)
    plan.happen(Event.WRITE)
    return plan


def _must_be_known(words: str, slug: str) -> None:
    if slug not in dict(sites.current().choices(words)):
        raise Refused("Choose one of the answers shown.")


def _say_goal(goal: Goal, said: GoalWords, at: datetime, by: Actor) -> None:
    goal.domain, goal.words = said.domain, said.words
    goal.importance, goal.stage = said.importance, said.stage
    goal.set_at, goal.set_by_id = at, by.id


def _say_step(step: Step, said: StepWords, at: datetime, by: Actor) -> None:
    step.words, step.owner = said.words, said.owner
    step.owner_name, step.due_on = said.owner_name, said.due_on
    step.set_at, step.set_by_id = at, by.id


def _carry_on(goal: Goal, plan: Plan) -> None:
    """Copy a goal and its steps, as they stand, into the next version."""
    steps = list(goal.steps.filter(dropped_at=None))
    goal.pk, goal.plan, goal.revision = GoalId(new_id()), plan, 1
    goal.save(force_insert=True)
    for step in steps:
        step.continues_id, step.pk, step.goal = step.pk, new_id(), goal
        step.save(force_insert=True)
