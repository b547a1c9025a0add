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
