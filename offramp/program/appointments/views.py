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
from offramp.platform.design.paging import page_number
from offramp.platform.kernel.ids import AppointmentId, PersonId
from offramp.platform.policy.actor import Actor
from offramp.program.appointments import actions, forms, queries
from offramp.program.people import queries as people
from offramp.program.people.forms import attempt

asking = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def index(request: HttpRequest, person_id: PersonId) -> HttpResponse:
    """A person's appointments."""
    page = queries.person_page(person_id, page_number(request), acting(request))
    return render(request, "appointments/index.html", {"all": page})


@asking
def new(request: HttpRequest, person_id: PersonId) -> HttpResponse:
    """Agree on a meeting to come."""
    by = acting(request)
    person = people.header(person_id, by)
    form = forms.AppointmentForm(_sent(request), initial={"with_id": str(by.id)})
    if form.is_valid():
        id = AppointmentId(form.cleaned_data["submission_id"])
        said = {**form.terms(), "at": now(), "by": by}
        if attempt(form, lambda: actions.make(id, person_id, **said)):
            return _saved(request, person_id)
    page = {"form": form, "person": person}
    return render(request, "appointments/new.html", page, status=_status(form))


@require_POST
def remind(request: HttpRequest, appointment_id: AppointmentId) -> HttpResponse:
    """They were reminded."""
    done = actions.remind(appointment_id, at=now(), by=acting(request))
    return _saved(request, PersonId(done.person_id))


@require_POST
def not_reminded(request: HttpRequest, appointment_id: AppointmentId) -> HttpResponse:
    """They were not reminded after all."""
    done = actions.remind(appointment_id, False, at=now(), by=acting(request))
    return _saved(request, PersonId(done.person_id))


@require_POST
def keep(request: HttpRequest, appointment_id: AppointmentId) -> HttpResponse:
    """They met."""
    kept = actions.keep(appointment_id, at=now(), by=acting(request))
    return _saved(request, PersonId(kept.person_id))


@asking
def miss(request: HttpRequest, appointment_id: AppointmentId) -> HttpResponse:
    """They did not meet."""
    return _settle(request, appointment_id, forms.MissForm(_sent(request)), "miss")


@asking
def cancel(request: HttpRequest, appointment_id: AppointmentId) -> HttpResponse:
    """It is called off."""
    return _settle(request, appointment_id, forms.CancelForm(_sent(request)), "cancel")


@asking
def move(request: HttpRequest, appointment_id: AppointmentId) -> HttpResponse:
    """Another time, or another place."""
    return _settle(request, appointment_id, forms.MoveForm(_sent(request)), "move")


def _settle(
    request: HttpRequest, id: AppointmentId, form: BaseForm, act: str
) -> HttpResponse:
    by = acting(request)
    row = queries.one(id, by)
    if form.is_valid() and attempt(form, lambda: _do(act, id, form, by)):
        return _saved(request, row.person_id)
    page = {"form": form, "row": row}
    return render(request, f"appointments/{act}.html", page, status=_status(form))


def _do(act: str, id: AppointmentId, form: BaseForm, by: Actor) -> bool:
    given = form.cleaned_data
    if act == "move":
        to = AppointmentId(given["submission_id"])
        when, place, reason = given["when"], given["place"], given["reason"]
        actions.move(id, to, when, reason, place=place, at=now(), by=by)
    else:
        do = actions.miss if act == "miss" else actions.cancel
        do(id, given["reason"], at=now(), by=by)
    return True


def _saved(request: HttpRequest, person_id: PersonId) -> HttpResponse:
    messages.success(request, "Saved.")
    return redirect("appointments:index", person_id)


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _status(form: BaseForm) -> int:
    return 422 if form.errors else 200
