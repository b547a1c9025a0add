"""The pages of an assessment, as a browser without scripts uses them."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from offramp.program.assessments import actions
from offramp.program.assessments.formats import response
from offramp.program.assessments.formats.questionnaire import Answer
from offramp.program.assessments.models import Flag, Response
from offramp.program.assessments.rules.sections import SECTIONS
from offramp.program.assessments.tests import factories as make
from tests import cast

pytestmark = pytest.mark.django_db

CALM = {name: list(answer.values) for name, answer in make.CALM.items()}


def url(name: str, *args: object) -> str:
    return reverse(f"assessments:{name}", args=args)


@pytest.fixture
def browser(client: Client) -> Client:
    return cast.signed_in(client, cast.casey())


def sent(answers: dict[str, list[str]], asked=None, **more: str) -> dict[str, object]:
    """What the form sends: the answers, and which questions stood on the page."""
    return {**answers, "asked": sorted(asked or answers), "version": "0", **more}


def kept(found, slug: str):
    row = Response.objects.get(assessment=found, section=slug)
    return response.read(row.document)


def test_every_section_of_a_case_manager_opens(browser: Client):
    found = make.assessment(by=cast.casey())
    for section in SECTIONS:
        answer = browser.get(url("section", found.id, section.slug))
        page = answer.content.decode()
        assert answer.status_code == 200
        assert section.title in page
        assert 'name="asked"' in page
        assert "autocomplete" in page


def test_save_and_go_on_leads_through_the_sections(browser: Client):
    found = make.assessment(by=cast.casey())
    answer = browser.post(url("section", found.id, "right-now"), sent(CALM))
    assert answer["Location"] == url("section", found.id, "what-matters")
    hope = {"hope": ["My own bed 🛏"], "first": [""]}
    given = sent(hope, asked=make.asked("what-matters"))
    answer = browser.post(url("section", found.id, "what-matters"), given)
    assert answer["Location"] == url("section", found.id, "taps-1")
    assert kept(found, "what-matters") == {"hope": Answer(("My own bed 🛏",))}
    again = browser.get(url("section", found.id, "what-matters")).content.decode()
    assert "My own bed 🛏" in again


def test_a_danger_is_shown_on_the_same_screen_before_one_goes_on(browser: Client):
    found = make.assessment(by=cast.casey())
    here = url("section", found.id, "right-now")
    danger = CALM | {"suicide": ["now"]}

    answer = browser.post(here, sent(danger))

    assert answer["Location"] == f"{here}#care-suicide"
    page = browser.get(here).content.decode()
    assert "You are not alone with this" in page
    assert "Stay with the person" in page
    assert 'href="tel:988"' in page
    assert "sign-off of a licensed clinician" in page
    assert Flag.objects.get().urgency == "now"
    seen = sent(danger, version="1", shown="suicide")
    assert browser.post(here, seen)["Location"].endswith("/what-matters/")


def test_the_phq_asks_two_and_then_seven_more_without_any_script(browser: Client):
    found = make.assessment(by=cast.casey())
    here = url("section", found.id, "phq-9")
    assert "phq-3" not in re.sub("slot-[a-z-]+", "", browser.get(here).content.decode())
    two = {"phq-1": ["nearly-every-day"], "phq-2": ["several-days"]}

    answer = browser.post(here, sent(two))

    assert answer["Location"] == here
    page = browser.get(here).content.decode()
    assert 'name="phq-9"' in page
    seven = {f"phq-{n}": ["several-days"] for n in range(3, 9)}
    rest = two | seven | {"phq-9": ["not-at-all"], "difficulty": ["not"]}
    answer = browser.post(here, sent(rest, version="1"))
    assert answer["Location"] == url("section", found.id, "gad-7")
    shown = browser.get(here).content.decode()
    assert "Screening result, not a diagnosis" in shown
    assert "Kroenke" in shown


@pytest.mark.parametrize(("changed", "sentence"), [
    ({"daily": ["none", "alcohol"]}, "cannot go together with another answer"),
    ({"suicide": ["perhaps"]}, "Choose one of the answers shown."),
    ({"suicide": []}, "Answer this, or choose “Prefer not to say”."),
])  # fmt: skip
def test_what_cannot_be_kept_comes_back_with_a_sentence(browser, changed, sentence):
    found = make.assessment(by=cast.casey())
    given = sent(CALM | changed, asked=CALM)
    answer = browser.post(url("section", found.id, "right-now"), given)
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
    given = sent({"hope": [text], "well": ["شكرا"]})
    answer = browser.post(url("section", found.id, "what-matters"), given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "شكرا" in page


def test_an_empty_section_is_told_how_to_go_on(browser: Client):
    found = make.assessment(by=cast.casey())
    here = url("section", found.id, "strengths")
    answer = browser.post(here, sent({}, asked=["have"]))
    assert answer.status_code == 422
    assert "or skip with a reason" in answer.content.decode()


@pytest.mark.parametrize(("go", "target"), [
    ("back", "right-now"), ("break", ""), ("skip", "what-matters/skip"),
])  # fmt: skip
def test_back_break_and_skip_keep_what_was_typed(browser, go, target):
    found = make.assessment(by=cast.casey())
    here = url("section", found.id, "what-matters")
    answer = browser.post(here, sent({"hope": ["Rest"]}, go=go))
    assert answer.status_code == 302
    assert target in answer["Location"]
    assert kept(found, "what-matters") == {"hope": Answer(("Rest",))}
    row = Response.objects.get(section="what-matters")
    assert row.standing == "started"


def test_skipping_needs_a_reason(browser: Client):
    found = make.assessment(by=cast.casey())
    here = url("skip", found.id, "work")
    assert browser.post(here, {"reason": ""}).status_code == 422
    answer = browser.post(here, {"reason": "later", "words": "Tired"})
    assert answer["Location"] == url("section", found.id, "legal")
    page = browser.get(url("review", found.id)).content.decode()
    assert "Skipped: Not today; ask again. Tired" in page


def test_two_windows_the_second_is_told_and_nothing_of_it_is_lost(browser: Client):
    found = make.assessment(by=cast.casey())
    here = url("section", found.id, "work")
    first = sent({"now": ["full"]}, submission_id=str(uuid4()))
    browser.post(here, first)
    second = sent({"now": ["looking"]}, submission_id=str(uuid4()))

    answer = browser.post(here, second)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "saved in another window" in page
    assert "The other window has: Working full time." in page
    assert re.search(r'value="looking"[^>]* checked', page)
    assert 'name="version" value="1"' in page
    assert kept(found, "work") == {"now": Answer(("full",))}
    assert browser.post(here, second | {"version": "1"}).status_code == 302
    assert kept(found, "work") == {"now": Answer(("looking",))}


def test_a_second_tap_and_the_back_button_change_nothing(browser: Client):
    found = make.assessment(by=cast.casey())
    here = url("section", found.id, "right-now")
    once = sent(CALM, submission_id=str(uuid4()))
    assert browser.post(here, once).status_code == 302
    assert browser.post(here, once).status_code == 302
    assert Response.objects.get().version == 1


def test_saving_as_you_go_gives_back_what_changes_on_the_page(browser: Client):
    found = make.assessment(by=cast.casey())
    here = url("answers", found.id, "right-now")
    answer = browser.post(here, {"changed": ["withdrawal"], "withdrawal": ["a-lot"]})
    page = answer.content.decode()
    assert 'name="version" value="1"' in page
    assert 'id="slot-body"' in page
    assert 'name="body"' in page

    given = {"changed": ["body"], "body": ["slow-breathing"], "version": "1"}
    page = browser.post(here, given).content.decode()
    assert "Call 911" in page
    assert Flag.objects.get().rule == "urgent-medical"
    assert Response.objects.get().standing == "started"


def test_saving_as_you_go_refuses_what_cannot_be_kept(browser: Client):
    found = make.assessment(by=cast.casey())
    here = url("answers", found.id, "closer-look")
    browser.post(here, {"changed": ["used"], "used": ["meth"]})
    bad = {"changed": ["days"], "days": ["400"], "version": "1"}
    assert browser.post(here, bad).status_code == 422
    assert browser.get(here).status_code == 405


def test_saving_as_you_go_from_an_old_window_is_refused(browser: Client):
    found = make.assessment(by=cast.casey())
    here = url("answers", found.id, "work")
    old = {"changed": ["now"], "version": "0"}
    browser.post(here, old | {"now": ["full"], "submission_id": str(uuid4())})
    answer = browser.post(here, old | {"now": ["part"], "submission_id": str(uuid4())})
    assert answer.status_code == 409


def test_the_overview_shows_scores_flags_and_where_to_go_on(browser: Client):
    casey = cast.casey()
    found = make.assessment(by=casey)
    make.save(found, "right-now", make.CALM | make.answers(hurt="yes"), by=casey)
    gad = {f"gad-{n}": make.phq(3)["phq-1"] for n in range(1, 8)}
    make.save(found, "gad-7", gad, by=casey)
    needs = make.answers(food="yes", food_help="yes", food_soon="today")
    make.save(found, "social-needs", needs, by=casey)

    page = browser.get(url("overview", found.id)).content.decode()

    assert "3 of 18 sections" in page
    assert "Go on: What matters to you" in page
    assert "GAD-7" in page
    assert "read as 15–21" in page
    assert "Someone is hurting them" in page
    assert "Food" in page


def test_a_peers_pages_hold_no_scores_and_nothing_clinical(client: Client):
    percy, sam = cast.percy(), cast.sam()
    found = make.assessment(by=percy)
    gad = {f"gad-{n}": make.phq(3)["phq-1"] for n in range(1, 8)}
    make.save(found, "gad-7", gad, by=sam)
    peer = cast.signed_in(client, percy)

    for name in ("overview", "review"):
        page = peer.get(url(name, found.id)).content.decode()
        assert "GAD-7" not in page
        assert "Worry" not in page
        assert "diagnos" not in page.lower()
    assert (
        "The case manager asks the other 8 sections."
        in peer.get(url("overview", found.id)).content.decode()
    )
    for section in SECTIONS:
        answer = peer.get(url("section", found.id, section.slug))
        assert answer.status_code == (200 if section.peer else 403)
        assert "diagnos" not in answer.content.decode().lower()
    assert peer.post(url("answers", found.id, "phq-9"), {}).status_code == 403
    assert peer.get(url("skip", found.id, "summary")).status_code == 403


def test_a_complete_assessment_is_read_and_not_asked_again(browser: Client):
    casey = cast.casey()
    found = make.assessment(by=casey)
    make.settle_all(found, by=casey)
    before = browser.get(url("review", found.id)).content.decode()
    assert "Every section is answered or skipped" in before
    actions.complete(found.id, at=now(), by=casey)

    answer = browser.get(url("section", found.id, "work"))
    assert answer["Location"] == url("review", found.id)
    page = browser.get(url("review", found.id)).content.decode()
    assert "Complete since" in page
    late = browser.post(url("section", found.id, "right-now"), sent(CALM))
    assert late.status_code in {302, 409}
    changed = sent(CALM | {"hurt": ["yes"]}, version="1")
    answer = browser.post(url("section", found.id, "right-now"), changed)
    assert answer.status_code == 409
    assert "stays as it is" in answer.content.decode()


def test_the_review_names_what_still_stands_in_the_way(browser: Client):
    casey = cast.casey()
    found = make.assessment(by=casey)
    make.settle_all(found, by=casey, but="strengths")
    page = browser.get(url("review", found.id)).content.decode()
    assert "<li>Strengths</li>" in page


def test_a_supervisor_closes_a_flag_from_the_list(client: Client):
    casey = cast.casey()
    found = make.assessment(by=casey, known_as="Ann Aster")
    make.save(found, "right-now", make.CALM | make.answers(hurt="yes"), by=casey)
    flag = Flag.objects.get()
    sam = cast.signed_in(client, cast.sam())

    page = sam.get(url("flags")).content.decode()
    assert "Ann Aster" in page
    assert url("close_flag", flag.id) in page
    assert sam.post(url("close_flag", flag.id), {"what_done": ""}).status_code == 422
    answer = sam.post(url("close_flag", flag.id), {"what_done": "Spoke with her."})
    assert answer["Location"] == url("flags")
    assert "No open flags" in sam.get(url("flags")).content.decode()
    assert sam.post(url("close_flag", flag.id), {"what_done": "x"}).status_code == 409
    seen = sam.get(url("section", found.id, "right-now")).content.decode()
    assert "A supervisor has seen to this." in seen


def test_a_case_manager_sees_the_flags_of_their_people_but_does_not_close_them(
    browser: Client,
):
    casey = cast.casey()
    found = make.assessment(by=casey, known_as="Ann Aster")
    make.save(found, "right-now", make.CALM | make.answers(hurt="yes"), by=casey)
    flag = Flag.objects.get()
    page = browser.get(url("flags")).content.decode()
    assert "Ann Aster" in page
    assert "Close with what was done" not in page
    assert browser.get(url("close_flag", flag.id)).status_code == 403


@pytest.mark.parametrize("who", ["olive", "petra", "mona"])
def test_those_outside_treatment_get_403(client: Client, who: str):
    found = make.assessment(by=cast.casey())
    stranger = cast.signed_in(client, getattr(cast, who)())
    for path in (
        url("overview", found.id),
        url("review", found.id),
        url("section", found.id, "right-now"),
        url("skip", found.id, "right-now"),
        url("flags"),
    ):
        assert stranger.get(path).status_code == 403
    assert stranger.post(url("start", found.case_id)).status_code == 403


def test_what_does_not_exist_or_is_not_theirs_is_404(browser: Client):
    other = make.assessment(by=cast.cora())
    mine = make.assessment(by=cast.casey())
    for path in (
        url("overview", uuid4()),
        url("overview", other.id),
        url("section", mine.id, "astrology"),
        url("section", other.id, "right-now"),
    ):
        assert browser.get(path).status_code == 404


def test_pages_take_the_same_number_of_queries_however_much_is_answered(
    browser: Client, django_assert_max_num_queries
):
    casey = cast.casey()
    empty = make.assessment(by=casey)
    full = make.assessment(by=casey, known_as="Bo Birch")
    for section in SECTIONS:
        given = make.one_answer(section.slug)
        make.save(full, section.slug, given, by=casey, finished=False)
    for name, args in (
        ("overview", ()),
        ("review", ()),
        ("section", ("phq-9",)),
        ("section", ("right-now",)),
    ):
        counts = []
        for found in (full, empty):
            with django_assert_max_num_queries(13) as taken:
                browser.get(url(name, found.id, *args))
            counts.append(len(taken))
        assert counts[0] - counts[1] in {0, 1, 2}, (name, counts)
