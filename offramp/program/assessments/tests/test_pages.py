"""The pages of an assessment, as a browser without scripts uses them."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from offramp.program.assessments.formats.questionnaire import Answer
from offramp.program.assessments.models import Flag, Response
from offramp.program.assessments.rules.sections import SECTIONS
from offramp.program.assessments.tests import factories as make
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client: Client) -> Client:
    return cast.signed_in(client, cast.casey())


def test_every_section_of_a_case_manager_opens(browser: Client):
    found = make.assessment(by=cast.casey())
    for section in SECTIONS:
        answer = browser.get(make.url("section", found.id, section.slug))
        page = answer.content.decode()
        assert answer.status_code == 200
        assert section.title in page
        assert 'name="asked"' in page
        assert "autocomplete" in page


def test_save_and_go_on_leads_through_the_sections(browser: Client):
    found = make.assessment(by=cast.casey())
    answer = browser.post(
        make.url("section", found.id, "right-now"), make.sent(make.CALM_SENT)
    )
    assert answer["Location"] == make.url("section", found.id, "what-matters")
    hope = {"hope": ["My own bed 🛏"], "first": [""]}
    given = make.sent(hope, asked=make.asked("what-matters"))
    answer = browser.post(make.url("section", found.id, "what-matters"), given)
    assert answer["Location"] == make.url("section", found.id, "taps-1")
    assert make.kept(found, "what-matters") == {"hope": Answer(("My own bed 🛏",))}
    again = browser.get(make.url("section", found.id, "what-matters")).content.decode()
    assert "My own bed 🛏" in again


def test_a_danger_is_shown_on_the_same_screen_before_one_goes_on(browser: Client):
    found = make.assessment(by=cast.casey())
    here = make.url("section", found.id, "right-now")
    danger = make.CALM_SENT | {"suicide": ["now"]}

    answer = browser.post(here, make.sent(danger))

    assert answer["Location"] == f"{here}#care-suicide"
    page = browser.get(here).content.decode()
    assert "You are not alone with this" in page
    assert "Stay with the person" in page
    assert 'href="tel:988"' in page
    assert "sign-off of a licensed clinician" in page
    assert Flag.objects.get().urgency == "now"
    seen = make.sent(danger, version="1", shown="suicide")
    assert browser.post(here, seen)["Location"].endswith("/what-matters/")


def test_the_phq_asks_two_and_then_seven_more_without_any_script(browser: Client):
    found = make.assessment(by=cast.casey())
    here = make.url("section", found.id, "phq-9")
    assert "phq-3" not in re.sub("slot-[a-z-]+", "", browser.get(here).content.decode())
    two = {"phq-1": ["nearly-every-day"], "phq-2": ["several-days"]}

    answer = browser.post(here, make.sent(two))

    assert answer["Location"] == here
    page = browser.get(here).content.decode()
    assert 'name="phq-9"' in page
    seven = {f"phq-{n}": ["several-days"] for n in range(3, 9)}
    rest = two | seven | {"phq-9": ["not-at-all"], "difficulty": ["not"]}
    answer = browser.post(here, make.sent(rest, version="1"))
    assert answer["Location"] == make.url("section", found.id, "gad-7")
    shown = browser.get(here).content.decode()
    assert "Screening result, not a diagnosis" in shown
    assert "Kroenke" in shown


@pytest.mark.parametrize(("changed", "sentence"), [
    ({"daily": ["none", "alcohol"]}, "cannot go together with another answer"),
    ({"suicide": ["perhaps"]}, "Choose one of the answers shown."),
    ({"suicide": []}, "waits for an answer, or for “Prefer not to say”."),
])  # fmt: skip
def test_what_cannot_be_kept_comes_back_with_a_sentence(browser, changed, sentence):
    found = make.assessment(by=cast.casey())
    given = make.sent(make.CALM_SENT | changed, asked=make.CALM_SENT)
    answer = browser.post(make.url("section", found.id, "right-now"), given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert re.search(r'name="pregnant" value="no"[^>]* checked', page)


@pytest.mark.parametrize(("text", "sentence"), [
    ("a\0b", "cannot be stored"),
    ("x" * 2003, "3 characters too long"),
])  # fmt: skip
def test_text_that_cannot_be_kept_comes_back(browser, text, sentence):
    found = make.assessment(by=cast.casey())
    given = make.sent({"hope": [text], "well": ["شكرا"]})
    answer = browser.post(make.url("section", found.id, "what-matters"), given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "شكرا" in page


def test_an_empty_section_is_told_how_to_go_on(browser: Client):
    found = make.assessment(by=cast.casey())
    here = make.url("section", found.id, "strengths")
    answer = browser.post(here, make.sent({}, asked=["have"]))
    assert answer.status_code == 422
    assert "or skip with a reason" in answer.content.decode()


@pytest.mark.parametrize(("go", "target"), [
    ("back", "right-now"), ("break", ""), ("skip", "what-matters/skip"),
])  # fmt: skip
def test_back_break_and_skip_keep_what_was_typed(browser, go, target):
    found = make.assessment(by=cast.casey())
    here = make.url("section", found.id, "what-matters")
    answer = browser.post(here, make.sent({"hope": ["Rest"]}, go=go))
    assert answer.status_code == 302
    assert target in answer["Location"]
    assert make.kept(found, "what-matters") == {"hope": Answer(("Rest",))}
    row = Response.objects.get(section="what-matters")
    assert row.standing == "started"


def test_skipping_needs_a_reason(browser: Client):
    found = make.assessment(by=cast.casey())
    here = make.url("skip", found.id, "work")
    assert browser.post(here, {"reason": ""}).status_code == 422
    answer = browser.post(here, {"reason": "later", "words": "Tired"})
    assert answer["Location"] == make.url("section", found.id, "legal")
    page = browser.get(make.url("review", found.id)).content.decode()
    assert "Skipped: Not today; ask again. Tired" in page


def test_two_windows_the_second_is_told_and_nothing_of_it_is_lost(browser: Client):
    found = make.assessment(by=cast.casey())
    here = make.url("section", found.id, "work")
    first = make.sent({"now": ["full"]}, submission_id=str(uuid4()))
    browser.post(here, first)
    second = make.sent({"now": ["looking"]}, submission_id=str(uuid4()))

    answer = browser.post(here, second)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "saved in another window" in page
    assert "The other window has: Working full time." in page
    assert re.search(r'value="looking"[^>]* checked', page)
    assert 'name="version" value="1"' in page
    assert make.kept(found, "work") == {"now": Answer(("full",))}
    assert browser.post(here, second | {"version": "1"}).status_code == 302
    assert make.kept(found, "work") == {"now": Answer(("looking",))}


def test_a_second_tap_and_the_back_button_change_nothing(browser: Client):
    found = make.assessment(by=cast.casey())
    here = make.url("section", found.id, "right-now")
    once = make.sent(make.CALM_SENT, submission_id=str(uuid4()))
    assert browser.post(here, once).status_code == 302
    assert browser.post(here, once).status_code == 302
    assert Response.objects.get().version == 1
