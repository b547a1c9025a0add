"""Holds and destructions: whoever keeps the schedule sees all of them."""

from django.db.models import F, QuerySet
from django.http import Http404

from offramp.platform.kernel.ids import DestructionId, HoldId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.retention.lifecycle import State
from offramp.program.retention.models import Destruction, Hold


def holds(by: Actor) -> QuerySet[Hold]:
    """What is held and what was, what is held first."""
    require(by, Permission.RETENTION_READ)
    held_first = F("lifted_at").asc(nulls_first=True)
    return Hold.objects.order_by(held_first, "-placed_at", "pk")


def get_hold(
    hold_id: HoldId, permission: Permission, *, by: Actor, lock: bool = False
) -> Hold:
    """The hold, or 404."""
    require(by, permission)
    found = Hold.objects.filter(pk=hold_id)
    if lock:
        found = found.select_for_update()
    hold = found.first()
    if hold is None:
        raise Http404
    return hold


def destructions(by: Actor) -> QuerySet[Destruction]:
    """What was proposed, signed, withdrawn and destroyed, the newest first."""
    require(by, Permission.RETENTION_READ)
    return Destruction.objects.order_by("-proposed_at", "pk")


def get(
    destruction_id: DestructionId,
    permission: Permission,
    *,
    by: Actor,
    lock: bool = False,
) -> Destruction:
    """The destruction, or 404."""
    require(by, permission)
    found = Destruction.objects.filter(pk=destruction_id)
    if lock:
        found = found.select_for_update()
    destruction = found.first()
    if destruction is None:
        raise Http404
    return destruction


def signed() -> list[DestructionId]:
    """What was signed and is not done, the oldest first."""
    found = Destruction.objects.filter(state=State.SIGNED.value)
    return list(found.order_by("signed_at", "pk").values_list("pk", flat=True))
