"""The server's processes are killed in mid form: what was typed is kept, and saved once."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from offramp.config.demo.staff import Staff
from offramp.program.assessments.tests import factories as assessments
from offramp.program.people.models import Person
from tests.cast import load_test_site
from tests.journeys.at_the_roadside import WHERE, WHO, fills_in_the_contact
from tests.journeys.process import Process
from tests.journeys.seat import Seat, sit, told
from tests.journeys.town import open_town

UNSENT = "No connection. What you typed is still here. Try again."
NOTE = "Talked on the porch, made up from the first word to the last."
HOPE = "To hear the made-up river at night."


@pytest.fixture
def process(transactional_db, settings, tmp_path) -> Iterator[Process]:
    """A server of its own, that only these stories have."""
    # What the test's quick hash writes, the real server would not read.
    settings.PASSWORD_HASHERS = ["offramp.config.demo.hasher.Quick"]
    load_test_site()
    running = Process(tmp_path)
    running.start()
    yield running
    running.kill()


@pytest.fixture
def live(process: Process) -> str:
    """Every window of this file looks at that server."""
    return process.address


@pytest.fixture
def town(process: Process) -> Staff:
    return open_town()


@told
def is_told_that_nobody_answers(somebody: Seat, button: str) -> None:
    send = somebody.page.get_by_role("button", name=button)
    send.click()
    expect(somebody.page.get_by_role("alert").filter(has_text=UNSENT)).to_be_visible()
    expect(send).not_to_have_attribute("aria-disabled", "true")


def test_a_contact_is_sent_once_when_the_server_is_there_again(
    process, town, phone, axe
):
    officer = sit(phone, "olive", axe)
    fills_in_the_contact(officer)
    process.kill()
    is_told_that_nobody_answers(officer, "Send")
    is_told_that_nobody_answers(officer, "Send")  # and as often as it is tried
    expect(officer.page.get_by_label("Where you are")).to_have_value(WHERE)

    process.start()
    officer.page.get_by_role("button", name="Send").dblclick()
    officer.is_at("Handed over")
    officer.sees(WHERE)
    officer.go("/contacts/")
    expect(officer.page.locator("tbody tr")).to_have_count(1)
    officer.sees(WHO)


def _note(case_manager: Seat, person: Person) -> None:
    case_manager.go(f"/people/{person.pk}/touchpoints/new/")
    case_manager.pick("Yes, we met or spoke")
    case_manager.pick("Face to face")
    case_manager.pick("1", "Naloxone kits handed over")
    case_manager.fill("Note in your own words", NOTE)


def test_a_touchpoint_half_written_outlives_the_server(process, town, desk):
    case = assessments.case(by=town.case_managers[0])
    case_manager = sit(desk, "casey")
    _note(case_manager, case.person)
    process.kill_the_first()
    is_told_that_nobody_answers(case_manager, "Save")
    expect(case_manager.page.get_by_label("Note in your own words")).to_have_value(NOTE)

    process.start()
    case_manager.press("Save")
    case_manager.go(f"/people/{case.person.pk}/touchpoints/")
    expect(case_manager.page.get_by_text(NOTE)).to_have_count(1)


def test_an_assessment_half_written_outlives_the_server(process, town, desk):
    found = assessments.assessment(by=town.case_managers[0])
    section = f"/assessments/{found.pk}/sections/what-matters/"
    case_manager = sit(desk, "casey")
    case_manager.go(section)
    case_manager.page.wait_for_load_state("networkidle")  # its scripts have arrived
    process.kill()
    case_manager.fill("What would you like to be different", HOPE)
    case_manager.sees("Not saved yet.")
    is_told_that_nobody_answers(case_manager, "Save and go on")

    process.start()
    case_manager.press("Save and go on")
    case_manager.go(section)
    box = case_manager.page.get_by_label("What would you like to be different")
    expect(box).to_have_value(HOPE)
    expect(case_manager.page).to_have_url(re.compile("what-matters"))
