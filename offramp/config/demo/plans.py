"""Plans and referrals of the story."""

from datetime import timedelta
from functools import lru_cache

from offramp.config.demo.intakes import Way
from offramp.platform.kernel.ids import GoalId, PlanId, ReferralId, ServiceId
from offramp.platform.policy.actor import Actor
from offramp.program.directory import queries as directory
from offramp.program.directory.rules.page import Wanted
from offramp.program.plans import actions as plans
from offramp.program.plans.rules import About, Agreement, GoalWords, How, StepWords
from offramp.program.referrals import actions as referrals
from offramp.program.referrals.actions import Sending

# Goal, why it counts, what is done, and by whom: in the participant's words.
_GOALS = (
    (
        ("housing", "roof"),
        "A room with a door that locks",
        "Call two places for a room",
    ),
    (("identity_papers", "fields"), "My papers", "Go to the ID desk together"),
    (
        ("medicine", "body"),
        "Find out about the medicine",
        "Talk with a doctor, no hurry",
    ),
    (("family", "mind"), "Sunday with my kids", "Write to my sister"),
    (("work", "fields"), "Fix bicycles for money", "Ask at the bicycle shop"),
)
NEEDS = (
    "emergency_shelter",
    "housing",
    "id_documents",
    "buprenorphine",
    "methadone",
    "food",
)


def write(way: Way, goals: int = 2) -> PlanId:
    """A plan in writing, with a goal or more and a step for each."""
    world = way.world
    plan = plans.start(way.case_id, at=way.at, by=way.manager)
    barriers = (world.some("barrier"),)
    about = About("Never gives up on people", barriers, "")
    plans.describe(plan.id, about, seen=plan.revision, at=way.at, by=way.manager)
    for number in range(goals):
        domains, words, step = _GOALS[(way.who.number + number) % len(_GOALS)]
        goal_id = GoalId(way.id("goal", number))
        goal = GoalWords(
            world.word("plan_domain", *domains), words, 8 - number, "thinking"
        )
        plans.add_goal(plan.id, goal_id, goal, at=way.at, by=way.manager)
        owner = ("participant", "case_manager", "peer")[number % 3]
        due_on = (way.at + timedelta(days=10 + 4 * number)).date()
        said = StepWords(step, owner, "", due_on)
        step_id = way.id("step", number)
        plans.add_step(plan.id, goal_id, step_id, said, at=way.at, by=way.manager)
    return plan.id


def agree(way: Way, plan_id: PlanId) -> None:
    """The participant signs it and takes a copy along."""
    days = way.world.site.clocks.plan_review_days
    agreement = Agreement(
        how=How.SIGNED,
        review_on=(way.at + timedelta(days=days)).date(),
        typed=way.who.full_name,
        copy_given=True,
    )
    plans.agree(plan_id, agreement, at=way.at, by=way.manager)
    step_id = way.id("step", 0)
    plans.set_step(plan_id, step_id, "working", at=way.at, by=way.manager)


def refer(way: Way, turn: int) -> ReferralId:
    """Sent to a service of the directory; every second time somebody goes along."""
    found = _services(way.manager)
    need, service_id = found[(way.who.number + turn) % len(found)]
    referral_id = ReferralId(way.id("referral", turn))
    sending = Sending(need, turn % 2 == 0, way.world.some("transport"))
    referrals.send(
        referral_id, way.case_id, service_id, sending, at=way.at, by=way.manager
    )
    return referral_id


def learn(way: Way, referral_id: ReferralId, turn: int) -> None:
    """What the service said: each of the answers comes up in turn."""
    step = way.id("learned", referral_id, turn)
    at, by = way.at, way.manager
    match turn % 6:
        case 0:
            referrals.accept(referral_id, step, at=at, by=by)
        case 1:
            until = (at + timedelta(days=20)).date()
            referrals.wait(referral_id, step, until, at=at, by=by)
        case 2:
            reason = way.world.some("referral_declined_reason")
            referrals.decline(referral_id, step, reason, at=at, by=by)
        case 3:
            when = at + timedelta(days=3)
            referrals.appoint(referral_id, step, when, at=at, by=by)
        case 4:
            reason = way.world.some("not_connected_reason")
            referrals.not_connect(referral_id, step, reason, at=at, by=by)
        case _:
            pass  # no answer yet


def arrive(way: Way, referral_id: ReferralId) -> None:
    """They got there, and it was the right place."""
    step = way.id("accepted", referral_id)
    referrals.accept(referral_id, step, at=way.at, by=way.manager)
    way.later(days=3)
    step = way.id("connected", referral_id)
    referrals.connect(referral_id, step, at=way.at, by=way.manager)


@lru_cache(maxsize=1)
def _services(by: Actor) -> tuple[tuple[str, ServiceId], ...]:
    found = [
        (need, row.id)
        for need in NEEDS
        for row in directory.search(Wanted(need=need), 1, by=by).object_list
    ]
    return tuple(found)
