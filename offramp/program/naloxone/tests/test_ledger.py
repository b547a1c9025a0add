"""Stock by movements only: what came, went, was handed out, corrected, called back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.timezone import localdate, now

from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import PersonId, new_id
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import Forbidden
from offramp.platform.policy.table import Permission
from offramp.program.naloxone import access, actions, queries
from offramp.program.naloxone.models import Lot, Movement
from offramp.program.naloxone.rules import (
    HolderKind,
    Kind,
    MovementId,
    RecallId,
    Side,
)
from offramp.program.naloxone.tests import factories as make
from offramp.program.naloxone.tests.factories import at, move, take_out, there
from tests import cast

pytestmark = pytest.mark.django_db


def test_what_somebody_has_is_the_sum_of_what_came_and_went():
    store, percy = make.store(), make.holder(cast.percy())
    came = make.received(store, 10)
    move(came, percy, 4)
    take_out(came, 1)
    assert (there(store), there(percy)) == (5, 4)
    assert Entry.objects.filter(action="supply.move").count() == 2


def test_it_never_falls_below_nothing_and_the_sentence_says_what_is_there():
    came = make.received(make.store(), 2)
    with pytest.raises(Refused, match="only 2 at Cabinet, so 3"):
        take_out(came, 3)
    take_out(came, 2)
    with pytest.raises(Refused, match="nothing at Cabinet"):
        move(came, make.holder(cast.percy()), 1)
    assert Movement.objects.count() == 2


def test_sent_twice_it_is_one_and_with_other_numbers_it_is_refused():
    came, id = make.received(make.store(), 5), new_id()
    assert take_out(came, 5, id=id) == take_out(came, 5, id=id)
    with pytest.raises(Refused, match="sent before"):
        take_out(came, 1, id=id)
    assert there(at(came)) == 0


def correct(moved: Movement, counted: int, words: str, by: Actor) -> Movement:
    id = MovementId(new_id())
    return actions.correct(
        id, moved.lot.id, at(moved).id, counted, words, at=now(), by=by
    )


def test_a_correction_is_a_movement_with_a_reason():
    came, mona = make.received(make.store(), 5), cast.mona()
    with pytest.raises(Refused, match="how it came"):
        correct(came, 4, " ", mona)
    fewer = correct(came, 3, "Fell down", mona)
    more = correct(came, 9, "Found a box", mona)
    assert (fewer.quantity, more.quantity, there(at(came))) == (2, 6, 9)
    with pytest.raises(Refused, match="nothing to correct"):
        correct(came, 9, "Again", mona)
    with pytest.raises(Forbidden):
        correct(came, 1, "Mine", cast.percy())


def test_a_standing_order_is_asked_for_where_the_law_does():
    store = make.store()
    lot = make.lot()
    bare = type(lot)(lot.product, lot.number, lot.expires_on)
    with pytest.raises(Refused, match="standing order"):
        actions.receive(
            MovementId(new_id()), bare, store.id, 1, at=now(), by=cast.sam()
        )
    strips = type(lot)(make.STRIP, "S1", lot.expires_on)
    actions.receive(MovementId(new_id()), strips, store.id, 50, at=now(), by=cast.sam())
    assert there(store) == 50


def test_the_same_box_again_is_the_same_lot():
    store = make.store()
    make.received(store, 1), make.received(store, 2)
    assert Lot.objects.count() == 1
    assert there(store) == 3


def test_what_is_past_its_date_is_taken_out_as_destroyed_only():
    came = make.received(make.store(), 3, until=localdate() - timedelta(days=1))
    with pytest.raises(Refused, match="past its date"):
        take_out(came, 1, Kind.HANDED_OUT)
    take_out(came, 3, Kind.DISCARDED)
    assert there(at(came)) == 0


def test_an_officer_has_their_own_and_their_bodys_and_no_one_elses():
    olive, otto = cast.olive(), cast.otto()
    store = make.store()
    car = make.store("Car 12", kind=HolderKind.CAR, agency_id=olive.agency_id)
    mine, his = make.holder(olive), make.holder(otto)
    came = make.received(store, 9)
    handed = move(came, car, 3)
    assert handed.side == Side.JUSTICE
    there_for = {h.pk for h in access.reachable(olive, Permission.SUPPLY_READ)}
    assert there_for == {car.pk, mine.pk}
    handed.to_holder = car
    move(handed, mine, 1, by=olive)
    for wrong in (his, store):
        with pytest.raises(Http404):
            move(handed, wrong, 1, by=olive)
    with pytest.raises(Http404):
        take_out(came, 1, by=olive)
    with pytest.raises(Forbidden):
        actions.give(new_id(), PersonId(new_id()), {"naloxone": 1}, at=now(), by=olive)
    assert (there(mine), there(car)) == (1, 2)


def test_only_officers_and_peers_carry_and_only_police_and_the_program_keep():
    with pytest.raises(Refused, match="officers and peers"):
        make.holder(cast.casey())
    with pytest.raises(Refused, match="Only police"):
        make.store("Court", agency_id=cast.petra().agency_id)
    assert make.holder(cast.percy()) == make.holder(cast.percy())


def test_where_something_is_left_nothing_is_closed():
    came = make.received(make.store(), 1)
    holder = at(came)
    with pytest.raises(Refused, match="still there"):
        actions.close(holder.id, at=now(), by=cast.sam())
    take_out(came, 1)
    actions.close(holder.id, at=now(), by=cast.sam())
    with pytest.raises(Refused, match="kept there any more"):
        make.received(holder, 1)


def test_warnings_come_with_the_most_pressing_first():
    store = make.store()
    make.received(store, 2, number="OLD", until=localdate() - timedelta(days=1))
    make.received(store, 3, number="SOON", until=localdate() + timedelta(days=10))
    make.received(store, 4, number="BAD")
    actions.recall(
        RecallId(new_id()), make.SPRAY, "BAD", "Made up", at=now(), by=cast.sam()
    )
    said = [w.says for w in queries.warnings(cast.mona(), now())]
    for words, found in zip(
        ("BAD, 4 boxes: called back", "OLD, 2 boxes: past its date", "SOON, 3 boxes",
         "The spray: 3 boxes that can be given, at least 10 wanted"),
        said, strict=True,
    ):  # fmt: skip
        assert words in found


@pytest.mark.parametrize(
    "wrong",
    [
        {"quantity": 0},
        {"kind": "moved"},
        {"kind": "received", "from_holder": True},
        {"kind": "handed_out", "recipient": ""},
        {"kind": "corrected", "words": ""},
        {"recipient": "participant", "kind": "handed_out", "side": "justice"},
    ],
)
def test_the_database_refuses_what_can_never_be(wrong):
    came = make.received(make.store(), 1)
    row = Movement(
        lot=came.lot, from_holder=came.to_holder, quantity=1, kind="lost", side="program",
        moved_at=now(), moved_by_id=new_id(), occasion_id=new_id(),
    )  # fmt: skip
    for name, value in wrong.items():
        setattr(row, name, came.to_holder if value is True else value)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_stock_of_many_is_one_query(django_assert_num_queries):
    for number in range(5):
        make.received(make.store(f"S{number}"), 3, number=f"L{number}")
    with django_assert_num_queries(2):
        assert queries.warnings(cast.mona(), now())
