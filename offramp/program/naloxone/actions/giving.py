from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import PersonId, derived_id
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.naloxone import access
from offramp.program.naloxone.models import Giving, Holder, Movement
from offramp.program.naloxone.rules import (
    Held,
    Kind,
    MovementId,
    Recipient,
    Side,
    draw,
)
from offramp.program.people import access as people_access
from offramp.program.sites import queries as sites
from offramp.program.sites.rules import NALOXONE


@dataclass(frozen=True)
class Given:
    """How many came from stock, and how many from no stock in the books."""

    from_stock: int
    without_stock: int


@dataclass(frozen=True)
class _Occasion:
    """Why and when something leaves the actor's own stock."""

    id: UUID
    kind: Kind
    at: datetime
    by: Actor
    recipient: str = ""
    reason: str = ""


@transaction.atomic
def give(
    occasion_id: UUID,
    person_id: PersonId,
    amounts: Mapping[str, int],
    reason: str = "",
    *,
    at: datetime,
    by: Actor,
) -> Given:
    """A person got so many of each kind, out of what the actor has with them.

    What is not in the books is recorded all the same: nothing is refused here. The same
    occasion again gives nothing a second time.
    """
    person = people_access.get(person_id, Permission.KIT_GIVE, by=by)
    before = Giving.objects.filter(occasion_id=occasion_id)
    if before.exists():
        there = sum(g.quantity for g in before if g.movement_id)
        return Given(there, sum(g.quantity for g in before) - there)
    occasion = _Occasion(
        occasion_id, Kind.HANDED_OUT, at, by, Recipient.PARTICIPANT.value, reason
    )
    rows: list[Giving] = []
    for kind, moved, missing in _drawn(occasion, amounts, in_need=False):
        rows += [_giving(occasion, person.pk, kind, m.quantity, m) for m in moved]
        if missing:
            rows.append(_giving(occasion, person.pk, kind, missing, None))
    Giving.objects.bulk_create(rows)
    missing = sum(row.quantity for row in rows if row.movement is None)
    for row in rows[:1]:
        log.record(
            Permission.KIT_GIVE, row, by=by, person=str(person.pk), without=missing
        )
    return Given(sum(row.quantity for row in rows) - missing, missing)


@transaction.atomic
def hand_out(
    occasion_id: UUID,
    amounts: Mapping[str, int],
    recipient: Recipient,
    reason: str = "",
    *,
    at: datetime,
    by: Actor,
) -> int:
    """Somebody whom nobody names, or an officer, got so many of each kind, out of what
    the actor has with them, the earliest date first; how many. The same sending again
    hands out nothing a second time, and another one under its id is refused. So is what
    is not in the books: nothing else would tell of it."""
    require(by, Permission.SUPPLY_MOVE)
    if recipient == Recipient.PARTICIPANT:
        raise Refused("What a participant got is written down with that person.")
    before = list(Movement.objects.filter(occasion_id=occasion_id))
    if before:
        return _sent_before(before, sum(amounts.values()), recipient, by)
    occasion = _Occasion(occasion_id, Kind.HANDED_OUT, at, by, recipient.value, reason)
    gone = 0
    for kind, moved, missing in _drawn(occasion, amounts, in_need=False):
        had = sum(row.quantity for row in moved)
        if missing:
            raise Refused(_too_few(kind, had))
        gone += had
        log.record(Permission.SUPPLY_MOVE, moved[0], by=by, given=had)
    return gone


def _sent_before(
    before: list[Movement], count: int, recipient: Recipient, by: Actor
) -> int:
    said = {(row.moved_by_id, row.recipient) for row in before}
    there = sum(row.quantity for row in before)
    if said != {(by.id, recipient.value)} or there != count:
        raise Refused(
            "This page was sent before, with other answers. Look at your supplies, and "
            "begin anew if something is missing there."
        )
    return there


def _too_few(kind: str, had: int) -> str:
    label = sites.current().supplies.kind(kind).label
    return (
        f"{label}: you have {had} in the books that can be given. Enter no more than "
        "that, or ask a supervisor to write down what you carry."
    )


@transaction.atomic
def use(
    occasion_id: UUID, used: int, handed_over: int, *, at: datetime, by: Actor
) -> Given:
    """In an overdose: so many kits of the actor's own were used, and so many were handed
    to somebody there, in their place. Nobody is named, and nothing is refused."""
    require(by, Permission.SUPPLY_MOVE)
    if Movement.objects.filter(occasion_id=occasion_id).exists():
        return Given(0, 0)
    somebody = Recipient.NOBODY_NAMED.value
    missing = 0
    moved: list[Movement] = []
    for occasion, count in (
        (_Occasion(occasion_id, Kind.USED, at, by), used),
        (
            _Occasion(occasion_id, Kind.HANDED_OUT, at, by, somebody, "used"),
            handed_over,
        ),
    ):
        in_need = occasion.kind == Kind.USED
        for _, rows, lacks in _drawn(occasion, {NALOXONE: count}, in_need=in_need):
            moved += rows
            missing += lacks
    for row in moved[:1]:
        log.record(Permission.SUPPLY_MOVE, row, by=by, used=used, given=handed_over)
    return Given(used + handed_over - missing, missing)


def _drawn(
    occasion: _Occasion, amounts: Mapping[str, int], *, in_need: bool
) -> list[tuple[str, list[Movement], int]]:
    """For each kind what was taken from the actor's own stock, and what it lacked."""
    wanted = {kind: count for kind, count in amounts.items() if count > 0}
    mine = access.own(occasion.by) if wanted else None
    held = access.held(Holder.objects.filter(pk=mine.pk)) if mine else []
    found = []
    for kind, count in wanted.items():
        drawn = draw(
            _of_kind(held, kind), count, localdate(occasion.at), in_need=in_need
        )
        moved = [_movement(occasion, mine, *part) for part in drawn.taken if mine]
        Movement.objects.bulk_create(moved)
        found.append((kind, moved, drawn.missing))
    return found


def _of_kind(held: list[Held], kind: str) -> list[Held]:
    named = sites.current().supplies.products
    products = {product.slug for product in named if product.kind == kind}
    return [one for one in held if one.product in products]


def _movement(occasion: _Occasion, mine: Holder, one: Held, count: int) -> Movement:
    is_named = occasion.recipient == Recipient.PARTICIPANT
    return Movement(
        id=MovementId(derived_id(occasion.id, f"{occasion.kind} {one.lot_id}")),
        # Who gave to a participant did so for the program, whatever else they carry.
        side=Side.PROGRAM.value if is_named else mine.side,
        kind=occasion.kind.value,
        lot_id=one.lot_id,
        from_holder=mine,
        quantity=count,
        moved_at=occasion.at,
        moved_by_id=occasion.by.id,
        recipient=occasion.recipient,
        reason=occasion.reason,
        occasion_id=occasion.id,
    )


def _giving(
    occasion: _Occasion, person_id: UUID, kind: str, count: int, moved: Movement | None
) -> Giving:
    name = f"giving {kind} {moved.lot_id if moved else ''}"
    return Giving(
        id=MovementId(derived_id(occasion.id, name)),
        person_id=person_id,
        kind=kind,
        quantity=count,
        given_at=occasion.at,
        given_by_id=occasion.by.id,
        reason=occasion.reason,
        occasion_id=occasion.id,
        movement=moved,
    )
