"""What is in stock, and what may be taken out of it. Knows no tables."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

from offramp.platform.kernel.errors import Refused

HolderId = NewType("HolderId", UUID)
LotId = NewType("LotId", UUID)
MovementId = NewType("MovementId", UUID)
RecallId = NewType("RecallId", UUID)


class Side(StrEnum):
    """Whose movements they are. The justice login sees its own only."""

    JUSTICE = "justice"
    PROGRAM = "program"


class HolderKind(StrEnum):
    """Where supplies lie, or with whom."""

    STORE = "store"
    CAR = "car"
    OFFICER = "officer"
    PEER = "peer"


class Kind(StrEnum):
    """Why something moved."""

    RECEIVED = "received"
    MOVED = "moved"
    HANDED_OUT = "handed_out"
    USED = "used"
    LOST = "lost"
    DISCARDED = "discarded"  # past its date, or damaged, and destroyed
    SET_ASIDE = "set_aside"  # called back, and sent back or destroyed
    CORRECTED = "corrected"


class Recipient(StrEnum):
    """To whom it was handed out. Who a participant is stands in another table."""

    NOBODY_NAMED = "nobody_named"
    OFFICER = "officer"
    PARTICIPANT = "participant"


class Place(StrEnum):
    """In which direction: in, out, or from one holder to another."""

    IN = "in"
    OUT = "out"
    BETWEEN = "between"


PLACES: Mapping[Kind, frozenset[Place]] = {
    Kind.RECEIVED: frozenset({Place.IN}),
    Kind.MOVED: frozenset({Place.BETWEEN}),
    Kind.CORRECTED: frozenset({Place.IN, Place.OUT}),
    **dict.fromkeys(
        (Kind.HANDED_OUT, Kind.USED, Kind.LOST, Kind.DISCARDED, Kind.SET_ASIDE),
        frozenset({Place.OUT}),
    ),
}
HOLDER_WORDS = {
    HolderKind.STORE: "Store",
    HolderKind.CAR: "Car",
    HolderKind.OFFICER: "Officer",
    HolderKind.PEER: "Peer",
}
KIND_WORDS = {
    Kind.RECEIVED: "Received",
    Kind.MOVED: "Moved",
    Kind.HANDED_OUT: "Handed out",
    Kind.USED: "Used in an overdose",
    Kind.LOST: "Lost",
    Kind.DISCARDED: "Past its date or damaged, destroyed",
    Kind.SET_ASIDE: "Called back, taken out",
    Kind.CORRECTED: "Corrected after counting",
}
RECIPIENT_WORDS = {
    Recipient.NOBODY_NAMED: "Somebody not named",
    Recipient.OFFICER: "An officer",
    Recipient.PARTICIPANT: "A participant",
}
# What a person may choose who takes something out; the rest comes about otherwise.
TAKEN_OUT = (Kind.HANDED_OUT, Kind.USED, Kind.LOST, Kind.DISCARDED, Kind.SET_ASIDE)


@dataclass(frozen=True)
class LotData:
    """A lot as it is written on the box and on the delivery note."""

    product: str
    number: str
    expires_on: date
    funder: str = ""
    standing_order: str = ""


@dataclass(frozen=True)
class Held:
    """So many of one lot with one holder. Below nothing there is nothing."""

    holder_id: HolderId
    lot_id: LotId
    product: str
    number: str
    expires_on: date
    quantity: int
    is_recalled: bool = False

    def is_expired(self, on: date) -> bool:
        """Whether its last day has passed."""
        return self.expires_on < on

    def may_be_handed_out(self, on: date) -> bool:
        """Whether it is good to give to somebody."""
        return not (self.is_recalled or self.is_expired(on))


@dataclass(frozen=True)
class Drawn:
    """What is taken of which lot, and how many of what was wanted are not there."""

    taken: tuple[tuple[Held, int], ...]
    missing: int


def draw(
    held: Iterable[Held], wanted: int, on: date, *, in_need: bool = False
) -> Drawn:
    """Take so many, what expires first before the rest; never more than there is.

    In need, such as an overdose, nobody looks at the date: it may be past, but what was
    called back is taken last of all.
    """
    good = [h for h in held if h.quantity > 0 and (in_need or h.may_be_handed_out(on))]
    order = sorted(
        good,
        key=lambda h: (
            not h.may_be_handed_out(on),
            h.is_recalled,
            h.expires_on,
            h.number,
        ),
    )
    taken: list[tuple[Held, int]] = []
    for one in order:
        if wanted <= 0:
            break
        part = min(one.quantity, wanted)
        taken.append((one, part))
        wanted -= part
    return Drawn(tuple(taken), max(wanted, 0))


def must_be_there(there: int, wanted: int, lot: str, holder: str) -> None:
    """Refuse to take more than there is, and say how many there are."""
    if wanted < 1:
        raise Refused("Say how many: at least one.")
    if there < wanted:
        some = "nothing" if there < 1 else f"only {there}"
        raise Refused(
            f"Of lot {lot} there is {some} at {holder}, so {wanted} cannot be taken "
            "out. Count again; if the books are wrong, a supervisor or the manager "
            "corrects them."
        )


def must_be_good(held: Held, kind: Kind, on: date) -> None:
    """Refuse to give out, or to pass on, what is past its date or was called back."""
    if kind == Kind.HANDED_OUT and held.is_expired(on):
        raise Refused(
            f"Lot {held.number} is past its date, so it is not handed out. Take another "
            "one, and take this one out as destroyed."
        )
    if kind in {Kind.HANDED_OUT, Kind.MOVED} and held.is_recalled:
        raise Refused(
            f"Lot {held.number} was called back. Keep it apart, and take it out as "
            "called back."
        )


@dataclass(frozen=True)
class Low:
    """A holder has fewer of a kind than it should."""

    holder_id: HolderId
    kind: str
    there: int
    least: int


def low(
    good: Mapping[tuple[HolderId, str], int],
    holders: Sequence[tuple[HolderId, HolderKind]],
    least: Mapping[str, Mapping[str, int]],
) -> list[Low]:
    """Who should be given more. `good`: what may be handed out, by holder and kind;
    `least`: by kind of supply, then by kind of holder."""
    return [
        Low(id, kind, there, wanted)
        for id, holder_kind in holders
        for kind, by_holder in least.items()
        if (wanted := by_holder.get(holder_kind, 0))
        and (there := good.get((id, kind), 0)) < wanted
    ]


def last_good_day(soon: int, today: date) -> date:
    """Whatever expires by this day is to be shown."""
    return today + timedelta(days=soon)
