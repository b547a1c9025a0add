from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from offramp.platform.accounts.actors import acting
from offramp.platform.kernel.ids import DisclosureId, PersonId, RequestId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.people.forms import attempt
from offramp.program.rights import actions, forms, queries

asking = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Requests that wait for an answer."""
    rows = queries.waiting(acting(request))
    return render(request, "rights/waiting.html", {"rows": rows})


@require_safe
def index(request: HttpRequest, person_id: PersonId) -> HttpResponse:
    """What one person asked about their record."""
    by = acting(request)
    person = queries.subject(person_id, Permission.REQUEST_READ, by)
    page = {"person": person, "rows": queries.of_person(person_id, by)}
    return render(request, "rights/index.html", page)


@asking
def new(request: HttpRequest, person_id: PersonId) -> HttpResponse:
    """Write down what a person asks."""
    by = acting(request)
    person = queries.subject(person_id, Permission.REQUEST_MAKE, by)
    form = forms.AskForm(_sent(request))
    if form.is_valid() and (id := attempt(form, lambda: _ask(person_id, form, by))):
        messages.success(request, "Saved. The privacy officer answers it.")
        return redirect("rights:request", id)
    page = {"form": form, "person": person}
    return render(request, "rights/new.html", page, status=_status(form))


def _ask(person_id: PersonId, form: forms.AskForm, by: Actor) -> RequestId:
    id = RequestId(form.cleaned_data["submission_id"])
    return actions.ask(id, person_id, at=now(), by=by, **form.asked()).id


@require_safe
def detail(request: HttpRequest, request_id: RequestId) -> HttpResponse:
    """One request and its answer."""
    row = queries.one(request_id, acting(request))
    return render(request, "rights/request.html", {"row": row})


@require_POST
def extend(request: HttpRequest, request_id: RequestId) -> HttpResponse:
    """The answer needs longer."""
    actions.extend(request_id, at=now(), by=acting(request))
    return redirect("rights:request", request_id)


@require_POST
def take_back(request: HttpRequest, request_id: RequestId) -> HttpResponse:
    """The person no longer wants it."""
    actions.take_back(request_id, at=now(), by=acting(request))
    return redirect("rights:request", request_id)


@asking
def disagree(request: HttpRequest, request_id: RequestId) -> HttpResponse:
    """The person's statement against a no."""
    by = acting(request)
    row = queries.one(request_id, by)
    form = forms.DisagreeForm(_sent(request))
    if form.is_valid():
        words = form.cleaned_data["words"]
        if attempt(form, lambda: actions.disagree(request_id, words, at=now(), by=by)):
            return redirect("rights:request", request_id)
    page = {"form": form, "row": row}
    return render(request, "rights/disagree.html", page, status=_status(form))


@asking
def emergency(request: HttpRequest, person_id: PersonId) -> HttpResponse:
    """Tell medical staff what they need now."""
    by = acting(request)
    person = queries.subject(person_id, Permission.DISCLOSURE_MAKE, by)
    form = forms.EmergencyForm(_sent(request))
    if form.is_valid() and (id := attempt(form, lambda: _tell(person_id, form, by))):
        return _told(request, id, by)
    page = {"form": form, "person": person}
    return render(request, "rights/emergency.html", page, status=_status(form))


def _tell(person_id: PersonId, form: forms.EmergencyForm, by: Actor) -> DisclosureId:
    id = DisclosureId(form.cleaned_data["submission_id"])
    return actions.tell_in_emergency(id, person_id, by=by, **form.given()).id


@asking
def crime(request: HttpRequest, person_id: PersonId) -> HttpResponse:
    """Report a crime here or against staff, with nothing but what the rule lets say."""
    by = acting(request)
    person = queries.subject(person_id, Permission.CRIME_REPORT, by)
    form = forms.CrimeForm(_sent(request))
    if form.is_valid() and (id := attempt(form, lambda: _report(person_id, form, by))):
        return _told(request, id, by)
    page = {"form": form, "person": person}
    return render(request, "rights/crime.html", page, status=_status(form))


def _report(person_id: PersonId, form: forms.CrimeForm, by: Actor) -> DisclosureId:
    given = form.cleaned_data
    told = {name: given[name] for name in ("recipient_name", "recipient_org")}
    id = DisclosureId(given["submission_id"])
    said = form.said()
    return actions.report_crime(id, person_id, said=said, at=now(), by=by, **told).id


@require_safe
def disclosure(request: HttpRequest, disclosure_id: DisclosureId) -> HttpResponse:
    """What was told without consent, exactly."""
    row = queries.disclosure(disclosure_id, acting(request))
    return render(request, "rights/disclosure.html", {"row": row})


def _told(request: HttpRequest, id: DisclosureId, by: Actor) -> HttpResponse:
    messages.success(request, "Saved. It stands in the person's record.")
    reads = queries.reads_disclosure(id, by)
    return redirect("rights:disclosure", id) if reads else redirect("desk:home")


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _status(form: BaseForm) -> int:
    return 422 if form.errors else 200
