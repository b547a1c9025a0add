from datetime import datetime

from django.db import transaction

from offramp.platform.accounts.access import end_everywhere
from offramp.platform.accounts.models import User
from offramp.platform.accounts.sessions import table
from offramp.platform.audit import log
from offramp.platform.kernel.ids import ActorId, SessionId, derived_id
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission


@transaction.atomic
def begin_session(
    user_id: ActorId, *, at: datetime, by: Actor, factor: str = "", notice: str = ""
) -> None:
    """Somebody signed in: with which factor, having read which notice."""
    require(by, Permission.SESSION_BEGIN)
    user = User.objects.get(pk=user_id)
    log.record(
        Permission.SESSION_BEGIN,
        user,
        by=by,
        at=at.isoformat(),
        factor=factor,
        notice=notice,
    )


@transaction.atomic
def refuse_session(email: str, *, at: datetime, by: Actor) -> None:
    """Somebody could not sign in. A login that is not there is recorded as well, so that
    both take the same time."""
    require(by, Permission.SESSION_REFUSE)
    user = User.objects.filter(email__iexact=email[:254]).first()
    nobody = User(id=ActorId(derived_id(by.id, email)))
    log.record(Permission.SESSION_REFUSE, user or nobody, by=by, at=at.isoformat())


@transaction.atomic
def end_session(user_id: ActorId, *, at: datetime, by: Actor) -> None:
    """Somebody signed out."""
    require(by, Permission.SESSION_END)
    user = User.objects.get(pk=user_id)
    log.record(Permission.SESSION_END, user, by=by, at=at.isoformat())


@transaction.atomic
def end_one(handle: SessionId, *, at: datetime, by: Actor) -> None:
    """Sign oneself out on another device."""
    require(by, Permission.SESSION_END)
    ended, _ = table()._default_manager.filter(handle=handle, user_id=by.id).delete()
    user = User.objects.get(pk=by.id)
    log.record(Permission.SESSION_END, user, by=by, at=at.isoformat(), ended=ended)


@transaction.atomic
def end_others(keep: SessionId, *, at: datetime, by: Actor) -> int:
    """Sign oneself out everywhere but here. How many that were."""
    require(by, Permission.SESSION_END)
    ended = end_everywhere(by.id, keep=keep)
    user = User.objects.get(pk=by.id)
    log.record(Permission.SESSION_END, user, by=by, at=at.isoformat(), ended=ended)
    return ended
