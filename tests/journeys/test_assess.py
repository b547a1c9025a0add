"""A case manager and a participant talk an assessment through, on one phone."""

import re

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from offramp.program.assessments.models import Flag
from offramp.program.assessments.tests import factories as make
from tests import cast


def opened(screen: BrowserContext, live: str, path: str) -> Page:
    """A page in the case manager's own session."""
    session = cast.signed_in(Client(), cast.casey()).cookies["sessionid"].value
    screen.add_cookies([{"name": "sessionid", "value": session, "url": live}])
    page = screen.new_page()
    page.goto(path)
    return page


def choose(page: Page, question: str, answer: str) -> None:
    """Tap an answer's tile."""
    group = page.get_by_role("radiogroup", name=re.compile(re.escape(question)))
    group.get_by_text(answer, exact=True).click()


def test_answers_are_kept_and_a_danger_shows_beside_them_at_once(phone, live, axe):
    """Given an assessment, when an answer means danger, then the screen says what to do
    before anybody presses a button, and the answers are already kept."""
    found = make.assessment(by=cast.casey())
    page = opened(phone, live, make.url("section", found.id, "right-now"))
    axe(page)

    choose(page, "Are you feeling sick", "Yes, a little")
    expect(page.get_by_text("Is any of this happening right now?")).to_be_visible()
    choose(page, "Have you had thoughts of killing yourself?", "Yes, today")

    expect(page.get_by_text("You are not alone with this")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("988"))).to_be_visible()
    axe(page)
    assert Flag.objects.get().urgency == "now"

    page.reload()
    group = page.get_by_role("radiogroup", name=re.compile("thoughts of killing"))
    expect(group.get_by_label("Yes, today")).to_be_checked()
    choose(page, "Are you feeling sick", "No")
    expect(page.get_by_text("Is any of this happening right now?")).to_have_count(0)


def test_what_is_typed_survives_a_network_that_fails(phone, live):
    """Given no signal, when something is typed, then the page says that it is not saved
    and saves it once there is a signal again."""
    found = make.assessment(by=cast.casey())
    page = opened(phone, live, make.url("section", found.id, "what-matters"))
    page.wait_for_load_state("networkidle")  # all scripts are here
    phone.set_offline(True)
    page.get_by_label("What should we work on first?").fill("A lock on the door")
    expect(page.get_by_text("Not saved yet")).to_be_visible()

    phone.set_offline(False)
    page.get_by_label("What is going well").fill("My sister")
    expect(page.get_by_text(re.compile(r"^Saved \d\d:\d\d$"))).to_be_visible()
    assert make.kept(found, "what-matters").keys() == {"first", "well"}


def test_the_phq_without_scripts(no_script, live, axe):
    """Given a browser without scripts, when the first two add up to 3, then the other
    seven are asked on the next screen."""
    found = make.assessment(by=cast.casey())
    page = opened(no_script, live, make.url("section", found.id, "phq-9"))
    choose(page, "Little interest", "Nearly every day")
    choose(page, "Feeling down", "Several days")
    page.get_by_role("button", name="Save and go on").click()

    for question in ("Trouble falling", "Feeling tired", "Poor appetite", "Feeling bad",
                     "Trouble concentrating", "Moving or speaking", "Thoughts that"):  # fmt: skip
        choose(page, question, "Several days")
    page.get_by_role("button", name="Save and go on").click()

    expect(page.get_by_text("You are not alone with this")).to_be_visible()
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Worry")


@pytest.mark.parametrize("screen", ["phone", "desk"])
def test_two_windows_the_second_is_told(screen, request, live):
    """Given one section in two windows, when both save the same question, then the
    second is told, keeps what it typed, and may save again."""
    found = make.assessment(by=cast.casey())
    context = request.getfixturevalue(screen)
    path = make.url("section", found.id, "about-you")
    one, two = opened(context, live, path), opened(context, live, path)
    for page, words in ((one, "Ann"), (two, "Annie")):
        page.get_by_label("What should we call you").fill(words)
        page.get_by_role("button", name="Save and go on").click()

    expect(two.get_by_text("The other window has: Ann.").first).to_be_visible()
    expect(two.get_by_label("What should we call you")).to_have_value("Annie")
    two.get_by_role("button", name="Save and go on").click()
    expect(two.get_by_role("heading", level=1)).to_have_text("Strengths")
    assert make.kept(found, "about-you")["names"].values == ("Annie",)
