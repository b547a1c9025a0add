"""The pages of a plan, as a browser without scripts uses them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from offramp.program.assessments.tests import factories as assessments
from offramp.program.plans import actions, queries
from offramp.program.plans.models import Goal, Plan, Step
from offramp.program.plans.tests import factories as make
from tests import cast

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    return reverse(f"plans:{name}", args=args)


@pytest.fixture
def browser(client: Client) -> Client:
    return cast.signed_in(client, cast.casey())


def test_a_plan_is_written_agreed_on_and_printed(browser: Client):
    casey = cast.casey()
    case_id = make.plan(by=casey).case_id
    started = browser.post(url("start", case_id))
    plan = Plan.objects.get()
    assert started["Location"] == url("page", plan.id)

    goal = {
        "words": "Sleep in a bed",
        "domain": make.domain(),
        "importance": "9",
        "stage": "thinking",
        "submission_id": str(uuid4()),
    }
    added = browser.post(url("add_goal", plan.id), goal)
    browser.post(url("add_goal", plan.id), goal)  # a second tap
    made = Goal.objects.get()
    assert added["Location"] == f"{url('page', plan.id)}#{made.id}"

    step = {"words": "Call Lantern House", "owner": "partner", "owner_name": "Lantern"}
    step["due_on"] = (localdate() + timedelta(days=3)).isoformat()
    browser.post(url("add_step", plan.id, made.id), step)
    page = browser.get(url("page", plan.id)).content.decode()
    assert "Call Lantern House" in page
    assert "A partner or service: Lantern" in page

    yes = {"how": "spoken", "note": "Casey heard it."}
    yes["review_on"] = (localdate() + timedelta(days=60)).isoformat()
    browser.post(url("agree", plan.id), yes)
    paper = browser.get(url("print", plan.id)).content.decode()
    assert "Sleep in a bed" in paper
    assert "<td>Lantern</td>" in paper
    assert "I can change my mind" in paper
    for code in (make.domain(), "thinking", "partner", "not_started", "9 of 10"):
        assert f">{code}<" not in paper


@pytest.mark.parametrize(("sent", "sentence"), [
    ({"words": ""}, "Answer “What do they want?"),
    ({"words": "x" * 1001}, "Shorten this to 1000 characters"),
    ({"words": "a\0b"}, "hidden character"),
    ({"domain": "astrology"}, "Choose one of the answers"),
    ({"importance": "11"}, "Choose one of the answers"),
])  # fmt: skip
def test_a_goal_that_cannot_be_kept_comes_back_with_a_sentence(
    browser: Client, sent: dict[str, str], sentence: str
):
    plan = make.plan(by=cast.casey())
    good = {"words": "Rest", "domain": make.domain(), "stage": "doing"}
    answer = browser.post(url("add_goal", plan.id), good | sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert 'value="doing"' in page
    assert not Goal.objects.exists()


@pytest.mark.parametrize(("day", "sentence"), [
    ("1890-01-01", "1900"),
    ("not a day", "Enter a date that exists"),
])  # fmt: skip
def test_a_step_with_a_day_that_makes_no_sense_comes_back(browser, day, sentence):
    casey = cast.casey()
    goal = make.goal(make.plan(by=casey), by=casey)
    sent = {"words": "Call", "owner": "peer", "due_on": day}
    answer = browser.post(url("add_step", goal.plan_id, goal.id), sent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_agreeing_asks_for_what_is_missing(browser: Client):
    casey = cast.casey()
    plan = make.plan(by=casey)
    sent = {"how": "signed", "review_on": localdate().isoformat()}
    answer = browser.post(url("agree", plan.id), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose a day after today." in page
    sent["review_on"] = (localdate() + timedelta(days=9)).isoformat()
    assert "Let them sign" in browser.post(url("agree", plan.id), sent).content.decode()
    sent["signature_typed"] = "Z. Zephyr"
    answer = browser.post(url("agree", plan.id), sent)
    assert "at least one goal" in answer.content.decode()


def test_a_drawn_signature_is_kept_and_shown(browser: Client):
    casey = cast.casey()
    goal = make.goal(make.plan(by=casey), by=casey)
    sent = {
        "how": "signed",
        "review_on": (localdate() + timedelta(days=9)).isoformat(),
        "signature_points": '{"w":300,"h":100,"strokes":[[[1,1],[20,30]]]}',
        "signature_typed": "",
    }
    browser.post(url("agree", goal.plan_id), sent)
    page = browser.get(url("page", goal.plan_id)).content.decode()
    assert '<path d="M1' in page


def test_two_windows_on_one_goal_the_second_is_told_and_may_save_again(browser):
    casey = cast.casey()
    goal = make.goal(make.plan(by=casey), by=casey)
    here = url("change_goal", goal.plan_id, goal.id)
    sent = {"domain": make.domain(), "revision": "1"}
    browser.post(here, sent | {"words": "From the first window"})

    answer = browser.post(here, sent | {"words": "From the second"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "changed in another window" in page
    assert "From the second" in page
    assert 'name="revision" value="2"' in page
    browser.post(here, sent | {"words": "From the second", "revision": "2"})
    assert Goal.objects.get().words == "From the second"


def test_taking_something_out_asks_once(browser: Client):
    casey = cast.casey()
    goal = make.goal(make.plan(by=casey), by=casey)
    step = make.step(goal, by=casey)
    asked = browser.get(url("drop_step", goal.plan_id, step.id))
    assert "Call the shelter" in asked.content.decode()
    browser.post(url("drop_step", goal.plan_id, step.id))
    browser.post(url("drop_goal", goal.plan_id, goal.id))
    assert not queries.page(goal.plan.id, by=casey).goals


def test_how_a_step_is_going(browser: Client):
    casey = cast.casey()
    plan = make.agreed(by=casey)
    step = Step.objects.get()
    browser.post(url("set_step", plan.id, step.id), {"state": "done"})
    assert "There" in browser.get(url("page", plan.id)).content.decode()


def test_a_new_version_is_written_beside_the_old_one(browser: Client):
    casey = cast.casey()
    plan = make.agreed(by=casey)
    new = browser.post(url("revise", plan.id))["Location"]
    assert "Being written" in browser.get(new).content.decode()
    old = browser.get(url("page", plan.id)).content.decode()
    assert "Go on with the next version" in old


def test_a_peer_reads_the_plan_and_finds_nothing_to_press(client: Client):
    percy, sam = cast.percy(), cast.sam()
    case = assessments.case(by=percy)
    plan = actions.start(case.id, at=now(), by=sam)
    make.goal(plan, by=sam)
    peer = cast.signed_in(client, percy)
    page = peer.get(url("page", plan.id)).content.decode()
    assert "Sleep through the night" in page
    assert "Add a goal" not in page
    assert peer.get(url("add_goal", plan.id)).status_code == 403
    assert peer.get(url("print", plan.id)).status_code == 200


@pytest.mark.parametrize("who", ["olive", "petra", "mona"])
def test_those_outside_treatment_get_403(client: Client, who: str):
    plan = make.plan(by=cast.casey())
    stranger = cast.signed_in(client, getattr(cast, who)())
    assert stranger.get(url("page", plan.id)).status_code == 403
    assert stranger.get(url("print", plan.id)).status_code == 403
    assert stranger.post(url("start", plan.case_id)).status_code == 403


def test_an_unknown_plan_is_404(browser: Client):
    assert browser.get(url("page", uuid4())).status_code == 404


def test_a_page_takes_as_many_queries_for_one_goal_as_for_many(
    browser: Client, django_assert_max_num_queries
):
    casey = cast.casey()
    plan = make.plan(by=casey)
    counts = []
    for _ in range(3):
        make.step(make.goal(plan, by=casey), by=casey)
        with django_assert_max_num_queries(14) as taken:
            browser.get(url("page", plan.id))
        counts.append(len(taken))
    assert len(set(counts)) == 1
