from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils.timezone import localdate

from offramp.platform.accounts.actors import names
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import may
from offramp.platform.policy.table import Permission
from offramp.program.naloxone import access
from offramp.program.naloxone.models import Holder, Movement
from offramp.program.naloxone.queries.warned import (
    Warned,
    counted,
    held_by,
    kind_of,
    trouble,
    warned_of,
)
from offramp.program.naloxone.rules import (
    HOLDER_WORDS,
    KIND_WORDS,
    RECIPIENT_WORDS,
    Held,
    HolderId,
    HolderKind,
    Kind,
    LotId,
    Recipient,
)
from offramp.program.sites import queries as sites

PAGE = 25
MOST = 25  # warnings on one page


@dataclass(frozen=True)
class Shelf:
    """One holder as the list shows it."""

    id: HolderId
    name: str
    kind: str
    has: tuple[str, ...]


@dataclass(frozen=True)
class StockPage:
    """What there is, with whom, and what is to be seen to."""

    shelves: Page[Shelf]
    warnings: tuple[Warned, ...]
    has_more_warnings: bool
    may_hand_out: bool
    may_keep: bool
    may_trace: bool
    fee: str
    fee_source: str


@dataclass(frozen=True)
class LotRow:
    """One lot as a holder has it."""

    id: LotId
    product: str
    number: str
    expires_on: date
    count: str
    quantity: int
    says: str
    tone: str
    is_good: bool


@dataclass(frozen=True)
class MoveRow:
    """One movement as the history shows it."""

    at: datetime
    says: str
    lot: str
    count: str
    who: str
    words: str


@dataclass(frozen=True)
class HolderPage:
    """What one holder has, and what came and went."""

    id: HolderId
    name: str
    kind: str
    is_open: bool
    lots: Sequence[LotRow]
    moves: Page[MoveRow]
    may_move: bool
    may_keep: bool


@dataclass(frozen=True)
class LotPage:
    """One lot with one holder, above a form about it."""

    holder_id: HolderId
    holder: str
    lot: LotRow
    fee: str


def stock(by: Actor, at: datetime, number: int) -> StockPage:
    """Everything that the actor may see: warnings first, then who has what."""
    holders = list(
        access.reachable(by, Permission.SUPPLY_READ)
        .filter(closed_at=None)
        .order_by("kind", "name", "pk")
    )
    held = held_by(holders) if holders else []
    found = warned_of(holders, held, localdate(at))
    has: dict[HolderId, list[Held]] = defaultdict(list)
    for one in held:
        has[one.holder_id].append(one)
    page: Page[Any] = Paginator(holders, PAGE).get_page(number)
    shelves = [_shelf(row, has[row.id]) for row in page]
    supplies = sites.current().supplies
    return StockPage(
        shelves=Page(shelves, page.number, page.paginator),
        warnings=tuple(found[:MOST]),
        has_more_warnings=len(found) > MOST,
        may_hand_out=may(by, Permission.SUPPLY_MOVE),
        may_keep=may(by, Permission.SUPPLY_KEEP),
        may_trace=may(by, Permission.SUPPLY_TRACE),
        fee=supplies.fee.text,
        fee_source=f"{supplies.fee.source} [{supplies.fee.mark}]",
    )


def _shelf(row: Holder, held: Sequence[Held]) -> Shelf:
    return Shelf(row.id, row.name, HOLDER_WORDS[HolderKind(row.kind)], _by_kind(held))


def _by_kind(held: Iterable[Held]) -> tuple[str, ...]:
    supplies = sites.current().supplies
    counts: dict[str, int] = defaultdict(int)
    for one in held:
        counts[kind_of(supplies, one.product)] += one.quantity
    return tuple(
        f"{kind.label}: {kind.count(counts[kind.slug])}"
        for kind in supplies.kinds
        if counts.get(kind.slug)
    )


def holder(holder_id: HolderId, by: Actor, at: datetime, number: int) -> HolderPage:
    """One holder, for whoever may see it; 404 for everybody else."""
    found = access.get(holder_id, Permission.SUPPLY_READ, by=by)
    held = access.held(Holder.objects.filter(pk=found.pk))
    today = localdate(at)
    held.sort(key=lambda one: (one.product, one.expires_on, one.number))
    movable = may(by, Permission.SUPPLY_MOVE)
    return HolderPage(
        id=found.id,
        name=found.name,
        kind=HOLDER_WORDS[HolderKind(found.kind)],
        is_open=found.closed_at is None,
        lots=[_lot_row(one, today) for one in held],
        moves=_moves(found, number),
        may_move=movable and _reaches(by, found),
        may_keep=may(by, Permission.SUPPLY_KEEP),
    )


def _reaches(by: Actor, found: Holder) -> bool:
    return access.reachable(by, Permission.SUPPLY_MOVE).filter(pk=found.pk).exists()


def _lot_row(one: Held, today: date) -> LotRow:
    supplies = sites.current().supplies
    product = supplies.product(one.product)
    order, _, tone = trouble(supplies, one, today)
    words = {0: "Called back", 1: "Past its date", 2: "Soon past its date", 4: "Good"}
    return LotRow(
        id=one.lot_id,
        product=product.label if product else one.product,
        number=one.number,
        expires_on=one.expires_on,
        count=counted(supplies, one),
        quantity=one.quantity,
        says=words.get(order, "Good"),
        tone=tone if order < 4 else "success",
        is_good=one.may_be_handed_out(today),
    )


def _moves(found: Holder, number: int) -> Page[Any]:
    rows = Movement.objects.filter(Q(from_holder=found) | Q(to_holder=found))
    rows = rows.select_related("lot", "from_holder", "to_holder")
    page = Paginator(rows.order_by("-moved_at", "pk"), PAGE).get_page(number)
    shown = list(page.object_list)
    staff = names({row.moved_by_id for row in shown}) if shown else {}
    moved = [_move_row(row, found.pk, staff.get(row.moved_by_id, "")) for row in shown]
    return Page(moved, page.number, page.paginator)


def _move_row(row: Movement, here: UUID, who: str) -> MoveRow:
    supplies = sites.current().supplies
    kind = Kind(row.kind)
    sign = "+" if row.to_holder_id == here else "−"
    product = supplies.product(row.lot.product)
    return MoveRow(
        at=row.moved_at,
        says=_said(row, kind, here),
        lot=f"{product.label if product else row.lot.product}, lot {row.lot.number}",
        count=f"{sign}{row.quantity}",
        who=who,
        words=row.words,
    )


def _said(row: Movement, kind: Kind, here: UUID) -> str:
    if kind == Kind.MOVED and row.to_holder_id == here:
        return f"Came from {row.from_holder.name}" if row.from_holder else "Came"
    if kind == Kind.MOVED:
        return f"Went to {row.to_holder.name}" if row.to_holder else "Went over"
    words = KIND_WORDS[kind]
    if kind == Kind.HANDED_OUT:
        words = f"{words}: {RECIPIENT_WORDS[Recipient(row.recipient)].lower()}"
    if row.reason:
        why = sites.current().label("refill_reason", row.reason)
        words = f"{words} ({why.lower()})"
    return words


def lot_of(
    holder_id: HolderId, lot_id: LotId, permission: Permission, by: Actor, at: datetime
) -> LotPage:
    """One lot with one holder, for whoever may do this with it; 404 when none is there."""
    found = access.get(holder_id, permission, by=by)
    lot = access.lot(lot_id)
    held = access.held(Holder.objects.filter(pk=found.pk), lot=lot.pk)
    one = held[0] if held else Held(
        found.id, lot.id, lot.product, lot.number, lot.expires_on, 0
    )  # fmt: skip
    fee = sites.current().supplies.fee.text
    return LotPage(found.id, found.name, _lot_row(one, localdate(at)), fee)


def open_holders(by: Actor, permission: Permission) -> list[tuple[str, str]]:
    """Where supplies are kept today, ready for a form."""
    rows = access.reachable(by, permission).filter(closed_at=None)
    return [
        (str(row.pk), f"{row.name} ({HOLDER_WORDS[HolderKind(row.kind)].lower()})")
        for row in rows.order_by("kind", "name", "pk")
    ]
