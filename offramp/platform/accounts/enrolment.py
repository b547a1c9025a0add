"""Setting up a second factor: what the page shows, and what came back from it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import now

from offramp.platform.accounts import actions, codes, factors, passkeys, state
from offramp.platform.accounts.forms import NewCodes, NewPasskey
from offramp.platform.accounts.models import User
from offramp.platform.kernel.ids import SessionId
from offramp.platform.policy.actor import Actor
from offramp.platform.sealed.seal import open_sealed, seal


@dataclass(frozen=True)
class Offer:
    """Both ways, on one page: an app with a square to read, or a passkey."""

    square: str
    spelled: str
    options: str
    app: NewCodes
    passkey: NewPasskey


@dataclass(frozen=True)
class Sent:
    """What came back. One of the two is filled in."""

    app: NewCodes
    passkey: NewPasskey

    @property
    def is_wrong(self) -> bool:
        """Whether something was sent that did not hold."""
        return bool(self.app.errors or self.passkey.errors)


def read(request: HttpRequest) -> Sent:
    """The forms as sent; neither of them when the page is only opened."""
    way = request.POST.get("way", "")
    return Sent(
        app=NewCodes(request.POST if way == "app" else None),
        passkey=NewPasskey(
            request.POST if way == "passkey" else None, state=state.asked(request)
        ),
    )


def take(
    request: HttpRequest, user: User, sent: Sent, *, by: Actor, keep: SessionId | None
) -> str:
    """Set up what was sent, if it holds: which kind it is; empty when nothing was."""
    if sent.app.is_bound and sent.app.is_valid():
        return _take_codes(request, user, sent.app, by, keep)
    if sent.passkey.is_bound and sent.passkey.is_valid():
        given: dict[str, Any] = sent.passkey.cleaned_data
        name = given["name"] or "Passkey"
        actions.add_passkey(given["credential"], name, at=now(), by=by, keep=keep)
        return "passkey"
    return ""


def _take_codes(
    request: HttpRequest, user: User, form: NewCodes, by: Actor, keep: SessionId | None
) -> str:
    sealed, code = state.secret(request), codes.as_typed(form.cleaned_data["code"])
    secret = open_sealed(sealed, user.id) if sealed else b""
    step = codes.step_of(secret, code, after=0, at=now()) if secret else None
    if step is None:
        form.add_error("code", "That is not what the app shows now. Type the next one.")
        return ""
    actions.set_up_codes(secret, step, at=now(), by=by, keep=keep)
    state.forget_secret(request)
    return "codes"


def offer(request: HttpRequest, user: User, sent: Sent) -> Offer:
    """The page: the same secret until it is set up, a new question each time."""
    sealed = state.secret(request)
    secret = open_sealed(sealed, user.id) if sealed else codes.new_secret()
    if not sealed:
        state.keep_secret(request, seal(secret, user.id))
    had = factors.credentials_of(user.id)
    asked = passkeys.ask_for_new(user.id.bytes, user.email, user.name, had)
    state.ask(request, asked.state)
    return Offer(
        square=codes.square(secret, user.email),
        spelled=codes.spelled(secret),
        options=asked.options,
        app=sent.app,
        passkey=sent.passkey,
    )
