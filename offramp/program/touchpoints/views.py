from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_safe

from offramp.platform.accounts.actors import acting
from offramp.platform.design.paging import page_number
from offramp.platform.kernel.ids import PersonId, TouchpointId
from offramp.platform.policy.actor import Actor
from offramp.program.people import queries as people
from offramp.program.people.forms import attempt
from offramp.program.touchpoints import actions, queries
from offramp.program.touchpoints.forms import TouchpointForm


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, person_id: PersonId) -> HttpResponse:
    """Record a meeting, or an attempt at one."""
    by = acting(request)
    form = TouchpointForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, lambda: _record(form, person_id, by)):
        messages.success(request, "Recorded.")
        return redirect("journey:person", person_id)
    page = {"form": form, "person": people.header(person_id, by)}
    status = 422 if form.errors else 200
    return render(request, "touchpoints/new.html", page, status=status)


def _record(form: TouchpointForm, person_id: PersonId, by: Actor) -> bool:
    id = TouchpointId(form.cleaned_data["submission_id"])
    note = form.cleaned_data["note"]
    actions.record(id, person_id, form.said(now()), note=note, by=by)
    return True


@require_safe
def history(request: HttpRequest, person_id: PersonId) -> HttpResponse:
    """Every meeting with the person, and every attempt."""
    by = acting(request)
    person = people.header(person_id, by)
    rows = queries.history(person_id, page_number(request), by=by)
    return render(request, "touchpoints/history.html", {"person": person, "rows": rows})
