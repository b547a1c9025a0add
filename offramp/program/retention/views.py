from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from offramp.platform.accounts.actors import acting
from offramp.platform.accounts.fresh import fresh
from offramp.platform.design.paging import page_number
from offramp.platform.kernel.ids import DestructionId, HoldId, PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.people.forms import attempt
from offramp.program.retention import actions, queries
from offramp.program.retention.forms import ClassHoldForm, HoldForm, LiftForm

HELD = "Held. Nothing of it can be destroyed until the hold is lifted."
LIFTED = "Lifted. It is due again by its own time."
asking = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def schedule(request: HttpRequest) -> HttpResponse:
    """How long everything is kept, and what is due."""
    lines = queries.schedule(now(), by=acting(request))
    return render(request, "retention/schedule.html", {"lines": lines})


@require_safe
def due(request: HttpRequest, record: str) -> HttpResponse:
    """What is due of one class."""
    page = queries.due(record, page_number(request), now(), by=acting(request))
    return render(request, "retention/due.html", {"due": page})


@fresh
@require_POST
def propose(request: HttpRequest, record: str) -> HttpResponse:
    """Propose that what is due is destroyed."""
    destruction = actions.propose(record, at=now(), by=acting(request))
    messages.success(request, "Proposed. Now somebody else must sign it.")
    return redirect("retention:destruction", destruction.id)


@require_safe
def destructions(request: HttpRequest) -> HttpResponse:
    """What was proposed, signed and destroyed."""
    page = queries.destructions(page_number(request), by=acting(request))
    return render(request, "retention/destructions.html", {"rows": page})


@require_safe
def destruction(request: HttpRequest, destruction_id: DestructionId) -> HttpResponse:
    """One destruction; done, its certificate."""
    sheet = queries.sheet(destruction_id, by=acting(request))
    return render(request, "retention/destruction.html", {"sheet": sheet})


@require_safe
def certificate(request: HttpRequest, destruction_id: DestructionId) -> HttpResponse:
    """The certificate on paper."""
    sheet = queries.sheet(destruction_id, by=acting(request))
    if not sheet.is_done:
        raise Http404
    return render(request, "retention/certificate.html", {"sheet": sheet})


@fresh
@require_POST
def sign(request: HttpRequest, destruction_id: DestructionId) -> HttpResponse:
    """A second person agrees."""
    actions.sign(destruction_id, at=now(), by=acting(request))
    messages.success(request, "Signed. It is carried out in the next minutes.")
    return redirect("retention:destruction", destruction_id)


@require_POST
def withdraw(request: HttpRequest, destruction_id: DestructionId) -> HttpResponse:
    """It stays for now."""
    actions.withdraw(destruction_id, at=now(), by=acting(request))
    messages.success(request, "Withdrawn. Nothing was destroyed.")
    return redirect("retention:destruction", destruction_id)


@asking
def holds(request: HttpRequest) -> HttpResponse:
    """What is held, and a class of records to hold."""
    by = acting(request)
    page = queries.holds(page_number(request), by=by)
    form = ClassHoldForm(
        _sent(request, Permission.HOLD_PLACE), classes=queries.classes()
    )
    if form.is_valid() and attempt(form, lambda: _hold_class(form, by)):
        messages.success(request, HELD)
        return redirect("retention:holds")
    told = {"holds": page, "form": form, "may_hold": queries.may_hold(by)}
    status = 422 if form.is_bound else 200
    return render(request, "retention/holds.html", told, status=status)


def _hold_class(form: ClassHoldForm, by: Actor) -> bool:
    given, id = form.cleaned_data, HoldId(form.cleaned_data["submission_id"])
    actions.hold_class(id, given["record"], given["reference"], at=now(), by=by)
    return True


@asking
def hold_person(request: HttpRequest, person_id: PersonId) -> HttpResponse:
    """Hold somebody's record."""
    by = acting(request)
    shown = queries.held(person_id, by=by)
    form = HoldForm(_sent(request, Permission.HOLD_PLACE))
    if form.is_valid() and attempt(form, lambda: _hold_person(form, person_id, by)):
        messages.success(request, HELD)
        return redirect("retention:holds")
    told = {"form": form, "shown": shown}
    status = 422 if form.is_bound else 200
    return render(request, "retention/hold_person.html", told, status=status)


def _hold_person(form: HoldForm, person_id: PersonId, by: Actor) -> bool:
    given, id = form.cleaned_data, HoldId(form.cleaned_data["submission_id"])
    actions.hold_person(id, person_id, given["reference"], at=now(), by=by)
    return True


@asking
def hold(request: HttpRequest, hold_id: HoldId) -> HttpResponse:
    """One hold, to be lifted."""
    by = acting(request)
    shown = queries.hold(hold_id, by=by)
    form = LiftForm(_sent(request, Permission.HOLD_LIFT))
    if form.is_valid() and attempt(form, lambda: _lift(form, hold_id, by)):
        messages.success(request, LIFTED)
        return redirect("retention:holds")
    told = {"form": form, "hold": shown, "may_hold": queries.may_hold(by)}
    status = 422 if form.is_bound else 200
    return render(request, "retention/hold.html", told, status=status)


def _lift(form: LiftForm, hold_id: HoldId, by: Actor) -> bool:
    actions.lift(hold_id, form.cleaned_data["reference"], at=now(), by=by)
    return True


def _sent(request: HttpRequest, permission: Permission) -> QueryDict | None:
    """What was sent. Who may only read is refused before anything is looked at."""
    if request.method != "POST":
        return None
    require(acting(request), permission)
    return request.POST
