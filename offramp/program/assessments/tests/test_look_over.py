"""The pages that show an assessment: overview, review, flags; and to whom."""

from uuid import uuid4

import pytest
from django.test import Client
from django.utils.timezone import now

from offramp.program.assessments import actions
from offramp.program.assessments.models import Flag
from offramp.program.assessments.rules.sections import SECTIONS
from offramp.program.assessments.tests import factories as make
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client: Client) -> Client:
    return cast.signed_in(client, cast.casey())


def test_the_overview_shows_scores_flags_and_where_to_go_on(browser: Client):
    casey = cast.casey()
    found = make.assessment(by=casey)
    make.save(found, "right-now", make.CALM | make.answers(hurt="yes"), by=casey)
    gad = {f"gad-{n}": make.phq(3)["phq-1"] for n in range(1, 8)}
    make.save(found, "gad-7", gad, by=casey)
    needs = make.answers(food="yes", food_help="yes", food_soon="today")
    make.save(found, "social-needs", needs, by=casey)

    page = browser.get(make.url("overview", found.id)).content.decode()

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
        page = peer.get(make.url(name, found.id)).content.decode()
        assert "GAD-7" not in page
        assert "Worry" not in page
        assert "diagnos" not in page.lower()
    assert (
        "The case manager asks the other 8 sections."
        in peer.get(make.url("overview", found.id)).content.decode()
    )
    for section in SECTIONS:
        answer = peer.get(make.url("section", found.id, section.slug))
        assert answer.status_code == (200 if section.peer else 403)
        assert "diagnos" not in answer.content.decode().lower()
    assert peer.post(make.url("answers", found.id, "phq-9"), {}).status_code == 403
    assert peer.get(make.url("skip", found.id, "summary")).status_code == 403


def test_a_complete_assessment_is_read_and_not_asked_again(browser: Client):
    casey = cast.casey()
    found = make.assessment(by=casey)
    make.settle_all(found, by=casey)
    before = browser.get(make.url("review", found.id)).content.decode()
    assert "Every section is answered or skipped" in before
    actions.complete(found.id, at=now(), by=casey)

    answer = browser.get(make.url("section", found.id, "work"))
    assert answer["Location"] == make.url("review", found.id)
    page = browser.get(make.url("review", found.id)).content.decode()
    assert "Complete since" in page
    late = browser.post(
        make.url("section", found.id, "right-now"), make.sent(make.CALM_SENT)
    )
    assert late.status_code in {302, 409}
    changed = make.sent(make.CALM_SENT | {"hurt": ["yes"]}, version="1")
    answer = browser.post(make.url("section", found.id, "right-now"), changed)
    assert answer.status_code == 409
    assert "stays as it is" in answer.content.decode()


def test_the_review_names_what_still_stands_in_the_way(browser: Client):
    casey = cast.casey()
    found = make.assessment(by=casey)
    make.settle_all(found, by=casey, but="strengths")
    page = browser.get(make.url("review", found.id)).content.decode()
    assert "skip them with a reason: Strengths." in page


def test_a_supervisor_closes_a_flag_from_the_list(client: Client):
    casey = cast.casey()
    found = make.assessment(by=casey, known_as="Ann Aster")
    make.save(found, "right-now", make.CALM | make.answers(hurt="yes"), by=casey)
    flag = Flag.objects.get()
    sam = cast.signed_in(client, cast.sam())

    page = sam.get(make.url("flags")).content.decode()
    assert "Ann Aster" in page
    assert make.url("close_flag", flag.id) in page
    assert (
        sam.post(make.url("close_flag", flag.id), {"what_done": ""}).status_code == 422
    )
    answer = sam.post(make.url("close_flag", flag.id), {"what_done": "Spoke with her."})
    assert answer["Location"] == make.url("flags")
    assert "No open flags" in sam.get(make.url("flags")).content.decode()
    assert (
        sam.post(make.url("close_flag", flag.id), {"what_done": "x"}).status_code == 409
    )
    seen = sam.get(make.url("section", found.id, "right-now")).content.decode()
    assert "A supervisor has seen to this." in seen


def test_a_case_manager_sees_the_flags_of_their_people_but_does_not_close_them(
    browser: Client,
):
    casey = cast.casey()
    found = make.assessment(by=casey, known_as="Ann Aster")
    make.save(found, "right-now", make.CALM | make.answers(hurt="yes"), by=casey)
    flag = Flag.objects.get()
    page = browser.get(make.url("flags")).content.decode()
    assert "Ann Aster" in page
    assert "Close with what was done" not in page
    assert browser.get(make.url("close_flag", flag.id)).status_code == 403


@pytest.mark.parametrize("who", ["olive", "petra", "mona"])
def test_those_outside_treatment_get_403(client: Client, who: str):
    found = make.assessment(by=cast.casey())
    stranger = cast.signed_in(client, getattr(cast, who)())
    for path in (
        make.url("overview", found.id),
        make.url("review", found.id),
        make.url("section", found.id, "right-now"),
        make.url("skip", found.id, "right-now"),
        make.url("flags"),
    ):
        assert stranger.get(path).status_code == 403
    assert stranger.post(make.url("start", found.case_id)).status_code == 403


def test_what_does_not_exist_or_is_not_theirs_is_404(browser: Client):
    other = make.assessment(by=cast.cora())
    mine = make.assessment(by=cast.casey())
    for path in (
        make.url("overview", uuid4()),
        make.url("overview", other.id),
        make.url("section", mine.id, "astrology"),
        make.url("section", other.id, "right-now"),
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
                browser.get(make.url(name, found.id, *args))
            counts.append(len(taken))
        assert counts[0] - counts[1] in {0, 1, 2}, (name, counts)
