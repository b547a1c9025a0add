from datetime import datetime

from django.db import transaction

from offramp.platform.accounts.actors import actor_for, agency_kinds, names
from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ActorId, AgencyId
from offramp.platform.policy.actor import Actor, Role
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.naloxone import access
from offramp.program.naloxone.models import Holder
from offramp.program.naloxone.rules import HolderId, HolderKind, Side

_ROLES = {Role.OFFICER: HolderKind.OFFICER, Role.PEER: HolderKind.PEER}
_BODIES = {"police": Side.JUSTICE, "program": Side.PROGRAM}


@transaction.atomic
def open_place(
    id: HolderId,
    kind: HolderKind,
    name: str,
    agency_id: AgencyId,
    *,
    at: datetime,
    by: Actor,
) -> Holder:
    """A store or a car keeps supplies from now on."""
    require(by, Permission.SUPPLY_KEEP)
    if kind not in {HolderKind.STORE, HolderKind.CAR}:
        raise Refused("Choose whether it is a store or a car.")
    side = _side(agency_id)
    there = Holder.objects.filter(agency_id=agency_id, name=name).first()
    if there is not None:
        if there.pk == id:
            return there
        raise Refused(
            "This body has a place of that name already. Choose another name."
        )
    holder = Holder(id=id, kind=kind.value, name=name, agency_id=agency_id, side=side)
    _open(holder, at, by)
    log.record(Permission.SUPPLY_KEEP, holder, by=by, opened=kind.value)
    return holder


@transaction.atomic
def open_for(id: HolderId, staff_id: ActorId, *, at: datetime, by: Actor) -> Holder:
    """An officer or a peer carries supplies from now on. Once for each of them."""
    require(by, Permission.SUPPLY_KEEP)
    there = Holder.objects.filter(staff_id=staff_id).first()
    if there is not None and there.closed_at is None:
        return there
    who = actor_for(staff_id)
    kind = next((_ROLES[role] for role in _ROLES if who and who.has(role)), None)
    if who is None or kind is None:
        raise Refused("Only officers and peers carry supplies. Choose one of them.")
    holder = there or Holder(id=id, staff_id=staff_id)
    holder.kind, holder.name = kind.value, _name_for(staff_id, who.agency_id, holder)
    holder.agency_id, holder.side = who.agency_id, _side(who.agency_id)
    holder.closed_at = holder.closed_by_id = None
    _open(holder, at, by)
    log.record(Permission.SUPPLY_KEEP, holder, by=by, opened=kind.value)
    return holder


@transaction.atomic
def close(holder_id: HolderId, *, at: datetime, by: Actor) -> Holder:
    """Nothing is kept there any more. What is left must be moved first."""
    holder = access.get(holder_id, Permission.SUPPLY_KEEP, by=by, lock=True)
    if holder.closed_at is not None:
        return holder
    if access.held(Holder.objects.filter(pk=holder.pk)):
        raise Refused("Something is still there. Move it to somebody else first.")
    holder.closed_at, holder.closed_by_id = at, by.id
    holder.save(update_fields=["closed_at", "closed_by_id"])
    log.record(Permission.SUPPLY_KEEP, holder, by=by, closed=True)
    return holder


def _name_for(staff_id: ActorId, agency_id: AgencyId, holder: Holder) -> str:
    """Their name; with a number behind it where two of a body have the same."""
    name = names({staff_id}).get(staff_id, "")[:190]
    alike = Holder.objects.filter(agency_id=agency_id, name__startswith=name)
    taken = set(alike.exclude(pk=holder.pk).values_list("name", flat=True))
    tried = (f"{name} ({n})" for n in range(2, len(taken) + 3))
    return name if name not in taken else next(t for t in tried if t not in taken)


def _side(agency_id: AgencyId) -> Side:
    side = _BODIES.get(agency_kinds({agency_id}).get(agency_id, ""))
    if side is None:
        raise Refused("Only police and the program keep supplies here.")
    return side


def _open(holder: Holder, at: datetime, by: Actor) -> None:
    holder.opened_at, holder.opened_by_id = at, by.id
    holder.save()
