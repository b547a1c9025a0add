"""What was typed when a session ran out: handed back to its writer, and to no one else.

The answers travel inside the sign-in page, in the writer's own browser; the server
keeps nothing. A signed cookie says who was last signed in on this device: somebody
else who signs in instead gets neither the answers nor a hint of them.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from offramp.platform.accounts.forms import SignIn

COOKIE = f"{settings.COOKIE_PREFIX}last_here"
PREFIX = "kept:"
_NEVER_KEPT = {"csrfmiddlewaretoken", "password", "again", "code", "answer"}


@dataclass(frozen=True)
class Kept:
    """A form that waits: where it was going, and its fields in order."""

    path: str
    fields: tuple[tuple[str, str], ...]


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page that carries the unsent answers along."""
    providers = settings.PROVIDERS.values()
    page = {"form": SignIn(request=request), "providers": providers, **unsent(request)}
    return render(request, "accounts/sign_in.html", page, status=401)


def unsent(request: HttpRequest) -> dict[str, Any]:
    """The form that was just sent, for a page that asks something else first."""
    fields = [
        (PREFIX + name, value)
        for name in request.POST
        if name not in _NEVER_KEPT
        for value in request.POST.getlist(name)
    ]
    return {"kept": fields, "kept_path": request.get_full_path()}


def carried(request: HttpRequest) -> dict[str, Any]:
    """What the page before this one carried, for the next one to carry on."""
    waiting = read(request) if request.method == "POST" else None
    return {
        "next": request.POST.get("next", request.GET.get("next", "")),
        "kept": [(PREFIX + n, v) for n, v in waiting.fields] if waiting else [],
        "kept_path": waiting.path if waiting else "",
    }


def read(request: HttpRequest) -> Kept | None:
    """What the sign-in page carried, if it carried anything."""
    path = request.POST.get("kept_path", "")
    if not path or not url_has_allowed_host_and_scheme(path, None):
        return None
    fields = tuple(
        (name.removeprefix(PREFIX), value)
        for name in request.POST
        if name.startswith(PREFIX)
        for value in request.POST.getlist(name)
    )
    return Kept(path, fields)


def go_on(request: HttpRequest, waiting: Kept | None, onward: str = "") -> HttpResponse:
    """Back to what was typed; else to where one was going."""
    if waiting is not None and waiting.fields:
        return render(request, "accounts/kept.html", {"waiting": waiting})
    path = waiting.path if waiting else request.POST.get("next", onward)
    safe = url_has_allowed_host_and_scheme(path, {request.get_host()})
    return redirect(path if safe else "desk:home")


def remember(response: HttpResponse, user_id: object) -> None:
    """Note on this device who signed in, for `belongs_to`."""
    response.set_signed_cookie(
        COOKIE,
        str(user_id),
        max_age=12 * 3600,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def belongs_to(request: HttpRequest, user_id: object) -> bool:
    """Whether the answers were typed by this user, as far as the device knows."""
    try:
        return request.get_signed_cookie(COOKIE, max_age=12 * 3600) == str(user_id)
    except (KeyError, signing.BadSignature):
        return False
