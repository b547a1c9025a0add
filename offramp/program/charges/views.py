from typing import TypeAlias

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from offramp.platform.accounts.actors import acting
from offramp.platform.accounts.fresh import fresh
from offramp.platform.design.navigation import NavItem
from offramp.platform.design.paging import page_number
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ChargeId, ConditionId
from offramp.platform.policy.actor import Actor, Role
from offramp.platform.policy.table import Permission
from offramp.program.charges import access, actions, queries
from offramp.program.charges.forms import ConditionForm, ExtendForm, FileForm
from offramp.program.charges.lifecycle import State

AnyForm: TypeAlias = FileForm | ExtendForm | ConditionForm


@require_safe
def held(request: HttpRequest) -> HttpResponse:
    """The charges that are held back, the next date first; on other tabs the rest."""
    word = request.GET.get("state", "")
    state = State(word) if word in set(State) else State.HELD
    page = queries.held(
        acting(request), localdate(), state=state, number=page_number(request)
    )
    context = {"rows": page, "tabs": _tabs(state), "held": state == State.HELD}
    return render(request, "charges/held.html", context)


def _tabs(current: State) -> list[NavItem]:
    titles = {
        State.HELD: "Held back",
        State.CLEARED: "Cleared",
        State.FILED: "Filed",
        State.LET_GO: "Taken back",
    }
    return [
        NavItem(title, f"?state={state.value}", state == current)
        for state, title in titles.items()
    ]


@require_safe
def charge(request: HttpRequest, charge_id: ChargeId) -> HttpResponse:
    """One charge: what it is, its dates, what was released, what may be done."""
    page = queries.charge_page(charge_id, acting(request), localdate())
    return render(request, "charges/charge.html", {"charge": page})


@require_POST
def clear(request: HttpRequest, charge_id: ChargeId) -> HttpResponse:
    """Record that no charge is pursued."""
    actions.clear(charge_id, at=now(), by=acting(request))
    messages.success(request, "Recorded as cleared. No charge is pursued.")
    return redirect("charges:charge", charge_id)


@require_http_methods(["GET", "HEAD", "POST"])
def file(request: HttpRequest, charge_id: ChargeId) -> HttpResponse:
    """Ask whether it is meant, and why; then record that the charge was filed."""
    by = acting(request)
    form = FileForm(request.POST if request.method == "POST" else None)
    access.get(charge_id, Permission.CHARGE_FILE, by=by)
    if form.is_valid():
        try:
            actions.file(charge_id, form.cleaned_data["reason"], at=now(), by=by)
        except Refused as no:
            return _again(request, "file", charge_id, form, no)
        messages.success(request, "Recorded as filed.")
        return redirect("charges:charge", charge_id)
    return _ask(request, "file", charge_id, form)


@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: HttpRequest, charge_id: ChargeId) -> HttpResponse:
    """Give more time for the assessment."""
    by = acting(request)
    form = _extension(request, charge_id)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.extend(
                charge_id, said["until"], said.get("reason", ""), at=now(), by=by
            )
        except Refused as no:
            return _again(request, "extend", charge_id, form, no)
        return redirect("charges:charge", charge_id)
    return _ask(request, "extend", charge_id, form)


@fresh
@require_http_methods(["GET", "HEAD", "POST"])
def set_condition(request: HttpRequest, charge_id: ChargeId) -> HttpResponse:
    """Say that taking part is a condition of this case, where the site has that."""
    by = acting(request)
    access.get(charge_id, Permission.CONDITION_SET, by=by)
    access.must_have_conditions()
    form = ConditionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            _set_condition(form, charge_id, by)
        except Refused as no:
            return _again(request, "condition", charge_id, form, no)
        return redirect("charges:charge", charge_id)
    return _ask(request, "condition", charge_id, form)


def _set_condition(form: ConditionForm, charge_id: ChargeId, by: Actor) -> None:
    id = ConditionId(form.cleaned_data["submission_id"])
    actions.set_condition(id, charge_id, **form.terms(), at=now(), by=by)


@fresh
@require_POST
def take_condition_back(request: HttpRequest, charge_id: ChargeId) -> HttpResponse:
    """It was set by mistake."""
    actions.take_condition_back(charge_id, at=now(), by=acting(request))
    messages.success(request, "Taken back. The case carries no condition.")
    return redirect("charges:charge", charge_id)


def _extension(request: HttpRequest, charge_id: ChargeId) -> ExtendForm:
    by = acting(request)
    row = access.get(charge_id, Permission.CHARGE_EXTEND, by=by)
    return ExtendForm(
        request.POST if request.method == "POST" else None,
        due_on=row.due_on,
        of_program=not by.has(Role.PROSECUTOR),
    )


def _again(
    request: HttpRequest,
    verb: str,
    charge_id: ChargeId,
    form: AnyForm,
    no: Refused,
) -> HttpResponse:
    form.add_error(None, str(no))
    return _ask(request, verb, charge_id, form, 409)


def _ask(
    request: HttpRequest,
    verb: str,
    charge_id: ChargeId,
    form: AnyForm,
    status: int = 200,
) -> HttpResponse:
    page = queries.charge_page(charge_id, acting(request), localdate())
    if form.errors and status == 200:
        status = 422
    context = {"form": form, "charge": page}
    return render(request, f"charges/{verb}.html", context, status=status)
