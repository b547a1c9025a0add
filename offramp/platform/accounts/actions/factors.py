from datetime import datetime

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from offramp.platform.accounts import codes
from offramp.platform.accounts.access import end_everywhere, locked
from offramp.platform.accounts.models import (
    Factor,
    FactorKind,
    Identity,
    RecoveryCode,
    User,
)
from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import FactorId, SessionId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.platform.sealed.seal import seal

_HAS_ONE = "There is a second factor for this login by now. Sign in with it."
_LAST = (
    "This is your only second factor, and without one nobody signs in here. Set up "
    "another one first."
)


@transaction.atomic
def set_up_codes(
    secret: bytes, step: int, *, at: datetime, by: Actor, keep: SessionId | None = None
) -> Factor:
    """Codes from an app, in place of an app that was set up before.

    `step`: of the code that proved it, which so is used up."""
    require(by, Permission.FACTOR_CHANGE)
    user = _owner(by, keep)
    user.factors.filter(kind=FactorKind.CODES).delete()
    factor = _add(user, FactorKind.CODES, "Codes from an app", secret, step)
    what = {"added": factor.kind, "ended": end_everywhere(user.id, keep=keep)}
    log.record(Permission.FACTOR_CHANGE, factor, by=by, at=at.isoformat(), **what)
    return factor


@transaction.atomic
def add_passkey(
    credential: bytes,
    name: str,
    *,
    at: datetime,
    by: Actor,
    keep: SessionId | None = None,
) -> Factor:
    """A passkey of one's own."""
    require(by, Permission.FACTOR_CHANGE)
    user = _owner(by, keep)
    factor = _add(user, FactorKind.PASSKEY, name[:60], credential, 0)
    what = {"added": factor.kind, "ended": end_everywhere(user.id, keep=keep)}
    log.record(Permission.FACTOR_CHANGE, factor, by=by, at=at.isoformat(), **what)
    return factor


def _owner(by: Actor, keep: SessionId | None) -> User:
    """Who sets one up: in a session of theirs, or at the first sign-in, for the first
    one. Two who know the same password do not both set one up."""
    user = locked(by.id)
    if keep is None and user.factors.exists():
        raise Refused(_HAS_ONE)
    return user


def _add(user: User, kind: FactorKind, name: str, secret: bytes, used: int) -> Factor:
    sealed = seal(secret, user.id)
    return Factor.objects.create(
        user=user, kind=kind, name=name, sealed=sealed, counter=used
    )


@transaction.atomic
def remove_factor(
    factor_id: FactorId, *, at: datetime, by: Actor, keep: SessionId | None = None
) -> None:
    """Take away one of one's own, but not the last one."""
    require(by, Permission.FACTOR_CHANGE)
    user = locked(by.id)
    factor = user.factors.filter(pk=factor_id).first()
    if factor is None:
        raise Refused("That factor was removed already.")
    if settings.SECOND_FACTOR_REQUIRED and user.factors.count() == 1:
        raise Refused(_LAST)
    ended = end_everywhere(user.id, keep=keep)
    log.record(
        Permission.FACTOR_CHANGE,
        factor,
        by=by,
        at=at.isoformat(),
        removed=factor.kind,
        ended=ended,
    )
    factor.delete()


@transaction.atomic
def write_recovery_codes(
    *, at: datetime, by: Actor, keep: SessionId | None = None
) -> list[str]:
    """Ten new ones in place of those before. They are shown once and kept as hashes."""
    require(by, Permission.FACTOR_CHANGE)
    user = locked(by.id)
    user.recovery.all().delete()
    written = codes.new_recovery_codes()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, hashed=make_password(code)) for code in written
    )
    what = {"recovery": len(written), "ended": end_everywhere(user.id, keep=keep)}
    log.record(Permission.FACTOR_CHANGE, user, by=by, at=at.isoformat(), **what)
    return written


@transaction.atomic
def link_identity(provider: str, subject: str, *, at: datetime, by: Actor) -> Identity:
    """From now on the agency's provider means this login by that name."""
    require(by, Permission.FACTOR_CHANGE)
    user = locked(by.id)
    if user.identities.filter(provider=provider).exists():
        raise Refused("Your agency's sign-in goes with this login under another name.")
    identity = Identity.objects.create(user=user, provider=provider, subject=subject)
    what = {"provider": provider, "at": at.isoformat()}
    log.record(Permission.FACTOR_CHANGE, user, by=by, **what)
    return identity


@transaction.atomic
def choose_password(
    password: str, *, at: datetime, by: Actor, keep: SessionId | None = None
) -> User:
    """One's own new password. Every other device is signed out."""
    require(by, Permission.FACTOR_CHANGE)
    user = locked(by.id)
    user.set_password(password)
    user.first_password_until = None
    user.save(update_fields=["password", "first_password_until"])
    ended = end_everywhere(user.id, keep=keep)
    what = {"password": True, "ended": ended, "at": at.isoformat()}
    log.record(Permission.FACTOR_CHANGE, user, by=by, **what)
    return user
