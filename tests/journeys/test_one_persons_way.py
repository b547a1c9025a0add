"""From the roadside to the closed case: each role in turn, at their own screen."""

import pytest

from tests.journeys import at_the_roadside as road
from tests.journeys import in_the_office as office
from tests.journeys.seat import Seat, sit
from tests.journeys.town import fill_directory, open_town


@pytest.mark.slow  # a whole story, six people, every page looked at
def test_one_persons_way(phone, other_phone, desk, axe, new_desk):
    open_town()
    fill_directory()

    # Given an officer who hands somebody over, and a peer who meets and talks with them
    officer = sit(phone, "olive", axe)
    peer = sit(other_phone, "percy", axe)
    _handed_over(officer, peer)
    person = _taken_in(peer)

    # When the case manager assesses, and finds a danger that the supervisor sees to
    case_manager = sit(desk, "casey", axe)
    _assessed(case_manager)
    office.sees_and_closes_the_flag(sit(new_desk(), "sam", axe))

    # Then there is a plan, and a service that helps
    _planned(case_manager, person)

    # And the charge is cleared, the stay closed, and the manager sees how it stands
    prosecutor = sit(new_desk(), "petra", axe)
    office.sees_the_held_charge(prosecutor)
    office.records_it_as_cleared(prosecutor)
    office.closes_the_stay(case_manager, person)
    office.sees_what_is_on(sit(new_desk(), "mona", axe))


def _handed_over(officer: Seat, peer: Seat) -> None:
    officer.photograph("01-officer-first-page")
    road.fills_in_the_contact(officer)
    road.hands_the_person_over(officer)
    road.sees_the_page(peer)
    road.answers_with_a_time(peer)
    road.sees_without_reloading(officer, "Percy", "06-officer-follows")
    road.travels(peer)
    road.arrives(peer)
    road.sees_without_reloading(officer, "Percy is there.", "")
    road.is_released(officer)


def _taken_in(peer: Seat) -> str:
    road.looks_for_the_person_first(peer)
    road.writes_down_somebody_new(peer)
    road.does_the_intake(peer)
    road.has_the_agreement_signed(peer)
    return road.books_the_assessment(peer)


def _assessed(case_manager: Seat) -> None:
    office.takes_the_case(case_manager)
    assessment = office.begins_the_assessment(case_manager)
    office.asks_about_mood(case_manager)
    office.sees_what_to_do_on_the_same_screen(case_manager)
    office.skips_the_other_sections(case_manager, assessment)
    office.completes_the_assessment(case_manager, assessment)


def _planned(case_manager: Seat, person: str) -> None:
    office.writes_the_plan(case_manager, person)
    office.hears_that_they_agree(case_manager)
    office.opens_the_copy_to_print(case_manager)
    office.refers_to_a_service(case_manager, person)
    office.follows_the_referral(case_manager)
