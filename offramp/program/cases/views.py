from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from offramp.platform.accounts.actors import acting, staff
from offramp.platform.kernel.ids import ActorId, CaseId
from offramp.platform.policy.actor import Role
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.cases import actions, forms, queries

asking = require_http_methods(["GET", "HEAD", "POST"])


@require_POST
def take(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Take a case that nobody manages yet."""
    case = actions.take(case_id, at=now(), by=acting(request))
    return redirect("journey:person", case.person_id)


@asking
def assign(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Give the case to a case manager."""
    by = acting(request)
    require(by, Permission.CASE_ASSIGN)
    colleagues = [(str(id), name) for id, name in staff([Role.CASE_MANAGER])]
    form = forms.Assign(request.POST or None, staff=colleagues)
    if form.is_valid():
        chosen = ActorId(form.chosen())
        case = actions.assign(case_id, chosen, at=now(), by=by)
        return redirect("journey:person", case.person_id)
    return _ask(request, "cases/assign.html", case_id, form)


@asking
def pause(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Out of touch for now."""
    by = acting(request)
    require(by, Permission.CASE_PAUSE)
    form = forms.Pause(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        case = actions.pause(case_id, reason, at=now(), by=by)
        return redirect("journey:person", case.person_id)
    return _ask(request, "cases/pause.html", case_id, form)


@require_POST
def resume(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """The person is back."""
    case = actions.resume(case_id, at=now(), by=acting(request))
    return redirect("journey:person", case.person_id)


@asking
def close(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """End the stay, with a reason."""
    by = acting(request)
    require(by, Permission.CASE_CLOSE)
    form = forms.Close(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        case = actions.close(case_id, given["reason"], given["words"], at=now(), by=by)
        return redirect("journey:person", case.person_id)
    return _ask(request, "cases/close.html", case_id, form)


def _ask(
    request: HttpRequest, template: str, case_id: CaseId, form: forms.AnyForm
) -> HttpResponse:
    case = queries.one(case_id, by=acting(request))
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, "case": case}, status=status)
