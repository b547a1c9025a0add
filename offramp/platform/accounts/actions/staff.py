import secrets
from datetime import date, datetime

from axes.utils import reset as forget_tries  # type: ignore[import-untyped] # ships none
from django.db import transaction

from offramp.platform.accounts.access import end_everywhere, locked
from offramp.platform.accounts.models import (
    Agreement,
    AgreementKind,
    Clearance,
    ClearanceKind,
)
from offramp.platform.accounts.rules import FIRST_PASSWORD_LASTS
from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ActorId, AgencyId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission

_NOT_ONES_OWN = "Ask a colleague: nobody does this to their own login."
_ENDS_FIRST = "The last day comes before the first. Check both days."


@transaction.atomic
def disable(user_id: ActorId, *, at: datetime, by: Actor) -> int:
    """Close a login. Whatever it is signed in on ends at once. How many that were."""
    require(by, Permission.ACCOUNT_CHANGE)
    _not_ones_own(user_id, by)
    user = locked(user_id)
    user.is_active = False
    user.save(update_fields=["is_active"])
    ended = end_everywhere(user_id)
    what = {"active": False, "ended": ended, "at": at.isoformat()}
    log.record(Permission.ACCOUNT_CHANGE, user, by=by, **what)
    return ended


@transaction.atomic
def enable(user_id: ActorId, *, at: datetime, by: Actor) -> None:
    """Open a login again, also one that nobody had used for long."""
    require(by, Permission.ACCOUNT_CHANGE)
    _not_ones_own(user_id, by)
    user = locked(user_id)
    user.is_active, user.last_login = True, at
    user.save(update_fields=["is_active", "last_login"])
    log.record(Permission.ACCOUNT_CHANGE, user, by=by, active=True, at=at.isoformat())


@transaction.atomic
def unlock(user_id: ActorId, *, at: datetime, by: Actor) -> None:
    """Let somebody try again who had mistyped too often."""
    require(by, Permission.ACCOUNT_CHANGE)
    _not_ones_own(user_id, by)
    user = locked(user_id)
    forget_tries(username=user.email)
    log.record(Permission.ACCOUNT_CHANGE, user, by=by, unlocked=True, at=at.isoformat())


@transaction.atomic
def give_first_password(user_id: ActorId, *, at: datetime, by: Actor) -> str:
    """A password to hand over by voice. Its owner chooses another at once, within days."""
    require(by, Permission.ACCOUNT_CHANGE)
    _not_ones_own(user_id, by)
    user = locked(user_id)
    password = "-".join(secrets.token_hex(2) for _ in range(5))
    user.set_password(password)
    user.first_password_until = at + FIRST_PASSWORD_LASTS
    user.save(update_fields=["password", "first_password_until"])
    ended = end_everywhere(user_id)
    what = {"password": True, "ended": ended, "at": at.isoformat()}
    log.record(Permission.ACCOUNT_CHANGE, user, by=by, **what)
    return password


@transaction.atomic
def record_agreement(
    agency_id: AgencyId,
    kind: AgreementKind,
    *,
    from_on: date,
    until_on: date,
    lies: str,
    permits: str = "",
    at: datetime,
    by: Actor,
) -> Agreement:
    """A paper between an agency and the program, what it permits, where it lies."""
    require(by, Permission.AGREEMENT_RECORD)
    if until_on < from_on:
        raise Refused(_ENDS_FIRST)
    agreement = Agreement.objects.create(
        agency_id=agency_id,
        kind=kind,
        from_on=from_on,
        until_on=until_on,
        lies=lies,
        permits=permits,
        recorded_at=at,
        recorded_by_id=by.id,
    )
    log.record(Permission.AGREEMENT_RECORD, agreement, by=by, kind=kind)
    return agreement


@transaction.atomic
def record_clearance(
    user_id: ActorId,
    kind: ClearanceKind,
    *,
    done_on: date,
    until_on: date,
    at: datetime,
    by: Actor,
) -> Clearance:
    """Training done, vetting passed or a credential held, until a day."""
    require(by, Permission.ACCOUNT_CHANGE)
    _not_ones_own(user_id, by)
    if until_on < done_on:
        raise Refused(_ENDS_FIRST)
    clearance = Clearance.objects.create(
        user=locked(user_id),
        kind=kind,
        done_on=done_on,
        until_on=until_on,
        recorded_at=at,
        recorded_by_id=by.id,
    )
    log.record(Permission.ACCOUNT_CHANGE, clearance, by=by, kind=kind)
    return clearance


def _not_ones_own(user_id: ActorId, by: Actor) -> None:
    if user_id == by.id:
        raise Refused(_NOT_ONES_OWN)
