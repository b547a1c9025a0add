from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from offramp.platform.accounts.actors import acting, staff
from offramp.platform.kernel.ids import (
    ActorId,
    CaseId,
    DiversionId,
    IntakeId,
    PersonId,
)
from offramp.platform.policy.actor import Actor, Role
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.cases import actions, forms, queries
from offramp.program.cases.rules import Told
from offramp.program.people.forms import NewPersonForm, SearchForm, attempt
from offramp.program.touchpoints.rules import Said

asking = require_http_methods(["GET", "HEAD", "POST"])


@asking
def identify(request: HttpRequest, diversion_id: DiversionId) -> HttpResponse:
    """Whom was I called to? Look first, so that nobody is written down twice."""
    by = acting(request)
    if request.POST.get("person"):
        person_id = PersonId(_uuid(request.POST["person"]))
        case = actions.open_for(person_id, diversion_id, at=now(), by=by)
        return redirect("cases:intake_form", case.id)
    form = SearchForm(request.POST or None)
    asked = form.cleaned_data if form.is_valid() else None
    who = queries.who(diversion_id, asked, by=by)
    if who.where:
        return redirect("journey:person", who.where.person_id)
    return render(request, "cases/identify.html", {"form": form, "who": who})


@asking
def someone_new(request: HttpRequest, diversion_id: DiversionId) -> HttpResponse:
    """Write down somebody whom the program has not met before."""
    by = acting(request)
    who = queries.who(diversion_id, None, by=by)
    if who.where:
        return redirect("journey:person", who.where.person_id)
    form = NewPersonForm(request.POST or None, by=by, initial=who.known)
    case_id = _open_for_new(form, diversion_id, by) if form.is_valid() else None
    if case_id is not None:
        return redirect("cases:intake_form", case_id)
    status = 422 if form.errors else 200
    page = {"form": form, "who": who}
    return render(request, "cases/someone_new.html", page, status=status)


def _open_for_new(
    form: NewPersonForm, diversion_id: DiversionId, by: Actor
) -> CaseId | None:
    person_id = PersonId(form.cleaned_data["submission_id"])
    phone = form.cleaned_data["phone"]
    case = attempt(
        form,
        lambda: actions.open_for_new(
            person_id, diversion_id, form.names(), phone=phone, at=now(), by=by
        ),
    )
    return case.id if case else None


@asking
def intake(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """The first talk."""
    case = queries.for_intake(case_id, by=acting(request))
    form = forms.IntakeForm(request.POST or None)
    if form.is_valid() and _take_in(form, case_id, request):
        messages.success(
            request, "The intake is saved. Next: what may be told to whom."
        )
        return redirect("consent:new", case.person_id)
    status = 422 if form.errors else 200
    page = {"form": form, "case": case}
    return render(request, "cases/intake.html", page, status=status)


def _take_in(form: forms.IntakeForm, case_id: CaseId, request: HttpRequest) -> bool:
    at, by = now(), acting(request)
    intake_id = IntakeId(form.cleaned_data["submission_id"])
    told = Told(form.settled(), form.description(), form.ways())
    said = Said(at=at, mode="in_person", reached=True, **form.risk_reduction())
    done = attempt(
        form,
        lambda: actions.record_intake(intake_id, case_id, told, said, at=at, by=by),
    )
    return done is not None


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


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
