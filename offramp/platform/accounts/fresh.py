"""Asks again who it is before something that must not happen by a phone left lying.

    @fresh
    def export(request): …

Whoever proved it a short while ago notices nothing. Others are asked on a page that
brings them back, with everything they typed.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from offramp.platform.accounts import factors, kept, passkeys, state
from offramp.platform.accounts.actors import acting
from offramp.platform.accounts.forms import PasswordAgain, Proof
from offramp.platform.accounts.models import FactorKind

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def fresh(view: View[P]) -> View[P]:
    """A view for which the second factor was asked a short while ago."""

    @wraps(view)
    def asked(
        request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        if state.is_fresh(request):
            return view(request, *args, **kwargs)
        return ask(request, None, kept.unsent(request))

    return asked


def ask(
    request: HttpRequest, form: Proof | PasswordAgain | None, going: dict[str, Any]
) -> HttpResponse:
    """The page that asks, with where one was going and what was typed."""
    page = {**asking(request, form), **going}
    return render(request, "accounts/confirm.html", page, status=401)


def asking(
    request: HttpRequest, form: Proof | PasswordAgain | None = None
) -> dict[str, Any]:
    """What a page needs that asks once more who it is."""
    return {"form": form or proof(request), **_how(request)}


def proof(request: HttpRequest) -> Proof | PasswordAgain:
    """What to ask of whoever is signed in; filled in when it was sent."""
    by = acting(request)
    sent = request.POST if request.POST.get("confirming") else None
    email = str(getattr(request.user, "email", ""))
    if not factors.kinds_of(by.id) and not settings.SECOND_FACTOR_REQUIRED:
        return PasswordAgain(sent, request=request, email=email)
    return Proof(sent, request=request, email=email, state=state.asked(request))


def _how(request: HttpRequest) -> dict[str, Any]:
    kinds = factors.kinds_of(acting(request).id)
    return {"kinds": kinds, "options": question(request, acting(request).id, kinds)}


def question(request: HttpRequest, user_id: Any, kinds: set[str]) -> str:
    """What to ask one's passkeys, ready for the page; empty without any."""
    if FactorKind.PASSKEY not in kinds:
        return ""
    asked = passkeys.ask(factors.credentials_of(user_id))
    state.ask(request, asked.state)
    return asked.options
