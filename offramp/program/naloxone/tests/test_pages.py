"""The pages: what is scanned or typed, who sees what, and what a mistake is told."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate

from offramp.config.zones.tests.conftest import process
from offramp.platform.kernel.ids import new_id
from offramp.platform.policy.zones import Zone
from offramp.program.naloxone import access
from offramp.program.naloxone.models import Giving, Holder, Lot, Movement, Recall
from offramp.program.naloxone.tests import factories as make
from offramp.program.touchpoints.tests import factories as met
from tests import cast

pytestmark = pytest.mark.django_db
CODE = "010031234567890617280531" + "10AB12C"


def there(holder: Holder) -> int:
    return sum(h.quantity for h in access.held(Holder.objects.filter(pk=holder.pk)))


def test_a_scanned_box_fills_in_the_rest(client: Client):
    manager, store = cast.signed_in(client, cast.mona()), make.store()
    sent = {
        "code": CODE, "quantity": "12", "holder": str(store.pk),
        "standing_order": "Meadow standing order 9", "submission_id": str(new_id()),
    }  # fmt: skip
    for _ in range(2):
        answer = manager.post("/supply/receive/", sent, follow=True)
        assert "In stock" in answer.content.decode() or _
    lot = Lot.objects.get()
    assert (lot.product, lot.number) == (make.SPRAY, "AB12C")
    assert lot.expires_on == date(2028, 5, 31)
    assert there(store) == 12


def test_what_was_typed_stays_and_the_mistake_is_named(client: Client):
    manager, store = cast.signed_in(client, cast.mona()), make.store()
    sent = {"code": "Hello", "number": "X9", "quantity": "3", "holder": str(store.pk)}
    page = manager.post("/supply/receive/", sent)
    told = page.content.decode()
    assert page.status_code == 422
    assert "not the code from a box" in told
    assert "Choose the product." in told
    assert 'value="X9"' in told
    other = manager.post("/supply/receive/", {**sent, "code": CODE})
    assert "says something else" in other.content.decode()


def test_a_place_and_somebody_are_added(client: Client):
    manager, percy = cast.signed_in(client, cast.mona()), cast.percy()
    where = {"kind": "car", "name": "Car 12", "agency": str(cast.olive().agency_id)}
    assert manager.post("/supply/new/", where).status_code == 302
    who = {"kind": "peer", "staff": str(percy.id)}
    assert manager.post("/supply/new/", who).status_code == 302
    assert manager.post("/supply/new/", {"kind": "peer"}).status_code == 422
    assert set(Holder.objects.values_list("kind", "side")) == {
        ("car", "justice"), ("peer", "program"),
    }  # fmt: skip


def test_a_peer_moves_from_the_store_and_hands_out(client: Client):
    percy, store = cast.percy(), make.store()
    mine, came = make.holder(percy), make.received(store, 5)
    peer = cast.signed_in(client, percy)
    here = f"/supply/{store.pk}/{came.lot_id}/"
    assert (
        peer.post(f"{here}move/", {"to": str(mine.pk), "quantity": "9"}).status_code
        == 422
    )
    assert (
        peer.post(f"{here}move/", {"to": str(mine.pk), "quantity": "2"}).status_code
        == 302
    )
    out = {"kind": "handed_out", "recipient": "nobody_named", "quantity": "1"}
    carried = f"/supply/{mine.pk}/{came.lot_id}/"
    assert peer.post(f"{carried}take-out/", out).status_code == 302
    told = peer.get(f"/supply/{mine.pk}/").content.decode()
    assert "Came from Cabinet" in told
    assert "Handed out: somebody not named" in told
    assert (there(store), there(mine)) == (3, 1)


def test_a_participant_gets_something_with_the_reason(client: Client):
    percy = cast.percy()
    robin = met.person(of=percy)
    make.received(make.holder(percy), 1)
    peer = cast.signed_in(client, percy)
    here = f"/people/{robin.pk}/supplies/"
    assert peer.post(here, {"reason": "used"}).status_code == 422
    sent = {"of_naloxone": "2", "of_lanterns": "1", "reason": "used"}
    told = peer.post(here, sent, follow=True).content.decode()
    assert "2 came from no stock in the books" in told
    assert "It was needed" in told or "it was needed" in told
    assert Giving.objects.count() == 3
    assert cast.signed_in(Client(), cast.pat()).get(here).status_code == 404


def test_the_manager_sees_what_is_to_be_seen_to_on_the_first_page(client: Client):
    make.received(make.store(), 2, until=localdate() - timedelta(days=3))
    told = cast.signed_in(client, cast.mona()).get("/").content.decode()
    assert "past its date" in told
    assert "at least 10 wanted" in told


def test_a_lot_is_called_back_from_the_page(client: Client):
    manager, came = cast.signed_in(client, cast.mona()), make.received(make.store(), 2)
    sent = {"product": make.SPRAY, "number": "a1", "words": "By the maker"}
    told = manager.post("/supply/recalls/new/", sent, follow=True).content.decode()
    assert "Lot A1 is called back" in told
    assert "Participants who got some" not in told
    assert Recall.objects.count() == 1
    holder = manager.get(f"/supply/{came.to_holder_id}/").content.decode()
    assert "Called back" in holder


def test_the_justice_zone_has_what_officers_carry_and_nothing_of_people(
    client: Client, settings
):
    process(settings, Zone.JUSTICE)
    olive = cast.olive()
    mine = make.holder(olive)
    make.received(mine, 3)
    officer = cast.signed_in(client, olive)
    assert "3 boxes" in officer.get("/supply/").content.decode()
    lot = Movement.objects.get().lot_id
    sent = {"kind": "handed_out", "recipient": "nobody_named", "quantity": "1"}
    assert officer.post(f"/supply/{mine.pk}/{lot}/take-out/", sent).status_code == 302
    for closed in ("receive/", "new/", "recalls/", "recalls/new/"):
        assert officer.get(f"/supply/{closed}").status_code == 404
    assert officer.get(f"/people/{new_id()}/supplies/").status_code == 404
