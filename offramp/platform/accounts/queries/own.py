from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from offramp.platform.accounts.models import Factor, User
from offramp.platform.accounts.sessions import table
from offramp.platform.kernel.ids import SessionId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission


@dataclass(frozen=True)
class OwnFactor:
    """One second factor, as its owner knows it."""

    id: UUID
    name: str
    used_on: date | None
    may_go: bool


@dataclass(frozen=True)
class Device:
    """Where somebody is signed in."""

    handle: UUID
    name: str
    began_at: datetime | None
    seen_at: datetime | None
    is_this_one: bool


@dataclass(frozen=True)
class OwnLogin:
    """Everything about how one signs in."""

    factors: Sequence[OwnFactor]
    recovery_left: int
    devices: Sequence[Device]


def own_login(here: SessionId | None, *, by: Actor) -> OwnLogin:
    """One's own factors and devices."""
    require(by, Permission.FACTOR_CHANGE)
    factors = list(Factor.objects.filter(user_id=by.id).order_by("stored_at", "pk"))
    user = User.objects.get(pk=by.id)
    return OwnLogin(
        factors=[OwnFactor(f.id, f.name, f.used_on, len(factors) > 1) for f in factors],
        recovery_left=user.recovery.filter(used_on=None).count(),
        devices=[
            Device(row.handle, row.device, row.began, row.seen, row.handle == here)
            for row in table()._default_manager.filter(user_id=by.id).order_by("-seen")
        ],
    )
