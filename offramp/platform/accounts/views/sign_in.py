"""Coming in and leaving: the password, the second factor, or a passkey alone."""

from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from offramp.platform.accounts import actions, doors, factors, kept, passkeys, state
from offramp.platform.accounts.actors import SYSTEM, acting
from offramp.platform.accounts.forms import NOTICE, Proof, SignIn
from offramp.platform.accounts.fresh import question
from offramp.platform.policy.actor import Actor

_TOO_LATE = "That took too long. Sign in again; nothing you typed is lost."


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in, and go on where one was."""
    sent = request.POST if request.method == "POST" else None
    form = SignIn(sent, request=request)
    user = form.user if form.is_valid() else None
    if form.was_tried and user is None:
        actions.refuse_session(form.cleaned_data["email"], at=now(), by=SYSTEM)
    actor, why_not = doors.enter(user) if user else (None, "")
    if why_not:
        form.add_error(None, why_not)
    if user is None or actor is None:
        return _ask(request, form)
    return _after_password(request, user, actor)


def _after_password(request: HttpRequest, user: Any, actor: Actor) -> HttpResponse:
    kinds = factors.kinds_of(user.id)
    if not kinds and not settings.SECOND_FACTOR_REQUIRED:
        return come_in(request, user, actor, "password")
    state.wait_for_factor(request, user)
    if not kinds:
        return redirect("accounts:set_up")
    return ask_factor(request, user, None)


def come_in(
    request: HttpRequest, user: Any, actor: Actor, factor: str, onward: str = ""
) -> HttpResponse:
    """Begin the session, and hand back what waited for its writer."""
    mine = kept.belongs_to(request, actor.id)
    waiting = kept.read(request) if mine else None
    state.begin(request, user, factor)
    actions.begin_session(actor.id, at=now(), by=actor, factor=factor, notice=NOTICE)
    response = kept.go_on(request, waiting, onward)
    kept.remember(response, actor.id)
    return response


def ask_again(request: HttpRequest, trouble: str) -> HttpResponse:
    """The sign-in page, with why another way did not work."""
    return _ask(request, SignIn(request=request), trouble)


def _ask(request: HttpRequest, form: SignIn, trouble: str = "") -> HttpResponse:
    page = {
        "form": form,
        "trouble": trouble,
        "providers": settings.PROVIDERS.values(),
        **kept.carried(request),
    }
    status = 422 if form.errors or trouble else 200
    return render(request, "accounts/sign_in.html", page, status=status)


@login_not_required
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def factor(request: HttpRequest) -> HttpResponse:
    """The second factor of somebody whose password was right."""
    user = state.pending(request)
    if user is None:
        form = SignIn(request=request)
        return _ask(request, form) if request.POST else redirect("accounts:sign_in")
    if request.method != "POST":
        return ask_factor(request, user, None)
    form_ = Proof(
        request.POST, request=request, email=user.email, state=state.asked(request)
    )
    return _after_factor(request, user, form_)


def _after_factor(request: HttpRequest, user: Any, form: Proof) -> HttpResponse:
    if not form.is_valid():
        actions.refuse_session(user.email, at=now(), by=SYSTEM)
        return ask_factor(request, user, form)
    actor, why_not = doors.enter(user)
    if actor is None:
        form.add_error(None, why_not)
        return ask_factor(request, user, form)
    return come_in(request, user, actor, form.kind())


def ask_factor(
    request: HttpRequest, user: Any, form: Proof | None, onward: str = ""
) -> HttpResponse:
    """The page for the second factor, by whichever way the first one came."""
    kinds = factors.kinds_of(user.id)
    page = {
        "form": form or Proof(request=request, email=user.email, state=None),
        "kinds": kinds,
        "options": question(request, user.id, kinds),
        **kept.carried(request),
    }
    page["next"] = page["next"] or onward
    status = 422 if form and form.errors else 200
    return render(request, "accounts/factor.html", page, status=status)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def passkey(request: HttpRequest) -> HttpResponse:
    """Come in with a passkey alone: the device has checked who holds it."""
    asked = state.asked(request)
    answer = request.POST.get("answer", "")
    user = state.by_handle(passkeys.owner_of(answer)) if answer else None
    is_theirs = user and factors.accepts(user.id, factors.Given("", answer, asked))
    if answer and not is_theirs:
        actions.refuse_session(user.email if user else "", at=now(), by=SYSTEM)
    actor, why_not = doors.enter(user) if user and is_theirs else (None, "")
    if user and actor:
        return come_in(request, user, actor, "passkey")
    return _ask_passkey(request, answer, why_not)


def _ask_passkey(request: HttpRequest, answer: str, why_not: str) -> HttpResponse:
    asked = passkeys.ask(None)
    state.ask(request, asked.state)
    trouble = why_not or "No login here goes with that passkey."
    page = {
        "options": asked.options,
        "trouble": trouble if answer else "",
        **kept.carried(request),
    }
    status = 422 if answer else 200
    return render(request, "accounts/passkey.html", page, status=status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session on this device."""
    actor = acting(request)
    actions.end_session(actor.id, at=now(), by=actor)
    logout(request)
    response = redirect("accounts:sign_in")
    response["Clear-Site-Data"] = '"cache"'  # what waits on a phone unsent stays
    return response
