"""What goes to people: out of a peer's own stock, or recorded without; and called back."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now

from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import TouchpointId, new_id
from offramp.program.naloxone import actions, queries
from offramp.program.naloxone.models import Giving, Movement
from offramp.program.naloxone.rules import (
    Kind,
    RecallId,
    Recipient,
    Side,
)
from offramp.program.naloxone.tests import factories as make
from offramp.program.naloxone.tests.factories import move, take_out, there
from offramp.program.sites.rules import NALOXONE
from offramp.program.touchpoints import actions as touchpoints
from offramp.program.touchpoints.tests import factories as met
from tests import cast

pytestmark = pytest.mark.django_db


def test_a_lot_that_is_called_back_is_found_and_handed_out_no_more():
    store, percy = make.store(), cast.percy()
    came = make.received(store, 10)
    mine = make.holder(percy)
    move(came, mine, 4)
    robin = met.person(of=percy)
    given = met.met(naloxone_kits=2)
    touchpoints.record(TouchpointId(new_id()), robin.id, given, by=percy)
    called = actions.recall(
        RecallId(new_id()), make.SPRAY, " a1 ", "By the maker", at=now(), by=cast.mona()
    )
    with pytest.raises(Refused, match="called back"):
        take_out(came, 1, Kind.HANDED_OUT)
    with pytest.raises(Refused, match="No lot Z9"):
        actions.recall(
            RecallId(new_id()), make.SPRAY, "Z9", "", at=now(), by=cast.mona()
        )
    page = queries.recalled(called.id, cast.sam())
    assert [(r.holder, r.quantity) for r in page.lies] == [
        (store.name, 6), (mine.name, 2),
    ]  # fmt: skip
    assert [(g.known_as, g.quantity) for g in page.people] == [(robin.known_as, 2)]
    assert page.others == 0
    # Who does not look after them learns how many, and nobody's name.
    assert not queries.recalled(called.id, cast.pat()).people
    assert queries.recalled(called.id, cast.pat()).others == 2
    assert not queries.recalled(called.id, cast.mona()).sees_people
    assert Entry.objects.filter(action="kit.read").exists()


def test_a_peer_gives_what_they_carry_and_what_lacks_is_recorded_too():
    percy = cast.percy()
    store, mine = make.store(), make.holder(percy)
    move(make.received(store, 5, number="NEW"), mine, 1)
    soon = localdate() + timedelta(days=9)
    move(make.received(store, 5, number="OLD", until=soon), mine, 1)
    robin = met.person(of=percy)
    id = TouchpointId(new_id())
    for _ in range(2):
        touchpoints.record(id, robin.id, met.met(naloxone_kits=3, strips=5), by=percy)
    assert there(mine) == 0
    by_lot = {
        (g.kind, g.movement.lot.number if g.movement else ""): g.quantity
        for g in Giving.objects.filter(person=robin)
    }
    assert by_lot == {
        ("naloxone", "OLD"): 1, ("naloxone", "NEW"): 1, ("naloxone", ""): 1,
        ("strips", ""): 5,
    }  # fmt: skip
    moved = Movement.objects.filter(recipient=Recipient.PARTICIPANT)
    assert {m.side for m in moved} == {Side.PROGRAM}


def test_a_touchpoint_is_never_refused_for_want_of_stock():
    robin = met.person(of=cast.percy())
    touchpoints.record(
        TouchpointId(new_id()), robin.id, met.met(naloxone_kits=2), by=cast.percy()
    )
    [given] = Giving.objects.all()
    assert (given.quantity, given.movement) == (2, None)


def test_what_goes_to_nobody_named_leaves_ones_own_stock_once():
    store, percy = make.store(), cast.percy()
    mine = make.holder(percy)
    move(make.received(store, 10), mine, 4)
    id, to = new_id(), Recipient.NOBODY_NAMED
    for _ in range(2):
        count = actions.hand_out(id, {NALOXONE: 3}, to, "used", at=now(), by=percy)
        assert count == 3
    assert there(mine) == 1
    for count, to_whom, by in (
        (2, to, percy), (3, Recipient.OFFICER, percy), (3, to, cast.pat()),
    ):  # fmt: skip
        with pytest.raises(Refused, match="sent before, with other answers"):
            actions.hand_out(id, {NALOXONE: count}, to_whom, at=now(), by=by)
    assert there(mine) == 1
    moved = Movement.objects.get(occasion_id=id)
    assert (moved.kind, moved.recipient) == (Kind.HANDED_OUT, to)
    assert not Giving.objects.exists()


def test_more_than_is_in_the_books_is_refused_with_how_many_there_are():
    percy = cast.percy()
    mine = make.holder(percy)
    move(make.received(make.store(), 10), mine, 2)
    with pytest.raises(Refused, match="you have 2 in the books"):
        actions.hand_out(new_id(), {NALOXONE: 3}, Recipient.OFFICER, at=now(), by=percy)
    with pytest.raises(Refused, match="with that person"):
        actions.hand_out(
            new_id(), {NALOXONE: 1}, Recipient.PARTICIPANT, at=now(), by=percy
        )
    assert there(mine) == 2


@pytest.mark.parametrize("who", ["percy", "olive"])
def test_a_page_hands_out_and_a_wrong_number_keeps_what_was_typed(client, who):
    by = getattr(cast, who)()
    mine = make.holder(by)
    move(make.received(make.store(), 10), mine, 2)
    cast.signed_in(client, by)
    assert "Hand out" in client.get("/supply/").content.decode()
    sent = {"recipient": "nobody_named", "of_naloxone": "5"}
    refused = client.post("/supply/hand-out/", sent)
    assert refused.status_code == 422
    assert "you have 2 in the books" in refused.content.decode()
    assert 'value="5"' in refused.content.decode()
    assert (
        client.post("/supply/hand-out/", {**sent, "of_naloxone": "2"}).status_code
        == 302
    )
    assert there(mine) == 0
