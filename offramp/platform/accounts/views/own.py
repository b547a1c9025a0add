"""One's own login: second factors, recovery codes, the password, other devices."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from offramp.platform.accounts import (
    actions,
    doors,
    enrolment,
    factors,
    fresh,
    kept,
    queries,
    state,
)
from offramp.platform.accounts.actors import acting
from offramp.platform.accounts.forms import NewPassword
from offramp.platform.accounts.views.sign_in import come_in
from offramp.platform.kernel.ids import FactorId, SessionId
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """How one signs in, and where one is signed in now."""
    page = queries.own_login(state.handle(request), by=acting(request))
    return render(request, "accounts/own.html", {"own": page})


@login_not_required
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """The first second factor, before anything else can be done."""
    user = state.pending(request)
    actor, _ = doors.enter(user) if user else (None, "")
    if user is None or actor is None or factors.kinds_of(user.id):
        return redirect("accounts:sign_in")
    sent = enrolment.read(request)
    kind = enrolment.take(request, user, sent, by=actor, keep=None)
    if not kind:
        return _offer(request, user, sent, first=True)
    written = actions.write_recovery_codes(at=now(), by=actor)
    come_in(request, user, actor, kind)
    shown = _show(request, written)
    kept.remember(shown, actor.id)
    return shown


@fresh.fresh
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def add_factor(request: HttpRequest) -> HttpResponse:
    """Another second factor, or another app in place of the one before."""
    by, user, here = acting(request), cast(Any, request.user), state.handle(request)
    require(by, Permission.FACTOR_CHANGE)
    had, sent = factors.kinds_of(by.id), enrolment.read(request)
    kind = enrolment.take(request, user, sent, by=by, keep=here)
    if not kind:
        return _offer(request, user, sent, first=False)
    state.proved(request, kind)
    if not had:
        written = actions.write_recovery_codes(at=now(), by=by, keep=here)
        return _show(request, written)
    messages.success(request, "It is set up. Other devices were signed out.")
    return redirect("accounts:own")


def _offer(
    request: HttpRequest, user: Any, sent: enrolment.Sent, *, first: bool
) -> HttpResponse:
    page = {"offer": enrolment.offer(request, user, sent), "first": first}
    status = 422 if sent.is_wrong else 200
    return render(request, "accounts/set_up.html", page, status=status)


@fresh.fresh
@require_POST
def remove_factor(request: HttpRequest, factor_id: FactorId) -> HttpResponse:
    """Take one away."""
    here = state.handle(request)
    actions.remove_factor(factor_id, at=now(), by=acting(request), keep=here)
    messages.success(request, "It was removed. Other devices were signed out.")
    return redirect("accounts:own")


@fresh.fresh
@require_POST
def write_recovery_codes(request: HttpRequest) -> HttpResponse:
    """Ten new codes, shown this once."""
    by, here = acting(request), state.handle(request)
    written = actions.write_recovery_codes(at=now(), by=by, keep=here)
    return _show(request, written)


def _show(request: HttpRequest, written: list[str]) -> HttpResponse:
    return render(request, "accounts/recovery.html", {"codes": written})


@fresh.fresh
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """A new password of one's own."""
    by, user = acting(request), cast(Any, request.user)
    require(by, Permission.FACTOR_CHANGE)
    form = NewPassword(_sent(request), user=user)
    if not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "accounts/password.html", {"form": form}, status=status)
    changed = actions.choose_password(
        form.cleaned_data["password"], at=now(), by=by, keep=state.handle(request)
    )
    update_session_auth_hash(request, changed)
    messages.success(
        request, "Your password is changed. Other devices were signed out."
    )
    return redirect("accounts:own")


@require_POST
def end_session(request: HttpRequest, handle: SessionId) -> HttpResponse:
    """Sign out on another device."""
    actions.end_one(handle, at=now(), by=acting(request))
    return redirect("accounts:own")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    here = cast(SessionId, state.handle(request))
    actions.end_others(here, at=now(), by=acting(request))
    messages.success(request, "You are signed in on this device only.")
    return redirect("accounts:own")


@sensitive_post_parameters("code", "password")
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """It is really they: back to what they wanted to do, with what they typed."""
    require(acting(request), Permission.FACTOR_CHANGE)
    form = fresh.proof(request)
    if not form.is_valid():
        return fresh.ask(request, form, kept.carried(request))
    state.proved(request, form.kind())
    return kept.go_on(request, kept.read(request))


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
