"""Coming in through the agency's own provider."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from offramp.platform.accounts import (
    actions,
    doors,
    exchange,
    factors,
    identities,
    place,
    state,
)
from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.accounts.providers import Provider
from offramp.platform.accounts.views.sign_in import ask_again, ask_factor, come_in
from offramp.platform.policy.actor import Actor

_AWAY = "Your agency's sign-in did not answer as it should. Try again, or call them."
_TOO_LATE = "That took too long, or began in another window. Begin again."
_NOBODY = (
    "Your agency's sign-in is fine, and no login here goes with it. Ask your program "
    "manager."
)


@login_not_required
@require_safe
def go(request: HttpRequest, provider: str) -> HttpResponse:
    """Off to the agency's provider."""
    there = _provider(provider)
    try:
        address, flow = exchange.begin(there, _back(there))
    except exchange.NoAnswer:
        return ask_again(request, _AWAY)
    state.go_away(request, there.agency, flow, request.GET.get("next", ""))
    return redirect(address)


@login_not_required
@require_safe
def back(request: HttpRequest, provider: str) -> HttpResponse:
    """Back from there, with an answer to be checked."""
    there = _provider(provider)
    flow, onward = state.came_back(request, there.agency, request.GET.get("state", ""))
    if flow is None:
        return ask_again(request, _TOO_LATE)
    try:
        code = request.GET.get("code", "")
        claims = exchange.finish(there, _back(there), flow, code)
    except exchange.NoAnswer:
        return ask_again(request, _AWAY)
    return _with(request, there, claims, onward)


def _with(
    request: HttpRequest, there: Provider, claims: dict[str, Any], onward: str
) -> HttpResponse:
    user = identities.whose(there, claims)
    if user is None:
        actions.refuse_session("", at=now(), by=SYSTEM)
        return ask_again(request, _NOBODY)
    actor, why_not = doors.enter(user)
    if actor is None:
        return ask_again(request, why_not)
    if not identities.is_known(there, claims):
        actions.link_identity(there.agency, claims["sub"], at=now(), by=actor)
    return _let_in(request, user, actor, there, claims, onward)


def _let_in(
    request: HttpRequest,
    user: Any,
    actor: Actor,
    there: Provider,
    claims: dict[str, Any],
    onward: str,
) -> HttpResponse:
    if there.says_factor(claims) and exchange.proved_lately(claims):
        return come_in(request, user, actor, "provider", onward)
    state.wait_for_factor(request, user)
    if not factors.kinds_of(user.id):
        return redirect("accounts:set_up")
    return ask_factor(request, user, None, onward)


def _provider(slug: str) -> Provider:
    found: Provider | None = settings.PROVIDERS.get(slug)
    if found is None:
        raise Http404
    return found


def _back(provider: Provider) -> str:
    where = reverse("accounts:provider_back", args=[provider.agency])
    return f"{place.origin()}{where}"
