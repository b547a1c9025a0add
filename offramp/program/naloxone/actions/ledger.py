from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import derived_id
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.naloxone import access
from offramp.program.naloxone.models import Holder, Lot, Movement, Recall
from offramp.program.naloxone.rules import (
    TAKEN_OUT,
    Held,
    HolderId,
    Kind,
    LotData,
    LotId,
    MovementId,
    RecallId,
    Recipient,
    Side,
    must_be_good,
    must_be_there,
)
from offramp.program.sites import queries as sites

SENT_BEFORE = (
    "This was sent before with other numbers, and what was sent first stands. If it was "
    "wrong, a supervisor or the manager corrects it."
)
_LOTS = UUID("1c0e8f52-5d51-4d6e-9a55-6a6b5d1f0a01")
_CLOSED = "Nothing is kept there any more. Choose another place."


@transaction.atomic
def receive(
    id: MovementId,
    lot: LotData,
    holder_id: HolderId,
    quantity: int,
    *,
    at: datetime,
    by: Actor,
) -> Movement:
    """A delivery came. Sent twice it is one."""
    holder = access.get(holder_id, Permission.SUPPLY_KEEP, by=by)
    _must_be_open(holder)
    _must_hold(lot, quantity)
    key = "|".join(str(part) for part in asdict(lot).values())
    kept, _ = Lot.objects.get_or_create(
        **asdict(lot), defaults={"id": LotId(derived_id(_LOTS, key))}
    )
    to = {"to_holder": holder, "quantity": quantity}
    moved = _write(id, Kind.RECEIVED, kept, to, at, by)
    log.record(Permission.SUPPLY_KEEP, moved, by=by, received=quantity)
    return moved


@transaction.atomic
def move(
    id: MovementId,
    lot_id: LotId,
    from_id: HolderId,
    to_id: HolderId,
    quantity: int,
    *,
    reason: str = "",
    at: datetime,
    by: Actor,
) -> Movement:
    """From one holder to another. Stock never falls below nothing."""
    giver = access.get(from_id, Permission.SUPPLY_MOVE, by=by, lock=True)
    taker = access.get(to_id, Permission.SUPPLY_READ, by=by)
    if giver.pk == taker.pk:
        raise Refused("It lies there already. Choose to whom it goes.")
    _must_be_open(taker)
    lot = access.lot(lot_id)
    goes = {
        "from_holder": giver, "to_holder": taker, "quantity": quantity, "reason": reason,
    }  # fmt: skip
    if not Movement.objects.filter(pk=id).exists():
        must_be_good(_there(giver, lot, quantity), Kind.MOVED, localdate(at))
    moved = _write(id, Kind.MOVED, lot, goes, at, by)
    log.record(Permission.SUPPLY_MOVE, moved, by=by, moved=quantity)
    return moved


@transaction.atomic
def take_out(
    id: MovementId,
    lot_id: LotId,
    holder_id: HolderId,
    quantity: int,
    kind: Kind,
    *,
    recipient: str = "",
    reason: str = "",
    words: str = "",
    at: datetime,
    by: Actor,
) -> Movement:
    """Handed out to nobody named or to an officer, used, lost, destroyed, set aside."""
    holder = access.get(holder_id, Permission.SUPPLY_MOVE, by=by, lock=True)
    if kind not in TAKEN_OUT or recipient == Recipient.PARTICIPANT:
        raise Refused("Choose why it is taken out.")
    to_whom = recipient or Recipient.NOBODY_NAMED
    goes = {
        "from_holder": holder,
        "quantity": quantity,
        "recipient": str(to_whom) if kind == Kind.HANDED_OUT else "",
        "reason": reason if kind == Kind.HANDED_OUT else "",
        "words": words,
    }
    lot = access.lot(lot_id)
    if not Movement.objects.filter(pk=id).exists():
        must_be_good(_there(holder, lot, quantity), kind, localdate(at))
    moved = _write(id, kind, lot, goes, at, by)
    log.record(Permission.SUPPLY_MOVE, moved, by=by, kind=kind.value, count=quantity)
    return moved


@transaction.atomic
def correct(
    id: MovementId,
    lot_id: LotId,
    holder_id: HolderId,
    counted: int,
    words: str,
    *,
    at: datetime,
    by: Actor,
) -> Movement:
    """Somebody counted, and there are more or fewer than the books say. The difference is
    a movement of its own, with why."""
    holder = access.get(holder_id, Permission.SUPPLY_KEEP, by=by, lock=True)
    before = Movement.objects.filter(pk=id).first()
    if before is not None:
        return before
    lot = access.lot(lot_id)
    difference = counted - _count(holder, lot)
    if counted < 0 or not difference:
        raise Refused("The books say the same, so there is nothing to correct.")
    if not words.strip():
        raise Refused(
            "Say how it came that the books were wrong, or that you do not know."
        )
    where = "to_holder" if difference > 0 else "from_holder"
    goes = {where: holder, "quantity": abs(difference), "words": words.strip()}
    moved = _write(id, Kind.CORRECTED, lot, goes, at, by)
    log.record(Permission.SUPPLY_KEEP, moved, by=by, corrected=difference)
    return moved


@transaction.atomic
def recall(
    id: RecallId, product: str, number: str, words: str, *, at: datetime, by: Actor
) -> Recall:
    """The maker or the state calls a lot back: nobody hands it out from now on."""
    access.reachable(by, Permission.SUPPLY_KEEP)
    wanted = number.strip().upper()
    if not Lot.objects.filter(product=product, number=wanted).exists():
        raise Refused(
            f"No lot {wanted} of this product was ever here. Compare the number with "
            "the letter."
        )
    called, is_new = Recall.objects.get_or_create(
        product=product,
        number=wanted,
        defaults={"id": id, "words": words, "called_at": at, "called_by_id": by.id},
    )
    if is_new:
        log.record(Permission.SUPPLY_KEEP, called, by=by, called_back=wanted)
    return called


def _must_be_open(holder: Holder) -> None:
    if holder.closed_at is not None:
        raise Refused(_CLOSED)


def _must_hold(lot: LotData, quantity: int) -> None:
    supplies = sites.current().supplies
    product = next((p for p in supplies.offered if p.slug == lot.product), None)
    if product is None:
        raise Refused("Choose a product from the program's list.")
    if quantity < 1:
        raise Refused("Say how many came: at least one.")
    if supplies.kind(product.kind).standing_order and not lot.standing_order:
        raise Refused("Say under which standing order it is handed out.")


def _count(holder: Holder, lot: Lot) -> int:
    found = access.held(Holder.objects.filter(pk=holder.pk), lot=lot.pk)
    return found[0].quantity if found else 0


def _there(holder: Holder, lot: Lot, wanted: int) -> Held:
    """What there is of a lot; refused when it is less than what is wanted."""
    found = access.held(Holder.objects.filter(pk=holder.pk), lot=lot.pk)
    there = found[0].quantity if found else 0
    must_be_there(there, wanted, lot.number, holder.name)
    return found[0]


def _write(
    id: MovementId, kind: Kind, lot: Lot, goes: dict[str, Any], at: datetime, by: Actor
) -> Movement:
    """The movement, once. The same id with the same numbers again is the same one."""
    holders = [goes.get("from_holder"), goes.get("to_holder")]
    is_justice = any(h.side == Side.JUSTICE for h in holders if h)
    before = Movement.objects.filter(pk=id).first()
    if before is None:
        side = Side.JUSTICE if is_justice else Side.PROGRAM
        moved = Movement(
            id=id, side=side.value, kind=kind.value, lot=lot, occasion_id=id, **goes
        )
        moved.moved_at, moved.moved_by_id = at, by.id
        moved.save(force_insert=True)
        return moved
    same = (
        before.kind == kind and before.lot_id == lot.pk and before.moved_by_id == by.id
    )
    if not same or any(getattr(before, name) != goes[name] for name in goes):
        raise Refused(SENT_BEFORE)
    return before
