"""For those who lead: who works here, what waits for a second person, agreements."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from offramp.platform.accounts import actions, queries
from offramp.platform.accounts.actors import acting
from offramp.platform.accounts.forms import (
    AskGrant,
    AskReset,
    RecordAgreement,
    RecordClearance,
)
from offramp.platform.accounts.fresh import fresh
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ActorId, AgencyId, DutyId, GrantId, ResetId
from offramp.platform.policy.actor import Actor, Role
from offramp.platform.policy.gate import may, require
from offramp.platform.policy.table import Permission


@require_safe
def staff(request: HttpRequest) -> HttpResponse:
    """Who works here, what waits for a decision, what ends soon."""
    page = queries.staff_page(by=acting(request))
    return render(request, "accounts/staff.html", {"staff": page})


@require_safe
def colleague(request: HttpRequest, user_id: ActorId) -> HttpResponse:
    """One login: its duties, dates and factors."""
    page = queries.colleague(user_id, by=acting(request))
    return render(request, "accounts/colleague.html", {"who": page})


@fresh
@require_POST
def disable(request: HttpRequest, user_id: ActorId) -> HttpResponse:
    """Somebody leaves: everything they are signed in on ends now."""
    actions.disable(user_id, at=now(), by=acting(request))
    messages.success(request, "The login is closed, and signed out everywhere.")
    return redirect("accounts:colleague", user_id)


@fresh
@require_POST
def enable(request: HttpRequest, user_id: ActorId) -> HttpResponse:
    """Open a login again."""
    actions.enable(user_id, at=now(), by=acting(request))
    return redirect("accounts:colleague", user_id)


@require_POST
def unlock(request: HttpRequest, user_id: ActorId) -> HttpResponse:
    """Let somebody try again who had mistyped too often."""
    actions.unlock(user_id, at=now(), by=acting(request))
    messages.success(request, "They can try again.")
    return redirect("accounts:colleague", user_id)


@fresh
@require_POST
def first_password(request: HttpRequest, user_id: ActorId) -> HttpResponse:
    """A password to hand over, shown this once."""
    password = actions.give_first_password(user_id, at=now(), by=acting(request))
    page = {"password": password, "who": queries.colleague(user_id, by=acting(request))}
    return render(request, "accounts/first_password.html", page)


@fresh
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest, user_id: ActorId) -> HttpResponse:
    """Vouch for somebody who lost their second factor."""
    by = acting(request)
    require(by, Permission.GRANT_ASK)
    form = AskReset(_sent(request))
    if not form.is_valid():
        who = queries.colleague(user_id, by=by)
        return _form(request, "accounts/ask_reset.html", form, who=who)
    actions.ask_reset(user_id, form.cleaned_data["proof"], at=now(), by=by)
    messages.success(request, "A second person has to allow it now.")
    return redirect("accounts:staff")


@require_http_methods(["GET", "HEAD", "POST"])
def clearance(request: HttpRequest, user_id: ActorId) -> HttpResponse:
    """Training done, vetting passed or a credential held."""
    by = acting(request)
    require(by, Permission.ACCOUNT_CHANGE)
    form = RecordClearance(_sent(request))
    if not form.is_valid():
        who = queries.colleague(user_id, by=by)
        return _form(request, "accounts/clearance.html", form, who=who)
    given = form.given()
    actions.record_clearance(user_id, given.pop("kind"), **given, at=now(), by=by)
    return redirect("accounts:colleague", user_id)


@fresh
@require_http_methods(["GET", "HEAD", "POST"])
def new_grant(request: HttpRequest) -> HttpResponse:
    """Ask that somebody gets a duty."""
    by = acting(request)
    require(by, Permission.GRANT_ASK)
    form = AskGrant(_sent(request), agencies=queries.agencies(by=by))
    if not form.is_valid():
        return _form(request, "accounts/ask_grant.html", form)
    try:
        _ask_grant(form.given(), by)
    except Refused as no:
        form.add_error(None, str(no))
        return _form(request, "accounts/ask_grant.html", form)
    messages.success(request, "A second person has to approve it now.")
    return redirect("accounts:staff")


def _ask_grant(given: dict[str, Any], by: Actor) -> None:
    agency, role = AgencyId(given.pop("agency")), Role(given.pop("role"))
    email = given.pop("email")
    actions.ask_grant(email, role, agency_id=agency, **given, at=now(), by=by)


@fresh
@require_POST
def decide_grant(request: HttpRequest, grant_id: GrantId, answer: str) -> HttpResponse:
    """Approve or refuse what a colleague asked for."""
    by = acting(request)
    if answer == "approve":
        duty = actions.approve_grant(grant_id, at=now(), by=by)
        return redirect("accounts:colleague", duty.user_id)
    actions.refuse_grant(grant_id, at=now(), by=by)
    return redirect("accounts:staff")


@fresh
@require_POST
def decide_reset(request: HttpRequest, reset_id: ResetId, answer: str) -> HttpResponse:
    """Allow or refuse that somebody sets up a new second factor."""
    decide = actions.approve_reset if answer == "approve" else actions.refuse_reset
    decide(reset_id, at=now(), by=acting(request))
    return redirect("accounts:staff")


@require_POST
def confirm_duty(request: HttpRequest, duty_id: DutyId) -> HttpResponse:
    """Somebody still needs it."""
    user_id = actions.confirm_duty(duty_id, at=now(), by=acting(request)).user_id
    return redirect("accounts:colleague", user_id)


@fresh
@require_POST
def end_duty(request: HttpRequest, duty_id: DutyId) -> HttpResponse:
    """Yesterday was the last day of it."""
    user_id = actions.end_duty(duty_id, on=localdate(), by=acting(request)).user_id
    return redirect("accounts:colleague", user_id)


@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    """Which papers each agency has, and which it lacks."""
    by = acting(request)
    page = {
        "agencies": queries.agreements(by=by),
        "may_record": may(by, Permission.AGREEMENT_RECORD),
    }
    return render(request, "accounts/agreements.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def new_agreement(request: HttpRequest) -> HttpResponse:
    """Record a signed paper."""
    by = acting(request)
    require(by, Permission.AGREEMENT_RECORD)
    form = RecordAgreement(_sent(request), agencies=queries.agencies(by=by))
    if not form.is_valid():
        return _form(request, "accounts/new_agreement.html", form)
    given = form.given()
    agency, kind = AgencyId(given.pop("agency")), given.pop("kind")
    actions.record_agreement(agency, kind, **given, at=now(), by=by)
    return redirect("accounts:agreements")


def _form(
    request: HttpRequest, template: str, form: Any, **more: object
) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, **more}, status=status)


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
