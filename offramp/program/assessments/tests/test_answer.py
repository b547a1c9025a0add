from datetime import timedelta

import pytest
from django.http import Http404
from django.utils.timezone import now

from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.policy.gate import Forbidden
from offramp.program.assessments import actions
from offramp.program.assessments.formats import response
from offramp.program.assessments.formats.questionnaire import Answer
from offramp.program.assessments.models import Response, Score
from offramp.program.assessments.tests import factories as make
from tests import cast

pytestmark = pytest.mark.django_db


def row(found, slug) -> Response:
    return Response.objects.get(assessment=found, section=slug)


def test_answers_are_kept_as_a_fhir_response_with_who_and_when():
    casey = cast.casey()
    found = make.assessment(by=casey)

    saved = make.save(found, "right-now", make.CALM, by=casey)

    kept = row(found, "right-now")
    assert saved.is_done
    assert response.read(kept.document) == make.CALM
    assert kept.document["subject"] == {"reference": f"Patient/{found.person_id}"}
    assert kept.answered_by_id == casey.id
    assert (kept.version, kept.instrument_version) == (1, "1.0.0")


def test_nothing_clinical_is_in_the_record_of_acts():
    casey = cast.casey()
    found = make.assessment(by=casey)
    given = make.CALM | make.answers(suicide="now")
    make.save(found, "right-now", given, by=casey)
    make.save(found, "what-matters", {"hope": Answer(("Sleep.",))}, by=casey)

    for entry in Entry.objects.filter(action="assessment.answer"):
        assert set(entry.details) <= {"section", "version"}


def test_a_score_is_stored_with_its_cut_and_version_and_only_when_complete():
    casey = cast.casey()
    found = make.assessment(by=casey)

    make.save(found, "phq-9", make.phq(2, 2, 1), by=casey, finished=False)
    partial = Score.objects.get(slug="phq9-score")
    assert (partial.value, partial.answered, partial.wanted) == (None, 3, 9)

    make.save(found, "phq-9", make.phq(2, 2, 2, 2, 2, 0, 0, 0, 0), by=casey)
    whole = Score.objects.get(slug="phq9-score")
    assert (whole.value, whole.low, whole.high) == (10, 10, 14)
    assert (whole.answered, whole.wanted, whole.instrument_version) == (9, 9, "1.0.0")
    assert whole.citation.startswith("Kroenke")
    assert whole.mark == "E"


def test_a_score_that_is_no_longer_asked_for_goes():
    casey = cast.casey()
    found = make.assessment(by=casey)
    make.save(found, "phq-9", make.phq(2, 2, 2, 2, 2, 0, 0, 0, 0), by=casey)
    make.save(found, "phq-9", make.phq(0, 0), by=casey)
    assert [score.slug for score in Score.objects.all()] == ["phq2-score"]


def test_the_same_again_changes_nothing():
    casey = cast.casey()
    found = make.assessment(by=casey)
    make.save(found, "right-now", make.CALM, by=casey)
    again = make.save(found, "right-now", make.CALM, by=casey)
    assert again.version == 1
    assert Entry.objects.filter(action="assessment.answer").count() == 1


def test_an_answer_taken_back_is_gone():
    casey = cast.casey()
    found = make.assessment(by=casey)
    make.save(found, "strengths", make.answers(have="skill pet"), by=casey)
    make.save(found, "strengths", {"have": Answer(), "call": Answer(("Mo",))}, by=casey)
    assert response.read(row(found, "strengths").document) == {"call": Answer(("Mo",))}


def test_a_section_with_nothing_in_it_is_not_done():
    casey = cast.casey()
    found = make.assessment(by=casey)
    with pytest.raises(Refused, match="Nothing is answered yet"):
        make.save(found, "strengths", {}, by=casey)


def test_a_section_that_needs_an_answer_is_not_done_without_it():
    casey = cast.casey()
    found = make.assessment(by=casey)
    with pytest.raises(Refused, match="Prefer not to say"):
        make.save(found, "right-now", make.answers(withdrawal="no"), by=casey)
    declined = make.CALM | {"suicide": Answer(declined=True)}
    assert make.save(found, "right-now", declined, by=casey).is_done


def test_questions_that_an_answer_opens_are_asked_before_it_is_done():
    casey = cast.casey()
    found = make.assessment(by=casey)
    first_two = frozenset({"phq-1", "phq-2"})

    saved = make.save(found, "phq-9", make.phq(3, 3), by=casey, on_page=first_two)

    assert not saved.is_done
    assert {"phq-3", "phq-9", "difficulty"} <= saved.opened
    down = make.save(found, "phq-9", make.phq(0, 0), by=casey, on_page=first_two)
    assert down.is_done
    assert "phq-3" in down.shut


def test_saving_as_you_go_does_not_call_it_done():
    casey = cast.casey()
    found = make.assessment(by=casey)
    some = make.answers(withdrawal="no")
    page = frozenset({"withdrawal"})
    saved = make.save(found, "right-now", some, by=casey, finished=False, on_page=page)
    assert saved.standing == "started"


def test_a_later_window_may_not_overwrite_what_it_has_not_seen():
    casey = cast.casey()
    found = make.assessment(by=casey)
    make.save(found, "work", make.answers(now="full"), by=casey, window="one")

    other = make.answers(now="looking", school="diploma")
    saved = make.save(found, "work", other, by=casey, seen=0, window="two")

    assert saved.clashing == ("now",)
    assert response.read(row(found, "work").document) == make.answers(now="full")
    kept = make.save(found, "work", other, by=casey, seen=1, window="two")
    assert not kept.clashing
    assert response.read(row(found, "work").document) == other


def test_two_windows_on_different_questions_both_win():
    casey = cast.casey()
    found = make.assessment(by=casey)
    one, two = make.answers(now="full"), make.answers(school="diploma")
    make.save(found, "work", one, by=casey, seen=0, window="one")
    make.save(found, "work", two, by=casey, seen=0, window="two")
    assert response.read(row(found, "work").document) == one | two


def test_a_peer_asks_a_peers_sections_only():
    percy = cast.percy()
    found = make.assessment(by=percy)
    assert make.save(found, "right-now", make.CALM, by=percy).is_done
    for slug in ("phq-9", "clinician", "closer-look", "summary", "body"):
        with pytest.raises(Forbidden):
            make.save(found, slug, {}, by=percy)
        with pytest.raises(Forbidden):
            actions.skip(found.id, slug, "later", at=now(), by=percy)


def test_a_section_that_does_not_exist_is_not_found():
    casey = cast.casey()
    found = make.assessment(by=casey)
    with pytest.raises(Http404):
        make.save(found, "astrology", {}, by=casey, on_page=frozenset())


def test_skipping_keeps_what_was_answered_and_says_why():
    casey = cast.casey()
    found = make.assessment(by=casey)
    given = make.answers(have="skill")
    make.save(found, "strengths", given, by=casey, finished=False)

    skipped = actions.skip(
        found.id, "strengths", "rather-not", "Tired.", at=now(), by=casey
    )

    assert (skipped.standing, skipped.skip_words) == ("skipped", "Tired.")
    assert response.read(skipped.document) == given
    with pytest.raises(Refused, match="Choose why"):
        actions.skip(found.id, "strengths", "bored", at=now(), by=casey)


def test_a_skipped_section_may_still_be_answered():
    casey = cast.casey()
    found = make.assessment(by=casey)
    actions.skip(found.id, "strengths", "later", at=now(), by=casey)
    make.save(found, "strengths", make.answers(have="skill"), by=casey)
    kept = row(found, "strengths")
    assert (kept.standing, kept.skip_reason, kept.skipped_at) == ("done", "", None)


def test_what_happened_earlier_is_kept_with_its_own_time():
    casey = cast.casey()
    found = make.assessment(by=casey)
    then = now() - timedelta(days=1)
    actions.skip(found.id, "work", "later", at=then, by=casey)
    assert row(found, "work").skipped_at == then
