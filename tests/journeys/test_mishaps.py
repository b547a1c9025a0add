"""What goes wrong at a roadside: nothing typed is lost, and nothing is done twice."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.journeys.at_the_roadside import (
    WHERE,
    WHO,
    fills_in_the_contact,
    hands_the_person_over,
)
from tests.journeys.seat import Seat, sign_in, sit, told
from tests.journeys.town import open_town

NOTHING = "There is nothing for you here"


@pytest.fixture
def officer(phone) -> Seat:
    """Olive, with the form filled in and not sent."""
    open_town()
    olive = sit(phone, "olive")
    fills_in_the_contact(olive)
    return olive


@told
def has_one_contact(officer: Seat) -> None:
    officer.go("/contacts/")
    expect(officer.page.locator("tbody tr")).to_have_count(1)
    officer.sees(WHO)


@told
def sends_it_in_this_tab(officer: Seat) -> None:
    officer.page.get_by_role("button", name="Send").click()
    officer.is_at("Handed over")


def test_a_double_tap_hands_over_once(officer):
    officer.page.get_by_role("button", name="Send").dblclick()
    officer.is_at("Handed over")
    has_one_contact(officer)


def test_going_back_and_sending_again_hands_over_once(officer):
    hands_the_person_over(officer)
    officer.page.go_back()
    # The form's address now leads to what came of it, or the form is sent once more.
    send = officer.page.get_by_role("button", name="Send")
    heading = officer.page.get_by_role("heading", level=1)
    expect(heading).to_be_visible()
    if send.count():
        fills_in = officer.page.get_by_label("Name", exact=True)
        if fills_in.input_value() == WHO:
            sends_it_in_this_tab(officer)
    has_one_contact(officer)


def test_two_tabs_of_one_form_make_one_contact(officer):
    other = Seat(officer.page.context.new_page(), officer.name)
    other.page.goto(officer.page.url)
    expect(other.page.get_by_role("button", name="Send")).to_be_visible()
    sends_it_in_this_tab(officer)
    other.page.reload()
    other.is_at("Handed over")
    has_one_contact(officer)


def test_a_session_that_ran_out_in_mid_form_loses_nothing(officer, axe):
    officer.page.context.clear_cookies(name="sessionid")
    officer.page.get_by_role("button", name="Send").click()
    officer.sees("Nothing you typed is lost.")
    axe(officer.page)
    sign_in(officer)
    officer.is_at("Your answers are here")
    axe(officer.page)
    officer.press("Send what I typed")
    officer.is_at("Handed over")
    officer.sees(WHERE)
    has_one_contact(officer)


def test_a_server_that_stops_in_the_middle_loses_nothing(officer):
    page = officer.page
    page.route("**/contacts/new/", lambda sent: sent.abort("connectionrefused"))
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("button", name="Send")).to_have_count(0)
    page.unroute("**/contacts/new/")
    page.reload()  # the browser still has what was typed, and sends it again
    officer.is_at("Handed over")
    officer.sees(WHERE)
    has_one_contact(officer)


@pytest.mark.parametrize(
    ("name", "place"), [("olive", "contacts"), ("petra", "charges"), ("sam", "people")]
)
def test_an_unknown_address_is_answered_calmly(name, place, phone, axe):
    open_town()
    somebody = sit(phone, name)
    answer = somebody.page.goto(f"/{place}/{uuid4()}/")
    assert answer
    assert answer.status == 404
    somebody.is_at(NOTHING)
    axe(somebody.page)


def test_another_officers_contact_looks_like_one_that_never_was(officer, desk):
    hands_the_person_over(officer)
    otto = sit(desk, "otto")
    own = officer.page.url
    answer = otto.page.goto(own)
    assert answer
    assert answer.status == 404
    seen = otto.page.locator("body").inner_text()
    never = otto.page.goto(f"/contacts/{uuid4()}/")
    assert never
    assert never.status == 404
    assert otto.page.locator("body").inner_text() == seen
    assert NOTHING in seen


def test_where_somebody_is_comes_with_a_tap_alone_and_goes_with_another(officer):
    context = officer.page.context
    context.grant_permissions(["geolocation"])
    context.set_geolocation({"latitude": 38.7, "longitude": -90.3, "accuracy": 12})
    there = officer.page.locator("#id_latitude")
    assert there.input_value() == ""
    officer.page.get_by_role("button", name="Use my location").click()
    officer.sees("Your location is added, to about 12 meters.")
    assert there.input_value() == "38.70000"
    officer.page.get_by_role("button", name="Remove it").click()
    assert there.input_value() == ""
