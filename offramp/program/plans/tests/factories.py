"""Plans with goals and steps, made by the real actions."""

from datetime import timedelta
from uuid import uuid4

from django.utils.timezone import localdate, now

from offramp.platform.kernel.ids import CaseId, GoalId
from offramp.platform.policy.actor import Actor
from offramp.program.assessments.tests import factories as assessments
from offramp.program.plans import actions
from offramp.program.plans.models import Goal, Plan, Step
from offramp.program.plans.rules import Agreement, GoalWords, How, StepWords
from offramp.program.sites import queries as sites


def domain(which: int = 0) -> str:
    """One of the site's domains."""
    return sites.current().choices("plan_domain")[which][0]


def plan(*, by: Actor, known_as: str = "Zebulon Zephyr") -> Plan:
    """A plan that is being written."""
    case = assessments.case(by=by, known_as=known_as)
    return actions.start(case.id, at=now(), by=by)


def again(case_id: CaseId, *, by: Actor) -> Plan:
    """The newest plan of a case."""
    return actions.start(case_id, at=now(), by=by)


def goal(found: Plan, words: str = "Sleep through the night", *, by: Actor) -> Goal:
    """A goal in this plan."""
    said = GoalWords(domain(), words, importance=8, stage="getting_ready")
    return actions.add_goal(found.id, GoalId(uuid4()), said, at=now(), by=by)


def step(
    toward: Goal, words: str = "Call the shelter", days: int = 7, *, by: Actor
) -> Step:
    """A step toward this goal, due in so many days."""
    said = StepWords(words, "participant", "", localdate() + timedelta(days=days))
    plan_id = toward.plan.id
    return actions.add_step(plan_id, toward.id, uuid4(), said, at=now(), by=by)


def yes(**changed: object) -> Agreement:
    """The participant said yes, and Casey heard it."""
    said = {
        "how": How.SPOKEN,
        "review_on": localdate() + timedelta(days=30),
        "note": "Said yes; Casey heard it.",
        **changed,
    }
    return Agreement(**said)  # type: ignore[arg-type] # the fields of the class itself


def agreed(*, by: Actor, known_as: str = "Zebulon Zephyr") -> Plan:
    """A plan in force, with one goal and one step."""
    found = plan(by=by, known_as=known_as)
    step(goal(found, by=by), by=by)
    return actions.agree(found.id, yes(), at=now(), by=by)
