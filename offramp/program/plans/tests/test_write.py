from uuid import uuid4

import pytest
from django.http import Http404
from django.utils.timezone import now

from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import CaseId, GoalId
from offramp.platform.policy.actor import Role
from offramp.platform.policy.gate import Forbidden
from offramp.program.cases import actions as cases
from offramp.program.plans import actions, queries
from offramp.program.plans.models import Goal, Plan, Step
from offramp.program.plans.rules import About, GoalWords, StepWords
from offramp.program.plans.tests import factories as make
from tests import cast

pytestmark = pytest.mark.django_db


def test_a_case_manager_starts_a_plan_and_it_is_on_record():
    casey = cast.casey()
    plan = make.plan(by=casey)
    assert (plan.state, plan.version) == ("draft", 1)
    assert Entry.objects.filter(action="plan.write").count() == 1


def test_starting_again_goes_on_with_the_newest():
    casey = cast.casey()
    plan = make.plan(by=casey)
    assert make.again(CaseId(plan.case_id), by=casey) == plan
    assert Plan.objects.count() == 1


def test_a_closed_case_gets_no_plan():
    casey = cast.casey()
    plan = make.plan(by=casey)
    Plan.objects.all().delete()
    cases.close(CaseId(plan.case_id), "there", at=now(), by=casey)
    with pytest.raises(Refused, match="closed"):
        make.again(CaseId(plan.case_id), by=casey)


@pytest.mark.parametrize(
    "role", [Role.OFFICER, Role.PROSECUTOR, Role.MANAGER, Role.PEER]
)
def test_others_do_not_write_it(role: Role):
    casey = cast.casey()
    plan = make.plan(by=casey)
    goal = GoalWords(make.domain(), "Rest")
    with pytest.raises(Forbidden):
        actions.add_goal(
            plan.id, GoalId(uuid4()), goal, at=now(), by=cast.EVERYONE[role]()
        )


def test_those_outside_treatment_do_not_read_it_and_strangers_do_not_find_it():
    plan = make.plan(by=cast.casey())
    for actor in (cast.olive(), cast.petra(), cast.mona()):
        with pytest.raises(Forbidden):
            queries.page(plan.id, by=actor)
    for actor in (cast.cora(), cast.percy()):
        with pytest.raises(Http404):
            queries.page(plan.id, by=actor)
    assert queries.page(plan.id, by=cast.sam()).id == plan.id


def test_a_goal_keeps_the_participants_words():
    casey = cast.casey()
    plan = make.plan(by=casey)
    make.goal(plan, "أنام 🙂 ohne Angst", by=casey)
    shown = queries.page(plan.id, by=casey).goals[0]
    assert shown.words == "أنام 🙂 ohne Angst"
    assert (shown.importance, shown.stage_label) == (8, "Getting ready")


def test_the_same_goal_sent_twice_is_one_goal():
    casey = cast.casey()
    plan, goal_id = make.plan(by=casey), GoalId(uuid4())
    said = GoalWords(make.domain(), "Rest")
    first = actions.add_goal(plan.id, goal_id, said, at=now(), by=casey)
    again = actions.add_goal(plan.id, goal_id, said, at=now(), by=casey)
    assert first == again
    assert Goal.objects.count() == 1


def test_a_domain_that_the_site_does_not_have_is_refused():
    casey = cast.casey()
    plan = make.plan(by=casey)
    said = GoalWords("astrology", "Rest")
    with pytest.raises(Refused, match="Choose one of the answers"):
        actions.add_goal(plan.id, GoalId(uuid4()), said, at=now(), by=casey)


def test_two_windows_on_one_goal_get_a_sentence():
    casey = cast.casey()
    plan = make.plan(by=casey)
    goal = make.goal(plan, by=casey)
    said = GoalWords(make.domain(1), "Rest well")
    actions.change_goal(plan.id, goal.id, said, seen=1, at=now(), by=casey)
    with pytest.raises(Refused, match="changed in another window"):
        actions.change_goal(plan.id, goal.id, said, seen=1, at=now(), by=casey)
    assert Goal.objects.get().revision == 2


def test_two_windows_on_what_stands_around_the_goals_get_a_sentence():
    casey = cast.casey()
    plan = make.plan(by=casey)
    about = About("Her sister.", ("mud",), "")
    actions.describe(plan.id, about, seen=1, at=now(), by=casey)
    with pytest.raises(Refused, match="changed in another window"):
        actions.describe(plan.id, about, seen=1, at=now(), by=casey)
    assert queries.page(plan.id, by=casey).barrier_labels == ("Mud on the road",)


def test_what_is_dropped_is_kept_but_not_shown():
    casey = cast.casey()
    plan = make.plan(by=casey)
    goal, other = make.goal(plan, by=casey), make.goal(plan, "Work", by=casey)
    step = make.step(other, by=casey)
    actions.drop_goal(plan.id, goal.id, at=now(), by=casey)
    actions.drop_step(plan.id, step.id, at=now(), by=casey)

    shown = queries.page(plan.id, by=casey).goals
    assert [(one.words, one.steps) for one in shown] == [("Work", ())]
    assert (Goal.objects.count(), Step.objects.count()) == (2, 1)
    with pytest.raises(Http404):
        actions.drop_goal(plan.id, goal.id, at=now(), by=casey)


def test_the_same_step_sent_twice_is_one_step_and_it_can_be_changed():
    casey = cast.casey()
    plan = make.plan(by=casey)
    goal, step_id = make.goal(plan, by=casey), uuid4()
    said = StepWords("Call", "partner", "Lantern House")
    for _ in range(2):
        actions.add_step(plan.id, goal.id, step_id, said, at=now(), by=casey)
    other = StepWords("Go there", "peer")
    actions.change_step(plan.id, step_id, other, at=now(), by=casey)
    step = Step.objects.get()
    assert (step.words, step.owner, step.owner_name) == ("Go there", "peer", "")


def test_a_step_of_another_plan_is_not_found():
    casey = cast.casey()
    mine, other = make.plan(by=casey), make.plan(by=casey, known_as="Bo Birch")
    step = make.step(make.goal(other, by=casey), by=casey)
    with pytest.raises(Http404):
        actions.set_step(mine.id, step.id, "done", at=now(), by=casey)


def test_nothing_that_was_said_is_in_the_record_of_acts():
    casey = cast.casey()
    plan = make.agreed(by=casey)
    make.goal(actions.revise(plan.id, at=now(), by=casey), "Zither", by=casey)
    for entry in Entry.objects.filter(action__startswith="plan."):
        told = str(entry.details)
        assert not [w for w in ("Sleep", "shelter", "Zither", "yes") if w in told]
