"""What is due is proposed by one person, signed by another, and certified."""

import re
from datetime import timedelta

from django.test import Client
from django.utils.timezone import now
from playwright.sync_api import BrowserContext

from offramp.platform.policy.actor import Actor
from offramp.program.people.models import Person
from offramp.program.people.tests import factories as people
from offramp.program.retention import jobs
from tests import cast
from tests.journeys.seat import Seat, told


def seat(screen: BrowserContext, live: str, who: Actor, axe) -> Seat:
    """Somebody at their screen, signed in already."""
    session = cast.signed_in(Client(), who).cookies["sessionid"].value
    screen.add_cookies([{"name": "sessionid", "value": session, "url": live}])
    return Seat(screen.new_page(), "somebody", axe)


def test_two_people_destroy_what_is_due_and_a_hold_keeps_the_rest(
    phone, desk, live, axe
):
    """Given two records that are due, when one is held and two people agree, then the
    other is destroyed, and the certificate names nobody."""
    then = now() - timedelta(days=366 * 3)
    for name in ("Zed Madeup", "Ned Madeup"):
        people.person(by=cast.percy(), known_as=name, at=then)
    manager = seat(phone, live, cast.mona(), axe)
    holds_one(manager)
    proposes_the_other(manager)
    supervisor = seat(desk, live, cast.sam(), axe)
    signs(supervisor)
    jobs.destroy(now())  # as the worker does, every minute
    prints_the_certificate(supervisor)
    assert Person.objects.filter(known_as__endswith="Madeup").count() == 1


@told
def holds_one(manager: Seat) -> None:
    manager.go("/retention/")
    manager.press("2 records are due")
    manager.press(re.compile("hold it"))
    manager.fill("Number of the file or letter", "LH 2026-014")
    manager.press("Hold the record")
    manager.sees("Held")


@told
def proposes_the_other(manager: Seat) -> None:
    manager.go("/retention/due/inquiry/")
    manager.press("Propose to destroy what is due")
    manager.sees("Somebody else must sign")


@told
def signs(supervisor: Seat) -> None:
    supervisor.go("/retention/")
    supervisor.press("Proposed")
    supervisor.press("Sign, and destroy them")
    supervisor.sees("Being carried out")


@told
def prints_the_certificate(supervisor: Seat) -> None:
    supervisor.page.reload()
    supervisor.is_at("Certificate of destruction 1")
    supervisor.press("Print")
    supervisor.sees("Records destroyed")
    assert "Madeup" not in supervisor.page.get_by_role("main").inner_text()
