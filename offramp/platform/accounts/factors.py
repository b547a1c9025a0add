"""Whether a second factor holds. A code, a passkey's answer, a recovery code: each once."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.utils.timezone import localdate, now

from offramp.platform.accounts import codes, passkeys
from offramp.platform.accounts.access import locked
from offramp.platform.accounts.models import Factor, FactorKind, User
from offramp.platform.kernel.ids import ActorId
from offramp.platform.sealed.seal import is_old, open_sealed, seal


@dataclass(frozen=True)
class Given:
    """What somebody gave: a code as typed, or a passkey's answer to a question."""

    code: str = ""
    answer: str = ""
    state: dict[str, Any] | None = None


def kinds_of(user_id: ActorId) -> set[str]:
    """Which kinds of second factor somebody has set up."""
    return set(Factor.objects.filter(user_id=user_id).values_list("kind", flat=True))


def credentials_of(user_id: ActorId) -> list[bytes]:
    """What is known of somebody's passkeys."""
    rows = Factor.objects.filter(user_id=user_id, kind=FactorKind.PASSKEY)
    return [open_sealed(row.sealed, row.user_id) for row in rows]


@transaction.atomic
def accepts(user_id: ActorId, given: Given) -> bool:
    """Whether it is theirs and was not used before. From now on it was.

    The login is locked meanwhile, so that two processes cannot accept the same code."""
    user = locked(user_id)
    if given.answer:
        return _passkey(user, given)
    code = codes.as_typed(given.code)
    return _code(user, code) or ("-" in code and _recovery(user, code))


def _code(user: User, code: str) -> bool:
    factor = user.factors.filter(kind=FactorKind.CODES).first()
    if factor is None or not (code.isascii() and code.isdigit()):
        return False
    secret = open_sealed(factor.sealed, user.id)
    step = codes.step_of(secret, code, after=factor.counter, at=now())
    if step is None:
        return False
    _use(factor, step, secret)
    return True


def _recovery(user: User, code: str) -> bool:
    for kept in user.recovery.filter(used_on=None):
        if check_password(code, kept.hashed):
            kept.used_on = localdate()
            kept.save(update_fields=["used_on"])
            return True
    return False


def _passkey(user: User, given: Given) -> bool:
    rows = {
        open_sealed(row.sealed, user.id): row
        for row in user.factors.filter(kind=FactorKind.PASSKEY)
    }
    try:
        answer = passkeys.answered(given.answer, given.state or {}, list(rows))
    except passkeys.NotThatKey:
        return False
    factor = rows[answer.credential]
    if factor.counter and answer.counter <= factor.counter:
        return False  # a copy of the key has been used elsewhere
    _use(factor, answer.counter, answer.credential)
    return True


def _use(factor: Factor, counter: int, secret: bytes) -> None:
    factor.counter, factor.used_on = counter, localdate()
    if is_old(factor.sealed):  # the key was changed: seal anew, now that it is open
        factor.sealed = seal(secret, factor.user_id)
    factor.save(update_fields=["counter", "used_on", "sealed"])
