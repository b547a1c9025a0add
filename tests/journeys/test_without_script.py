"""The spine of the story once more, in browsers that run no scripts."""

import pytest

from tests.journeys import at_the_roadside as road
from tests.journeys import in_the_office as office
from tests.journeys.seat import sit
from tests.journeys.town import open_town


@pytest.mark.slow  # three people, one after another, in a real browser
def test_from_the_roadside_to_the_assessment_without_scripts(new_plain_desk):
    open_town()
    officer = sit(new_plain_desk(), "olive")
    peer = sit(new_plain_desk(), "percy")
    case_manager = sit(new_plain_desk(), "casey")

    # Given a contact that was handed over
    road.fills_in_the_contact(officer)
    contact = road.hands_the_person_over(officer)

    # When the peer comes, and does the intake
    road.sees_the_page(peer)
    road.answers_with_a_time(peer)
    road.travels(peer)
    road.arrives(peer)
    officer.go(contact)  # a page without scripts is looked at again by hand
    road.is_released(officer)
    road.looks_for_the_person_first(peer)
    road.writes_down_somebody_new(peer)
    road.does_the_intake(peer)
    road.has_the_agreement_signed(peer)
    road.books_the_assessment(peer)

    # Then the case manager can begin, and an answer that is sent is kept
    office.takes_the_case(case_manager)
    office.begins_the_assessment(case_manager)
    office.answers_on_paper_like_pages(case_manager)
