from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate, now

from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import CaseId
from offramp.program.plans import actions, queries
from offramp.program.plans.models import Plan, Step
from offramp.program.plans.rules import How, StepWords, is_late
from offramp.program.plans.tests import factories as make
from tests import cast

pytestmark = pytest.mark.django_db


def test_the_participant_says_yes_and_the_plan_is_in_force():
    casey = cast.casey()
    plan = make.agreed(by=casey)
    assert (plan.state, plan.agreed_how, plan.agreed_by_id) == (
        "agreed",
        "spoken",
        casey.id,
    )


@pytest.mark.parametrize(("changed", "sentence"), [
    ({"note": " "}, "Write down how they said yes"),
    ({"how": How.SIGNED, "note": ""}, "Let them sign in the box"),
])  # fmt: skip
def test_an_agreement_needs_a_signature_or_how_it_was_said(changed, sentence):
    casey = cast.casey()
    plan = make.plan(by=casey)
    make.goal(plan, by=casey)
    with pytest.raises(Refused, match=sentence):
        actions.agree(plan.id, make.yes(**changed), at=now(), by=casey)


def test_an_empty_plan_is_not_agreed_on():
    casey = cast.casey()
    plan = make.plan(by=casey)
    with pytest.raises(Refused, match="at least one goal"):
        actions.agree(plan.id, make.yes(), at=now(), by=casey)


def test_what_is_agreed_stays_as_it_is():
    casey = cast.casey()
    plan = make.agreed(by=casey)
    with pytest.raises(Refused, match="Start a new version"):
        make.goal(plan, "More", by=casey)
    with pytest.raises(Refused, match="agreed before"):
        actions.agree(plan.id, make.yes(), at=now(), by=casey)


def test_a_new_version_begins_with_what_stands_and_the_old_one_stays_in_force():
    casey = cast.casey()
    old = make.agreed(by=casey)

    new = actions.revise(old.id, at=now(), by=casey)
    make.goal(new, "Find work", by=casey)

    assert (new.version, new.state) == (2, "draft")
    assert [g.words for g in queries.page(new.id, by=casey).goals] == [
        "Sleep through the night",
        "Find work",
    ]
    before = queries.page(old.id, by=casey)
    assert before.is_in_force
    assert [goal.words for goal in before.goals] == ["Sleep through the night"]
    assert actions.revise(old.id, at=now(), by=casey) == new


def test_agreeing_on_the_new_version_replaces_the_old_one_which_stays_readable():
    casey = cast.casey()
    old = make.agreed(by=casey)
    new = actions.revise(old.id, at=now(), by=casey)
    actions.agree(new.id, make.yes(), at=now(), by=casey)

    shown = queries.page(old.id, by=casey)
    assert shown.state == "replaced"
    assert [(one.number, one.state) for one in shown.versions] == [
        (2, "agreed"),
        (1, "replaced"),
    ]
    with pytest.raises(Refused, match="Only the version in force"):
        actions.revise(old.id, at=now(), by=casey)
    step = Step.objects.get(goal__plan=old)
    with pytest.raises(Refused, match="newer version"):
        actions.set_step(old.id, step.id, "done", at=now(), by=casey)


def test_a_step_is_followed_without_a_new_version_and_the_draft_follows_too():
    casey = cast.casey()
    old = make.agreed(by=casey)
    new = actions.revise(old.id, at=now(), by=casey)
    step = Step.objects.get(goal__plan=old)

    actions.set_step(old.id, step.id, "working", at=now(), by=casey)

    assert queries.page(old.id, by=casey).goals[0].steps[0].state == "working"
    assert queries.page(new.id, by=casey).goals[0].steps[0].state == "working"
    with pytest.raises(Refused, match="Choose one of the answers"):
        actions.set_step(old.id, step.id, "failed", at=now(), by=casey)


def test_one_case_has_one_plan_in_force_whatever_happens():
    casey = cast.casey()
    plan = make.agreed(by=casey)
    draft = actions.revise(plan.id, at=now(), by=casey)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=draft.pk).update(
            state="agreed",
            agreed_at=now(),
            agreed_by_id=casey.id,
            agreed_how="spoken",
            review_on=localdate(),
        )


def test_a_step_is_late_only_while_it_is_to_be_done():
    today = localdate()
    yesterday = today - timedelta(days=1)
    assert is_late(yesterday, "working", today)
    assert not is_late(yesterday, "done", today)
    assert not is_late(yesterday, "changed_my_mind", today)
    assert not is_late(today, "working", today)
    assert not is_late(None, "working", today)


def test_briefs_and_due_steps_take_one_query_each(django_assert_num_queries):
    casey = cast.casey()
    first, other = make.agreed(by=casey), make.agreed(by=casey, known_as="Bo Birch")
    late = StepWords("Bring papers", "peer", "", localdate() - timedelta(days=2))
    goal_id = queries.page(first.id, by=casey).goals[0].id
    draft = actions.revise(first.id, at=now(), by=casey)
    goal_id = queries.page(draft.id, by=casey).goals[0].id
    step_id = draft.id  # any id that is not used yet
    actions.add_step(draft.id, goal_id, step_id, late, at=now(), by=casey)
    actions.agree(draft.id, make.yes(), at=now(), by=casey)

    ids = [CaseId(first.case_id), CaseId(other.case_id)]
    with django_assert_num_queries(1):
        briefs = queries.of_cases(ids, by=casey)
    assert [(briefs[i].version, briefs[i].goals) for i in ids] == [(2, 1), (1, 1)]
    with django_assert_num_queries(2):
        due = queries.due(until=localdate() + timedelta(days=14), by=casey)
    assert [(one.words, one.is_late) for one in due] == [
        ("Bring papers", True),
        ("Call the shelter", False),
        ("Call the shelter", False),
    ]
    assert queries.of_cases(ids, by=cast.cora()) == {}
    assert queries.due(until=localdate(), by=cast.cora()) == []
