"""What every request passes: who acts, was policy asked, what a refusal looks like."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeAlias
from uuid import UUID

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now

from offramp.platform.accounts import kept, state
from offramp.platform.accounts.actors import actor_for, actor_from, here, opened_in
from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ActorId
from offramp.platform.policy import gate

GetResponse: TypeAlias = Callable[[HttpRequest], HttpResponse]


class PolicyNotAsked(Exception):
    """A view answered without asking policy. Fix the view, not this check."""


def session_limits(get_response: GetResponse) -> GetResponse:
    """End a session that was idle, or has lasted, for longer than the rules say, or
    that was begun without the second factor which this place demands."""

    def middleware(request: HttpRequest) -> HttpResponse:
        over = request.user.is_authenticated and (
            not state.is_proved(request) or _is_over(request)
        )
        if over:
            logout(request)
        return get_response(request)

    return middleware


def _is_over(request: HttpRequest) -> bool:
    moment = now()
    began = request.session.get("began_at")
    seen = request.session.get("seen_at")
    if began is None or seen is None:
        return True
    idle = moment - datetime.fromisoformat(seen)
    age = moment - datetime.fromisoformat(began)
    if _was_signed_out(request, datetime.fromisoformat(began)):
        return True
    if idle > settings.SESSION_IDLE or age > settings.SESSION_ABSOLUTE:
        return True
    # A page that looks for news by itself is nobody working.
    by_itself = request.headers.get("X-Requested-With") == "fetch"
    if idle > timedelta(minutes=1) and not by_itself:  # once a minute is exact enough
        request.session["seen_at"] = moment.isoformat()
    return False


def _was_signed_out(request: HttpRequest, began: datetime) -> bool:
    last = getattr(request.user, "signed_out", None)
    # In the zone where that was done, the sessions themselves are gone.
    here = getattr(request.user, "signed_out_but", "") == settings.OFFRAMP_ZONE
    return bool(last and began < last and not here)


def actor(get_response: GetResponse) -> GetResponse:
    """Build the Actor once; a login without a duty today is signed out."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.actor = None  # type: ignore[attr-defined] # read through `acting`
        if request.user.is_authenticated:
            held = getattr(request.user, "held", None)
            user_id = ActorId(request.user.pk)
            found = actor_for(user_id) if held is None else actor_from(held)
            found = here(found)
            if found is None:
                logout(request)
            if found is not None and (opened := opened_in(request)):
                found = replace(found, opened=opened)
            request.actor = found  # type: ignore[attr-defined] # read through `acting`
        return get_response(request)

    return middleware


def keep_what_was_typed(get_response: GetResponse) -> GetResponse:
    """A form sent after the session ended comes back once its writer has signed in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(
        request: HttpRequest, view: Callable[..., object], args: object, kwargs: object
    ) -> HttpResponse | None:
        login_needed = getattr(view, "login_required", True)
        if request.method == "POST" and login_needed and request.user.is_anonymous:
            return kept.ask_to_sign_in(request)
        return None

    middleware.process_view = process_view  # type: ignore[attr-defined] # how Django finds it
    return middleware


def policy_asked(get_response: GetResponse) -> GetResponse:
    """Fail when a view answered somebody signed in without having asked policy."""

    def middleware(request: HttpRequest) -> HttpResponse:
        token = gate.asked.set(False)
        gate.wanted.set(None)
        try:
            response = get_response(request)
            answered = response.status_code < 400 and request.user.is_authenticated
            if answered and not gate.asked.get() and not _is_open(request):
                raise PolicyNotAsked(request.resolver_match)
            return response
        finally:
            gate.asked.reset(token)

    return middleware


def _is_open(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is None or not getattr(match.func, "login_required", True)


def own_password_first(get_response: GetResponse) -> GetResponse:
    """Whoever came in with a password that somebody gave them chooses another first."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not getattr(request.user, "first_password_until", None):
            return get_response(request)
        own = reverse("accounts:password")
        free = {own, reverse("accounts:sign_out"), reverse("accounts:confirm")}
        return get_response(request) if request.path in free else redirect(own)

    return middleware


def errors_to_pages(get_response: GetResponse) -> GetResponse:
    """Forbidden is 403, a rule that says no is 409 with its sentence."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(
        request: HttpRequest, error: Exception
    ) -> HttpResponse | None:
        match error:
            case gate.Forbidden():
                _write_refusal(request)
                return render(request, "403.html", status=403)
            case Refused():
                return render(request, "409.html", {"message": str(error)}, status=409)
            case Http404():
                _write_refusal(request)
                return None
            case _:
                return None

    middleware.process_exception = process_exception  # type: ignore[attr-defined] # how Django finds it
    return middleware


def _write_refusal(request: HttpRequest) -> None:
    """Policy said no, here or because the record is out of reach or does not exist.

    The act was undone by now, so this is written by itself. It is the same for what
    exists and what does not: the address was asked for, and nothing was given.
    """
    by, match = getattr(request, "actor", None), request.resolver_match
    permission = gate.wanted.get()
    if by is None or match is None or permission is None:
        return
    asked_for = [value for value in match.kwargs.values() if isinstance(value, UUID)]
    subject = asked_for[0] if asked_for else by.id
    log.refused(permission, match.view_name, subject, by=by)


def no_store(get_response: GetResponse) -> GetResponse:
    """No page stays in a browser's or a proxy's cache: not one for somebody signed in,
    and not the sign-in page, which may carry what somebody typed."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["Cache-Control"] = "no-store, private"
        return response

    return middleware
