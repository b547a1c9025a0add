from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate, now

from offramp.platform.kernel.ids import new_id
from offramp.platform.policy.actor import Actor
from offramp.program.naloxone import access, actions
from offramp.program.naloxone.models import Holder, Movement
from offramp.program.naloxone.rules import (
    HolderId,
    HolderKind,
    Kind,
    LotData,
    MovementId,
)
from tests import cast

SPRAY, STRIP = "meadow_spray", "meadow_strip"


def holder(of: Actor) -> Holder:
    """What this officer or peer carries."""
    return actions.open_for(HolderId(new_id()), of.id, at=now(), by=cast.sam())


def store(name: str = "Cabinet", **more: Any) -> Holder:
    """A cabinet at the program's office, or another place."""
    given: dict[str, Any] = {
        "kind": HolderKind.STORE,
        "agency_id": cast.sam().agency_id,
    }
    return actions.open_place(
        HolderId(new_id()), name=name, **{**given, **more}, at=now(), by=cast.sam()
    )


def lot(
    number: str = "A1", *, product: str = SPRAY, until: date | None = None
) -> LotData:
    """A lot that is good for a year, unless said otherwise."""
    good = until or localdate() + timedelta(days=365)
    return LotData(product, number, good, "Settlement fund", "Meadow standing order 9")


def received(
    holder: Holder, count: int = 10, at: datetime | None = None, **box: Any
) -> Movement:
    """So many came in at this holder."""
    return actions.receive(
        MovementId(new_id()),
        lot(**box),
        holder.id,
        count,
        at=at or now(),
        by=cast.sam(),
    )


def at(moved: Movement) -> Holder:
    """Where it came to."""
    assert moved.to_holder
    return moved.to_holder


def there(holder: Holder) -> int:
    return sum(h.quantity for h in access.held(Holder.objects.filter(pk=holder.pk)))


def take_out(moved: Movement, count: int, kind: Kind = Kind.LOST, **more):
    by = more.pop("by", cast.sam())
    id = MovementId(more.pop("id", new_id()))
    where = more.pop("holder", at(moved))
    return actions.take_out(
        id, moved.lot.id, where.id, count, kind, at=now(), by=by, **more
    )


def move(moved: Movement, to: Holder, count: int, **more):
    by = more.pop("by", cast.sam())
    id = MovementId(more.pop("id", new_id()))
    where = at(moved)
    return actions.move(
        id, moved.lot.id, where.id, to.id, count, at=now(), by=by, **more
    )
