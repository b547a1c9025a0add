"""What the story's colleagues carry, what they reported of overdoses, what was called back."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from offramp.config.demo.world import DAYS_BACK, World
from offramp.platform.policy.actor import Actor
from offramp.program.naloxone import actions as naloxone
from offramp.program.naloxone.rules import (
    HolderId,
    HolderKind,
    Kind,
    LotData,
    LotId,
    MovementId,
    RecallId,
)
from offramp.program.overdoses import actions as overdoses
from offramp.program.overdoses.rules import (
    GivenData,
    IncidentData,
    IncidentId,
    NoticeId,
    Said,
    VictimData,
)
from offramp.program.sites.rules import NALOXONE, STRIPS

CALLED_BACK = "DEMO-RC7"
_ORDER = "Made-up standing order 26-1"


def stock(world: World) -> None:
    """A cabinet is filled, and everybody who goes out takes something along."""
    at, lead = world.days_ago(DAYS_BACK, 9), world.staff.supervisor
    store = _place(world, HolderKind.STORE, "Cabinet at the office", lead)
    car = _place(world, HolderKind.CAR, "Car 12", world.staff.officers[0])
    kits = _came(world, store, "DEMO-A41", NALOXONE, 160, 420)
    soon = _came(world, store, "DEMO-A12", NALOXONE, 10, 18)
    called = _came(world, store, CALLED_BACK, NALOXONE, 30, 160)
    strips = _came(world, store, "DEMO-S03", STRIPS, 600, 300)
    old = _came(world, store, "DEMO-A02", NALOXONE, 3, -4)
    for number, peer in enumerate(world.staff.peers):
        with_them = _carries(world, peer, at)
        _goes(world, called, store, with_them, 8)
        _goes(world, kits, store, with_them, 14 + 6 * number)
        _goes(world, strips, store, with_them, 90)
    for officer in world.staff.officers[:3]:
        _goes(world, kits, store, _carries(world, officer, at), 3)
    _goes(world, kits, store, car, 4)
    _goes(world, old, store, car, 3)
    naloxone.take_out(
        MovementId(world.id("supplies", "lost")), soon, store, 1,
        Kind.LOST, words="Fell into the river on a walk", at=world.days_ago(30, 16),
        by=lead,
    )  # fmt: skip


def _place(world: World, kind: HolderKind, name: str, whose: Actor) -> HolderId:
    id, at = HolderId(world.id("holder", name)), world.days_ago(DAYS_BACK, 9)
    lead = world.staff.supervisor
    naloxone.open_place(id, kind, name, whose.agency_id, at=at, by=lead)
    return id


def _carries(world: World, who: Actor, at: datetime) -> HolderId:
    id, lead = HolderId(world.id("holder", who.id)), world.staff.supervisor
    return naloxone.open_for(id, who.id, at=at, by=lead).id


def _came(
    world: World, store: HolderId, number: str, kind: str, count: int, good_for: int
) -> LotId:
    products = world.site.supplies.products
    product = next(p.slug for p in products if p.kind == kind)
    until = localdate(world.now) + timedelta(days=good_for)
    lot = LotData(product, number, until, "Made-up settlement fund", _ORDER)
    id, at = MovementId(world.id("supplies", number)), world.days_ago(DAYS_BACK, 10)
    by = world.staff.supervisor
    return LotId(naloxone.receive(id, lot, store, count, at=at, by=by).lot_id)


def _goes(world: World, lot: LotId, store: HolderId, to: HolderId, count: int) -> None:
    naloxone.move(
        MovementId(world.id("supplies", lot, to)), lot, store, to, count,
        at=world.days_ago(DAYS_BACK, 11), by=world.staff.supervisor,
    )  # fmt: skip


def call_back(world: World) -> None:
    """Yesterday the maker called one lot back."""
    products = world.site.supplies.products
    product = next(p.slug for p in products if p.kind == NALOXONE)
    naloxone.recall(
        RecallId(world.id("recall")),
        product,
        CALLED_BACK,
        "Made up: the maker asks for it back, the spray may stick",
        at=world.days_ago(1, 14),
        by=world.staff.manager,
    )


# Days ago, place, alive, doses by whoever came first, by an officer or by a peer.
_OVERDOSES = (
    (96, "Lot behind the made-up market", Said.YES, 1, "officer"),
    (61, "Imaginary Avenue at 4th", Said.YES, 2, "peer"),
    (40, "Restroom of a made-up station", Said.NO, 3, "officer"),
    (22, "Invented Plaza, north steps", Said.YES, 2, "peer"),
    (9, "Car park at Fable Street", Said.YES, 2, "officer"),
    (2, "Under the Make-Believe bridge", Said.UNKNOWN, 1, "officer"),
)


def happened(world: World) -> None:
    """Overdoses that officers and peers reported, with the sheet handed over."""
    friend = world.word("overdose_giver", "friend")
    for number, (days, place, survived, doses, who) in enumerate(_OVERDOSES):
        staff = world.staff.officers if who == "officer" else world.staff.peers
        by, at = staff[number % 3], world.days_ago(days, 20 - number, 15)
        id = IncidentId(world.id("overdose", number))
        victim = VictimData(
            survived, Said.YES, (GivenData(friend, 1), GivenData(who, doses))
        )
        data = IncidentData(
            place=place, called_911=Said.YES, victims=(victim,), happened_at=at,
            kits_used=1, kits_given=number % 2,
        )  # fmt: skip
        overdoses.report(id, data, at=at + timedelta(minutes=20), by=by)
        if survived == Said.YES:
            language = world.site.default_language
            sheet = NoticeId(world.id("sheet", number))
            overdoses.give_sheet(
                sheet, id, None, language, at=at + timedelta(minutes=25), by=by
            )
