"""A kit's whole way: from the delivery to somebody's hand, an overdose, and a recall."""

import re

from django.test import Client
from playwright.sync_api import BrowserContext

from offramp.platform.policy.actor import Actor
from offramp.program.naloxone import access
from offramp.program.naloxone.models import Holder
from offramp.program.touchpoints.tests import factories as met
from tests import cast
from tests.journeys.seat import Seat, told

CODE = "010031234567890617290531" + "10KIT7"


def seat(screen: BrowserContext, live: str, who: Actor, axe) -> Seat:
    """Somebody at their screen, signed in already."""
    session = cast.signed_in(Client(), who).cookies["sessionid"].value
    screen.add_cookies([{"name": "sessionid", "value": session, "url": live}])
    return Seat(screen.new_page(), "somebody", axe)


def test_a_kit_goes_its_way_and_is_found_again(phone, other_phone, desk, live, axe):
    """Given a delivery, when a peer takes kits, gives one, and reports an overdose with
    another in place of the one used, then the manager sees what runs low, and finds what
    is left when the maker calls the lot back."""
    percy = cast.percy()
    robin = met.person(of=percy)
    manager = seat(desk, live, cast.mona(), axe)
    adds_a_cabinet(manager)
    adds_the_peer(manager)
    takes_in_a_delivery(manager)
    gives_some_to_the_peer(manager)
    peer = seat(phone, live, percy, axe)
    gives_a_kit(peer, str(robin.pk))
    reports_an_overdose(peer)
    hands_over_the_sheet(peer)
    sees_what_is_left(peer)
    sees_that_it_runs_low(manager)
    calls_the_lot_back(manager)
    reads_who_got_it(seat(other_phone, live, cast.sam(), axe), robin.known_as)
    mine = access.held(Holder.objects.filter(staff_id=percy.id))
    assert sum(held.quantity for held in mine) == 1


@told
def adds_a_cabinet(manager: Seat) -> None:
    manager.go("/supply/")
    manager.press("Add a place or somebody")
    manager.pick("Store")
    manager.fill("What it is called", "Cabinet")
    manager.page.get_by_label("Whose it is").select_option(str(cast.mona().agency_id))
    manager.press("Add")
    manager.is_at("Cabinet")


@told
def adds_the_peer(manager: Seat) -> None:
    manager.go("/supply/new/")
    manager.pick("Peer")
    manager.page.get_by_label("Who carries them").select_option(str(cast.percy().id))
    manager.press("Add")
    manager.is_at("Percy Castly")


@told
def takes_in_a_delivery(manager: Seat) -> None:
    manager.go("/supply/receive/")
    manager.fill("Scan the square on the box", CODE)
    manager.fill("How many came", "12")
    manager.page.get_by_label("Where they are put").select_option(
        label="Cabinet (store)"
    )
    manager.press("Take it in")
    manager.sees("In stock")
    manager.sees("12 boxes")


@told
def gives_some_to_the_peer(manager: Seat) -> None:
    manager.press("Cabinet")
    manager.press("Move to somebody else")
    manager.page.get_by_label("To whom or where").select_option(
        label="Percy Castly (peer)"
    )
    manager.fill("How many", "4")
    manager.press("Move")
    manager.sees("8 boxes")


@told
def gives_a_kit(peer: Seat, person: str) -> None:
    peer.go(f"/people/{person}/touchpoints/new/")
    peer.pick("Yes, we met or spoke")
    peer.pick("Face to face", "How?")
    peer.pick("1", "Naloxone kits handed over")
    peer.press("Save")
    peer.sees("Recorded.")


@told
def reports_an_overdose(peer: Seat) -> None:
    peer.go("/overdoses/")
    peer.press("Report an overdose")
    peer.fill("Where", "By the mill")
    peer.pick("Yes", "Was 911 called?")
    peer.pick("Yes", "Are they alive?")
    peer.pick("Yes", "Was naloxone given?")
    peer.pick("A neighbor", "Who gave it?")
    peer.pick("2", "How many doses?")
    peer.pick("1", "Kits of your own that were used")
    peer.pick("1", "Kits you handed over")
    peer.press("Send the report")
    peer.sees("Reported. Nobody is named in it.")
    peer.sees("2 doses")


@told
def hands_over_the_sheet(peer: Seat) -> None:
    peer.press("The sheet to hand over")
    peer.press("I handed it over")
    peer.sees("Sheet handed over")


@told
def sees_what_is_left(peer: Seat) -> None:
    peer.go("/supply/")
    peer.press("Percy Castly")
    peer.sees("1 box")
    peer.sees("Used in an overdose")
    peer.sees("Handed out: somebody not named")


@told
def sees_that_it_runs_low(manager: Seat) -> None:
    manager.go("/")
    manager.sees("1 box that can be given, at least 2 wanted")


@told
def calls_the_lot_back(manager: Seat) -> None:
    manager.go("/supply/recalls/")
    manager.press("Call a lot back")
    manager.page.get_by_label("Product").select_option("meadow_spray")
    manager.fill("Lot", "kit7")
    manager.fill("Who called it back", "By the maker")
    manager.press("Call it back")
    manager.is_at("Lot KIT7 is called back")
    manager.sees("Cabinet: 8")
    manager.sees("Percy Castly: 1")
    manager.sees(re.compile("1 went to participants who are not named here"))
    manager.go("/")
    manager.sees("called back")


@told
def reads_who_got_it(supervisor: Seat, name: str) -> None:
    supervisor.go("/supply/recalls/")
    supervisor.press(re.compile("Lot KIT7"))
    supervisor.sees(name)
