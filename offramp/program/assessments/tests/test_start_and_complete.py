from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.timezone import now

from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.policy.actor import Role
from offramp.platform.policy.gate import Forbidden
from offramp.program.assessments import actions, queries
from offramp.program.assessments.models import Assessment, Response
from offramp.program.assessments.tests import factories as make
from offramp.program.cases import actions as cases
from tests import cast

pytestmark = pytest.mark.django_db


def test_a_case_manager_starts_and_it_is_on_record():
    casey = cast.casey()
    case = make.case(by=casey)

    found = actions.start(case.id, at=now(), by=casey)

    assert (found.state, found.person_id) == ("in_progress", case.person_id)
    assert Entry.objects.filter(action="assessment.start").count() == 1


def test_starting_again_goes_on_with_the_one_under_way():
    casey = cast.casey()
    case = make.case(by=casey)

    first = actions.start(case.id, at=now(), by=casey)
    again = actions.start(case.id, at=now(), by=casey)

    assert first == again
    assert Assessment.objects.count() == 1


def test_one_case_has_one_assessment_under_way_whatever_happens():
    found = make.assessment(by=cast.casey())
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.create(
            case=found.case,
            person=found.person,
            started_at=now(),
            started_by_id=found.started_by_id,
        )


def test_nobody_outside_the_care_of_the_person_starts_or_sees_it():
    found = make.assessment(by=cast.casey())
    for stranger in (cast.pat(), cast.cora()):
        with pytest.raises(Http404):
            actions.start(found.case.id, at=now(), by=stranger)
        with pytest.raises(Http404):
            queries.overview(found.id, by=stranger)
    assert queries.overview(found.id, by=cast.sam()).id == found.id


@pytest.mark.parametrize("role", [Role.OFFICER, Role.PROSECUTOR, Role.MANAGER])
def test_those_outside_treatment_are_refused(role: Role):
    found = make.assessment(by=cast.casey())
    actor = cast.EVERYONE[role]()
    with pytest.raises(Forbidden):
        queries.overview(found.id, by=actor)
    with pytest.raises(Forbidden):
        actions.start(found.case.id, at=now(), by=actor)
    with pytest.raises(Forbidden):
        queries.open_flags(by=actor)


def test_a_closed_case_is_not_assessed():
    casey = cast.casey()
    case = make.case(by=casey)
    cases.close(case.id, "moved", at=now(), by=casey)
    with pytest.raises(Refused, match="closed"):
        actions.start(case.id, at=now(), by=casey)


def test_it_is_complete_once_every_section_is_answered_or_skipped():
    casey = cast.casey()
    found = make.assessment(by=casey)
    make.settle_all(found, by=casey)

    done = actions.complete(found.id, at=now(), by=casey)

    assert (done.state, done.completed_by_id) == ("completed", casey.id)
    first = Response.objects.get(assessment=found, section="right-now")
    assert first.document["status"] == "completed"
    assert actions.complete(found.id, at=now(), by=casey).state == "completed"
    assert Entry.objects.filter(action="assessment.complete").count() == 1


def test_it_is_not_complete_while_a_section_is_open():
    casey = cast.casey()
    found = make.assessment(by=casey)
    make.settle_all(found, by=casey, but="strengths")

    with pytest.raises(Refused, match="Answer or skip with a reason: Strengths"):
        actions.complete(found.id, at=now(), by=casey)


def test_a_peer_does_not_complete_it():
    percy = cast.percy()
    found = make.assessment(by=percy)
    with pytest.raises(Forbidden):
        actions.complete(found.id, at=now(), by=percy)


def test_what_is_complete_stays_as_it_is():
    casey = cast.casey()
    found = make.assessment(by=casey)
    make.settle_all(found, by=casey)
    actions.complete(found.id, at=now(), by=casey)

    with pytest.raises(Refused, match="stays as it is"):
        make.save(found, "strengths", make.answers(have="skill"), by=casey)
    with pytest.raises(Refused, match="stays as it is"):
        actions.skip(found.id, "strengths", "later", at=now(), by=casey)


def test_after_it_is_complete_a_new_one_may_be_started():
    casey = cast.casey()
    found = make.assessment(by=casey)
    make.settle_all(found, by=casey)
    actions.complete(found.id, at=now(), by=casey)

    later = now() + timedelta(days=90)
    new = actions.start(found.case.id, at=later, by=casey)
    assert new != found
    brief = queries.of_cases([found.case.id], by=casey)[found.case.id]
    assert (brief.id, brief.sections_done) == (new.id, 0)


def test_a_brief_tells_how_far_it_has_come(django_assert_num_queries):
    casey = cast.casey()
    found = [make.assessment(by=casey, known_as=name) for name in ("Ann", "Bo")]
    make.settle_all(found[0], by=casey, but="work")

    with django_assert_num_queries(1):
        briefs = queries.of_cases([one.case.id for one in found], by=casey)

    assert [briefs[one.case.id].sections_done for one in found] == [17, 0]
    assert briefs[found[0].case.id].sections == 18
    assert queries.of_cases([found[0].case.id], by=cast.cora()) == {}
