"""What a session knows of how somebody came in, and how far they have come."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.timezone import now

from offramp.platform.accounts.exchange import Flow
from offramp.platform.accounts.models import User
from offramp.platform.accounts.sessions import device_of, handle_of
from offramp.platform.kernel.ids import ActorId, SessionId

_PENDING, _QUESTION, _SECRET, _AWAY = "pending", "passkey", "new_codes", "away"
_WAITS = timedelta(minutes=15)


def wait_for_factor(request: HttpRequest, user: User) -> None:
    """Note whose password was right. Nobody is signed in by that."""
    request.session.flush()
    request.session[_PENDING] = {
        "id": str(user.id),
        "at": now().isoformat(),
        "password": user.get_session_auth_hash(),
    }


def pending(request: HttpRequest) -> User | None:
    """Who is expected to give a second factor now, if anybody still is."""
    noted = request.session.get(_PENDING)
    if not noted or now() - datetime.fromisoformat(noted["at"]) > _WAITS:
        return None
    user = User.objects.filter(pk=noted["id"], is_active=True).first()
    # A password that was changed meanwhile was not given.
    is_right = user and constant_time_compare(
        noted["password"], user.get_session_auth_hash()
    )
    return user if is_right else None


def begin(request: HttpRequest, user: User, factor: str) -> None:
    """A session of its own for somebody who has proved who they are."""
    request.session.flush()
    request.session.clear_expired()  # by whoever comes in, for the zone's own table
    login(request, user, backend="offramp.platform.accounts.backend.WithDuties")
    moment = now().isoformat()
    request.session["began_at"] = request.session["seen_at"] = moment
    request.session["device"] = device_of(request.headers.get("User-Agent", ""))
    proved(request, factor)


def proved(request: HttpRequest, factor: str) -> None:
    """Somebody proved who they are, just now."""
    request.session["factor"] = factor
    request.session["factor_at"] = now().isoformat()


def is_proved(request: HttpRequest) -> bool:
    """Whether the session was begun as this place demands."""
    factor = request.session.get("factor", "")
    if settings.SECOND_FACTOR_REQUIRED:
        return factor not in {"", "password"}
    return bool(factor)


def is_fresh(request: HttpRequest) -> bool:
    """Whether that was a short while ago."""
    said = request.session.get("factor_at")
    if not said:
        return False
    return now() - datetime.fromisoformat(said) <= settings.FACTOR_FRESH


def handle(request: HttpRequest) -> SessionId | None:
    """This session, as it is called on a page."""
    key = request.session.session_key
    return handle_of(key) if key else None


def ask(request: HttpRequest, question: dict[str, Any]) -> None:
    """Remember what a passkey was asked."""
    request.session[_QUESTION] = question


def asked(request: HttpRequest) -> dict[str, Any] | None:
    """What was asked last. Each question is answered once."""
    found: dict[str, Any] | None = request.session.pop(_QUESTION, None)
    return found


def keep_secret(request: HttpRequest, sealed: str) -> None:
    """Remember the secret that an app is being set up with."""
    request.session[_SECRET] = sealed


def secret(request: HttpRequest) -> str:
    """That secret, still sealed; empty when there is none."""
    return str(request.session.get(_SECRET, ""))


def forget_secret(request: HttpRequest) -> None:
    """It has been set up."""
    request.session.pop(_SECRET, None)


def go_away(request: HttpRequest, provider: str, flow: Flow, onward: str) -> None:
    """Remember what was asked of a provider, and where somebody was going."""
    request.session[_AWAY] = {
        "provider": provider,
        "flow": asdict(flow),
        "next": onward,
        "at": now().isoformat(),
    }


def came_back(
    request: HttpRequest, provider: str, state: str
) -> tuple[Flow | None, str]:
    """What was asked of this provider, if this is the answer to it, and where somebody
    was going. Each answer is taken once."""
    noted = request.session.pop(_AWAY, None)
    if not noted or noted["provider"] != provider:
        return None, ""
    flow = Flow(**noted["flow"])
    is_late = now() - datetime.fromisoformat(noted["at"]) > _WAITS
    if is_late or not constant_time_compare(state, flow.state):
        return None, ""
    return flow, noted["next"]


def by_handle(handle: bytes) -> User | None:
    """Whom a passkey says it belongs to."""
    if len(handle) != 16:
        return None
    return User.objects.filter(pk=ActorId(UUID(bytes=handle)), is_active=True).first()
