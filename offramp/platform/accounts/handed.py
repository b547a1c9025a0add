"""A screen in the hands of somebody who has no login: they stay where they were put.

Somebody signed in hands their screen to the person beside them. From then on this
session answers under one address only, whatever is typed, opened or gone back to, until
they prove once more who they are. It ends by itself too: after half an hour, or when
somebody tried that a few times in vain, nobody is signed in any more.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeAlias

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now

GetResponse: TypeAlias = Callable[[HttpRequest], HttpResponse]

HOLDS_FOR = timedelta(minutes=30)
MOST_TRIES = 3
_HANDED = "handed"


def hand_over(request: HttpRequest, below: str, first: str) -> None:
    """From now on this session answers below one address, and begins at `first`."""
    until = (now() + HOLDS_FOR).isoformat()
    held = {"below": below, "first": first, "until": until, "tries": 0}
    request.session[_HANDED] = held


def is_handed_over(request: HttpRequest) -> bool:
    """Whether the screen is in the hands of somebody who has no login."""
    return _HANDED in request.session


def take_back(request: HttpRequest) -> None:
    """The screen is back with whoever is signed in, and they have just proved it."""
    request.session.pop(_HANDED, None)


def try_failed(request: HttpRequest) -> None:
    """Somebody did not prove it. After a few times nobody is signed in any more."""
    held = request.session[_HANDED]
    request.session[_HANDED] = {**held, "tries": held["tries"] + 1}
    if held["tries"] + 1 >= MOST_TRIES:
        logout(request)


def stays_within(get_response: GetResponse) -> GetResponse:
    """Answer nothing but what was handed over, for as long as it is."""

    def middleware(request: HttpRequest) -> HttpResponse:
        held = request.session.get(_HANDED) if request.user.is_authenticated else None
        if held is None:
            return get_response(request)
        if now() > datetime.fromisoformat(held["until"]):
            logout(request)
            return redirect("accounts:sign_in")
        inside = request.path.startswith(held["below"])
        if inside or request.path == reverse("accounts:sign_out"):
            return get_response(request)
        return redirect(held["first"])

    return middleware
