from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from offramp.platform.accounts.actors import acting
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import CaseId, GoalId, PlanId
from offramp.program.plans import actions, queries
from offramp.program.plans.forms import (
    AboutForm,
    AgreeForm,
    GoalForm,
    StepForm,
    StepStateForm,
)
from offramp.program.plans.queries import GoalView, PlanPage, StepView

asking = require_http_methods(["GET", "HEAD", "POST"])


@require_POST
def start(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Begin to write a plan for a case, or go on with it."""
    plan = actions.start(case_id, at=now(), by=acting(request))
    return redirect("plans:page", plan.id)


@require_safe
def page(request: HttpRequest, plan_id: PlanId) -> HttpResponse:
    """One version of a plan."""
    found = queries.page(plan_id, by=acting(request))
    return render(request, "plans/page.html", {"plan": found})


@require_safe
def paper(request: HttpRequest, plan_id: PlanId) -> HttpResponse:
    """The participant's own copy."""
    found = queries.page(plan_id, by=acting(request))
    return render(request, "plans/paper.html", {"plan": found})


@asking
def about(request: HttpRequest, plan_id: PlanId) -> HttpResponse:
    """What is strong, and what gets in the way."""
    plan = queries.writing(plan_id, by=acting(request))
    form = AboutForm(request.POST or None, initial=_about(plan))
    if form.is_valid():
        try:
            said, seen = form.about(), form.seen()
            actions.describe(plan_id, said, seen=seen, at=now(), by=acting(request))
            return redirect("plans:page", plan_id)
        except Refused as refused:
            form.meanwhile(str(refused), plan.revision)
    return _ask(request, "plans/about.html", plan, form)


@asking
def add_goal(request: HttpRequest, plan_id: PlanId) -> HttpResponse:
    """A new goal."""
    plan = queries.writing(plan_id, by=acting(request))
    form = GoalForm(request.POST or None)
    if form.is_valid():
        goal_id = GoalId(form.cleaned_data["submission_id"])
        actions.add_goal(plan_id, goal_id, form.said(), at=now(), by=acting(request))
        return _at(plan_id, goal_id)
    return _ask(request, "plans/goal.html", plan, form)


@asking
def change_goal(request: HttpRequest, plan_id: PlanId, goal_id: GoalId) -> HttpResponse:
    """A goal in other words."""
    plan, goal = _goal(request, plan_id, goal_id)
    form = GoalForm(request.POST or None, initial=_said(goal))
    if form.is_valid():
        try:
            said, seen, by = form.said(), form.seen(), acting(request)
            actions.change_goal(plan_id, goal_id, said, seen=seen, at=now(), by=by)
            return _at(plan_id, goal_id)
        except Refused as refused:
            form.meanwhile(str(refused), goal.revision)
    return _ask(request, "plans/goal.html", plan, form, goal=goal)


@asking
def drop_goal(request: HttpRequest, plan_id: PlanId, goal_id: GoalId) -> HttpResponse:
    """Take a goal out, after asking once."""
    plan, goal = _goal(request, plan_id, goal_id)
    if request.method == "POST":
        actions.drop_goal(plan_id, goal_id, at=now(), by=acting(request))
        return redirect("plans:page", plan_id)
    return _ask(request, "plans/drop.html", plan, what=goal.words)


@asking
def add_step(request: HttpRequest, plan_id: PlanId, goal_id: GoalId) -> HttpResponse:
    """A new step toward a goal."""
    plan, goal = _goal(request, plan_id, goal_id)
    form = StepForm(request.POST or None)
    if form.is_valid():
        step_id, said = form.cleaned_data["submission_id"], form.said()
        by = acting(request)
        actions.add_step(plan_id, goal_id, step_id, said, at=now(), by=by)
        return _at(plan_id, goal_id)
    return _ask(request, "plans/step.html", plan, form, goal=goal)


@asking
def change_step(request: HttpRequest, plan_id: PlanId, step_id: UUID) -> HttpResponse:
    """A step in other words."""
    plan, step = _step(request, plan_id, step_id)
    form = StepForm(request.POST or None, initial=_asked(step))
    if form.is_valid():
        said = form.said()
        actions.change_step(plan_id, step_id, said, at=now(), by=acting(request))
        return redirect("plans:page", plan_id)
    return _ask(request, "plans/step.html", plan, form, step=step)


@asking
def drop_step(request: HttpRequest, plan_id: PlanId, step_id: UUID) -> HttpResponse:
    """Take a step out, after asking once."""
    plan, step = _step(request, plan_id, step_id)
    if request.method == "POST":
        actions.drop_step(plan_id, step_id, at=now(), by=acting(request))
        return redirect("plans:page", plan_id)
    return _ask(request, "plans/drop.html", plan, what=step.words)


@asking
def set_step(request: HttpRequest, plan_id: PlanId, step_id: UUID) -> HttpResponse:
    """How far a step has come."""
    plan, step = _step(request, plan_id, step_id)
    form = StepStateForm(request.POST or None, initial={"state": step.state})
    if form.is_valid():
        state, by = form.cleaned_data["state"], acting(request)
        actions.set_step(plan_id, step_id, state, at=now(), by=by)
        return redirect("plans:page", plan_id)
    return _ask(request, "plans/step_state.html", plan, form, step=step)


@asking
def agree(request: HttpRequest, plan_id: PlanId) -> HttpResponse:
    """The participant says yes."""
    plan = queries.writing(plan_id, by=acting(request))
    form = AgreeForm(request.POST or None)
    if form.is_valid():
        try:
            agreed = form.agreement()
            actions.agree(plan_id, agreed, at=now(), by=acting(request))
            return redirect("plans:page", plan_id)
        except Refused as refused:
            form.add_error(None, str(refused))
    return _ask(request, "plans/agree.html", plan, form)


@require_POST
def revise(request: HttpRequest, plan_id: PlanId) -> HttpResponse:
    """Begin the next version."""
    draft = actions.revise(plan_id, at=now(), by=acting(request))
    return redirect("plans:page", draft.id)


def _ask(
    request: HttpRequest,
    template: str,
    plan: PlanPage,
    form: GoalForm | StepForm | StepStateForm | AboutForm | AgreeForm | None = None,
    **more: object,
) -> HttpResponse:
    status = 422 if form is not None and form.errors else 200
    context = {"plan": plan, "form": form, **more}
    return render(request, template, context, status=status)


def _goal(
    request: HttpRequest, plan_id: PlanId, goal_id: GoalId
) -> tuple[PlanPage, GoalView]:
    plan = queries.writing(plan_id, by=acting(request))
    goal = plan.goal(goal_id)
    if goal is None:
        raise Http404
    return plan, goal


def _step(
    request: HttpRequest, plan_id: PlanId, step_id: UUID
) -> tuple[PlanPage, StepView]:
    plan = queries.writing(plan_id, by=acting(request))
    step = plan.step(step_id)
    if step is None:
        raise Http404
    return plan, step


def _at(plan_id: PlanId, goal_id: GoalId) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('plans:page', args=[plan_id])}#{goal_id}")


def _about(plan: PlanPage) -> dict[str, object]:
    return {
        "strengths": plan.strengths,
        "barriers": list(plan.barriers),
        "barrier_words": plan.barrier_words,
        "revision": plan.revision,
    }


def _said(goal: GoalView) -> dict[str, object]:
    importance = "" if goal.importance is None else str(goal.importance)
    return {
        "words": goal.words,
        "domain": goal.domain,
        "importance": importance,
        "stage": goal.stage,
        "revision": goal.revision,
    }


def _asked(step: StepView) -> dict[str, object]:
    return {
        "words": step.words,
        "owner": step.owner_slug,
        "owner_name": step.owner_name,
        "due_on": step.due_on,
    }
