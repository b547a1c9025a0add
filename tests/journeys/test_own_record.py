"""Somebody reads their own record on the case manager's screen, and ends a consent."""

import re

from django.utils.timezone import localdate, now
from playwright.sync_api import expect

from offramp.config.demo.staff import PASSWORD
from offramp.platform.kernel.ids import OpeningId, new_id
from offramp.program.consent import actions as consent
from offramp.program.consent.models import Consent
from offramp.program.consent.rules import Fact
from offramp.program.consent.tests import factories as consents
from offramp.program.people import actions as people
from offramp.program.people.tests import factories as make
from offramp.program.rights.tests import factories as rights
from tests import cast
from tests.journeys.seat import Seat, sit, told
from tests.journeys.town import open_town


def test_somebody_reads_their_own_record_and_ends_a_consent(phone, axe):
    """Given somebody about whom things were told, when they hold the screen, then they
    see it, end what they no longer want, and get to nobody else's pages."""
    person = _somebody_about_whom_things_were_told()
    staff = sit(phone, "casey", axe)
    staff.go(f"/people/{person.id}/")
    hands_the_screen_over(staff, "English")

    sees_who_was_told(staff)
    sees_who_opened_it(staff)
    ends_the_consent(staff)
    assert Consent.objects.get().revoked_at is not None
    asks_for_a_change(staff)
    gets_nowhere_else(staff, person)

    gives_it_back(staff)
    staff.is_at("Robin Fogwell")


def test_the_paper_comes_in_spanish(desk, axe):
    """Given somebody who reads Spanish, when it is printed, then within ten seconds all
    of it is there in Spanish."""
    person = _somebody_about_whom_things_were_told()
    staff = sit(desk, "casey", axe)
    staff.page.set_default_timeout(10_000)
    staff.go(f"/people/{person.id}/show/")
    staff.press(f"Español, {localdate().year}")
    staff.is_at("Su expediente")
    staff.sees("Lantern Table")
    staff.sees("Meadow Hospital")
    staff.sees("Alguien estaba en peligro.")


def test_all_of_it_is_printed_for_them(desk, axe):
    """Given somebody who asks for their whole record, when their case manager prints it,
    then it is all on one sheet, and says what is not on it and why."""
    person = _somebody_about_whom_things_were_told()
    staff = sit(desk, "casey", axe)
    staff.go(f"/people/{person.id}/show/")
    staff.press(re.compile("^English$"))
    staff.is_at("All of my record")
    for said in ("After noon", "Lantern Table", "Meadow Hospital", "42 CFR 2.31(b)"):
        staff.sees(said)


def _somebody_about_whom_things_were_told():
    staff = open_town()
    casey, group = staff.case_managers[0], cast.agency("work_group").id
    person = make.person(by=casey, known_as="Robin Fogwell")
    terms = {"recipient_agency_id": group, "categories": ["engaged"]}
    consents.consent(person, by=casey, **terms)
    make.way(person, by=casey, note="After noon")
    facts = (Fact("engaged", "Taking part", "June 1, 2026"),)
    consent.release(person.id, new_id(), facts, group, at=now(), by=casey)
    rights.emergency(person, by=staff.supervisor)
    people.open_record(
        OpeningId(new_id()), person.id, reason="life",
        words="A call from the roadside", at=now(), by=staff.peers[-1],
    )  # fmt: skip
    return person


@told
def hands_the_screen_over(seat: Seat, language: str) -> None:
    seat.press("Show them their record")
    seat.pick(language)
    seat.press("Hand it to them")
    seat.is_at("Your record")


@told
def sees_who_was_told(seat: Seat) -> None:
    seat.press("Who was told about me")
    for said in ("Lantern Table", "You said yes to it.", "Dr. Wilma Madeup"):
        seat.sees(said)
    seat.press("Back to the start")


@told
def sees_who_opened_it(seat: Seat) -> None:
    seat.press("Who opened my record")
    for said in ("Opened in an emergency", "Somebody was in danger.", "Casey"):
        seat.sees(said)
    seat.press("Back to the start")


@told
def ends_the_consent(seat: Seat) -> None:
    seat.press("What I said yes to")
    seat.press("End this yes")
    seat.is_at("End this yes?")
    seat.press("Yes, end it")
    seat.sees("We tell them no more.")
    seat.press("Back to the start")


@told
def asks_for_a_change(seat: Seat) -> None:
    seat.press("Ask for a change")
    seat.pick("Fix what is wrong")
    seat.fill("Say it in your own words", "I was born in May")
    seat.press("Send")
    seat.sees("I was born in May")


@told
def gets_nowhere_else(seat: Seat, person) -> None:
    for path in ("/", "/people/", f"/people/{person.id}/", "/sign-in/"):
        seat.go(path)
        seat.is_at("Your record")
    seat.page.go_back()
    expect(seat.page.get_by_text("Find a person")).to_have_count(0)


@told
def gives_it_back(seat: Seat) -> None:
    seat.go(seat.page.url)
    seat.press("I am done")
    seat.is_at("Please give the tablet back")
    seat.fill("Password", PASSWORD)
    seat.press("I have the tablet")
