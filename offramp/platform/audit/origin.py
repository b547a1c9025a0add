"""Where an act comes from: a request with its session and address, a job, a command."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

Origin = Callable[[], dict[str, str]]

_origin: ContextVar[Origin] = ContextVar("origin", default=lambda: {"from": "command"})


def current() -> dict[str, str]:
    """What is known of where we are, as an entry says it."""
    return {"zone": str(getattr(settings, "OFFRAMP_ZONE", "all")), **_origin.get()()}


@contextmanager
def job(name: str) -> Iterator[None]:
    """What happens inside is done by the job or task of this name."""
    token = _origin.set(lambda: {"from": "job", "job": name})
    try:
        yield
    finally:
        _origin.reset(token)


def requests(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: what happens inside is done by this request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        number = uuid4().hex
        token = _origin.set(lambda: _of(request, number))
        try:
            return get_response(request)
        finally:
            _origin.reset(token)

    return middleware


def _of(request: HttpRequest, number: str) -> dict[str, str]:
    # The session's key changes at sign-in, so it is read when an entry is written. Its
    # hash tells sessions apart; nobody gets into one with it.
    key = request.session.session_key or ""
    session = salted_hmac("offramp.audit.session", key, algorithm="sha256")
    return {
        "from": "request",
        "request": number,
        "session": session.hexdigest()[:32] if key else "",
        "ip": address(request),
    }


def address(request: HttpRequest) -> str:
    """Where a request comes from, as the outermost proxy of ours saw it."""
    passed = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if settings.PROXIES and len(passed) >= settings.PROXIES:
        return str(passed[-settings.PROXIES]).strip()
    return str(request.META.get("REMOTE_ADDR", ""))
