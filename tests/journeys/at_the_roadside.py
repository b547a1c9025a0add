"""Steps of the officer and the peer: from the contact to the first appointment."""

import re
from datetime import timedelta

from django.utils.timezone import localtime
from playwright.sync_api import expect

from tests.journeys.seat import Seat, told

WHO = "Finn Fictionby"
WHERE = "Mile 7, Make-believe Road"
WISH = "A roof that does not leak."
ATTORNEY = "Attorney for the Meadow District (made up)"
DONE = "The long talk has taken place"


@told
def fills_in_the_contact(officer: Seat) -> None:
    officer.go("/contacts/new/")
    officer.pick("Carrying powder")
    officer.page.get_by_label("Name", exact=True).fill(WHO)
    officer.pick("21 to 39")
    officer.pick("River people", "Race, as you perceive it")
    officer.pick("Looks male")
    officer.fill("Where you are", WHERE)
    officer.fill("Run number", "RUN-1")
    _says_that_it_fits(officer)
    officer.pick("Offered, says yes")


def _says_that_it_fits(officer: Seat) -> None:
    all_fit = officer.page.get_by_text("All of these fit LEAD", exact=True)
    if all_fit.is_visible():
        all_fit.click()
        return
    officer.pick("Yes", "Is the person 21 or older?")
    officer.pick("No", "Was a weapon drawn?")
    officer.pick("Yes", "Does everybody who was harmed agree?")


@told
def hands_the_person_over(officer: Seat) -> str:
    officer.photograph("02-officer-form")
    officer.press("Send")
    officer.is_at("Handed over")
    officer.sees("A peer is being paged.")
    officer.photograph("03-officer-handed-over")
    return officer.page.url


@told
def sees_the_page(peer: Seat) -> None:
    peer.go("/")
    peer.sees("You are paged")
    peer.photograph("04-peer-first-page")
    peer.go("/dispatches/")
    peer.sees(WHERE)
    peer.sees(WHO)
    peer.photograph("05-peer-page")


@told
def answers_with_a_time(peer: Seat) -> None:
    peer.press("Coming, 20 min")
    peer.sees("You are going")


@told
def sees_without_reloading(officer: Seat, text: str, picture: str) -> None:
    officer.sees(text)
    if picture:
        officer.photograph(picture)


@told
def travels(peer: Seat) -> None:
    peer.press("I am on my way")
    expect(peer.page.get_by_role("button", name="I am on my way")).to_have_count(0)
    peer.photograph("07-peer-on-the-way")


@told
def arrives(peer: Seat) -> None:
    peer.press("I am there")
    peer.sees("Start the intake when the person is ready.")


@told
def is_released(officer: Seat) -> None:
    officer.press("I am leaving")
    officer.sees("You are free to go.")
    officer.photograph("08-officer-released")


@told
def looks_for_the_person_first(peer: Seat) -> None:
    peer.press("Start intake")
    peer.is_at("Whom did you meet?")
    peer.sees("Nobody here is like them")
    peer.photograph("09-peer-whom-did-you-meet")


@told
def writes_down_somebody_new(peer: Seat) -> None:
    peer.press("Somebody new")
    called = peer.page.get_by_label("What they want to be called")
    expect(called).to_have_value(WHO)
    peer.press("Save and go on")
    peer.is_at("Intake")


@told
def does_the_intake(peer: Seat) -> None:
    peer.pick("Read aloud, and a copy given")
    peer.page.get_by_label("A blanket").select_option(label="Done on the spot")
    peer.pick("1", "Naloxone kits handed over")
    peer.pick("The nasal spray")
    peer.pick("Yes", "Have they overdosed before?")
    peer.fill("A phone that reaches them", "555-555-0142")
    peer.pick("Yes", "Safe to text?")
    peer.fill("What they wish for", WISH)
    peer.photograph("10-peer-intake")
    peer.press("Save the intake")
    peer.is_at("New consent")


@told
def has_the_agreement_signed(peer: Seat) -> None:
    peer.pick(ATTORNEY)
    peer.pick(DONE)
    peer.pick("Signed on the screen")
    _signs(peer)
    peer.photograph("11-peer-consent")
    peer.press(re.compile("^Save"))
    peer.is_at("Consent")
    peer.sees(DONE)
    peer.sees("Signed:")


def _signs(peer: Seat) -> None:
    """A line on the screen, as a finger draws it; without scripts the name is typed."""
    sheet = peer.page.locator("canvas")
    if not sheet.is_visible():
        peer.page.get_by_role("textbox", name="the full name").fill(WHO)
        return
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    assert box
    pen = peer.page.mouse
    pen.move(box["x"] + 20, box["y"] + 20)
    pen.down()
    for step in range(1, 8):
        pen.move(box["x"] + 20 + step * 25, box["y"] + 20 + (step % 2) * 30)
    pen.up()


@told
def books_the_assessment(peer: Seat) -> str:
    peer.go("/")
    peer.press(WHO)
    person = peer.page.url
    peer.press("Appointment")
    peer.pick("Assessment", "What for?")
    when = localtime() + timedelta(days=2)
    peer.fill("When?", when.strftime("%Y-%m-%dT10:00"))
    peer.fill("Where?", "Second Path's office")
    peer.pick("Needs no ride")
    peer.pick("No reminder")
    peer.photograph("12-peer-appointment")
    peer.press(re.compile("^Save"))
    peer.sees("Second Path's office")
    return person
