from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from offramp.platform.accounts.actors import acting
from offramp.platform.kernel.ids import HoldId, PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.people.forms import attempt
from offramp.program.retention import actions, queries
from offramp.program.retention.forms import ClassHoldForm, HoldForm, LiftForm

HELD = "Held. Nothing of it can be destroyed until the hold is lifted."
LIFTED = "Lifted. It is due again by its own time."
asking = require_http_methods(["GET", "HEAD", "POST"])


@asking
def holds(request: HttpRequest) -> HttpResponse:
    """What is held, and a class of records to hold."""
    by = acting(request)
    page = queries.holds(request.GET.get("page", "1"), by=by)
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
