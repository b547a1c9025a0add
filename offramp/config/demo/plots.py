"""How far each made-up person has got, and how many of them there are."""

from collections.abc import Callable
from datetime import timedelta

from offramp.config.demo import assessments, handoffs
from offramp.config.demo.contacts import meet, officer_for, said
from offramp.config.demo.intakes import Way, first_talk, handed_over
from offramp.config.demo.people import Somebody
from offramp.config.demo.world import World
from offramp.platform.accounts.actors import SYSTEM
from offramp.program.appointments import actions as appointments
from offramp.program.cases import actions as cases
from offramp.program.dispatch import actions as dispatch
from offramp.program.dispatch.rules import dispatch_id_of
from offramp.program.journey import actions as journey

Plot = Callable[[World, Somebody, int], None]


def not_offered(world: World, who: Somebody, turn: int) -> None:
    """Eligible, and the officer did not offer it. Counts for fairness all the same."""
    at = world.days_ago(9 + 23 * turn, 14, 20)
    reason = world.some("not_offered_reason")
    meet(world, who, at, offered=False, accepted=None, not_offered_reason=reason)


def declined(world: World, who: Somebody, turn: int) -> None:
    """Offered, and the person said no."""
    at = world.days_ago(5 + 19 * turn, 22, 5)
    meet(world, who, at, accepted=False, declined_reason=world.some("declined_reason"))


def not_eligible(world: World, who: Somebody, turn: int) -> None:
    """One answer rules the person out; they get the resource card."""
    at = world.days_ago(12 + 31 * turn, 16, 45)
    answers = dict(said(world, who).answers)
    slug = list(answers)[turn % len(answers)]
    answers[slug] = "no" if answers[slug] == "yes" else "yes"
    meet(world, who, at, answers=answers, offered=None, accepted=None)


def paged_now(world: World, who: Somebody, turn: int) -> None:
    """A page that nobody has answered yet."""
    meet(world, who, world.now - timedelta(minutes=4))


def on_the_way_now(world: World, who: Somebody, turn: int) -> None:
    """A peer has answered and is driving."""
    at = world.now - timedelta(minutes=19)
    diversion_id = meet(world, who, at)
    peer = handoffs.answer(world, diversion_id, at + timedelta(minutes=5), 22)
    handoffs.set_out(diversion_id, at + timedelta(minutes=7), peer)


def nobody_came(world: World, who: Somebody, turn: int) -> None:
    """Neither the first nor the backup answered: the officer gave the card."""
    at = world.days_ago(1, 4, 10)
    diversion_id = meet(world, who, at)
    clocks = world.site.clocks
    for minutes in (clocks.backup_after_minutes, clocks.fallback_after_minutes):
        then = min(at + timedelta(minutes=minutes + 4), world.now)
        dispatch.escalate(dispatch_id_of(diversion_id), at=then, by=SYSTEM)
    officer = officer_for(world, who)
    dispatch.release(dispatch_id_of(diversion_id), at=then, by=officer)


def taken_back(world: World, who: Somebody, turn: int) -> None:
    """The officer took the handover back before the peer was there."""
    at = world.days_ago(17, 11, 30)
    diversion_id = meet(world, who, at)
    journey.take_back(
        diversion_id,
        world.some("withdrawal_reason"),
        at=at + timedelta(minutes=9),
        by=officer_for(world, who),
    )


def met_now(world: World, who: Somebody, turn: int) -> None:
    """The peer took over half an hour ago and is still with the person."""
    handed_over(world, who, world.now - timedelta(minutes=80))


def arrived(world: World, who: Somebody, days_ago: int, **changes: object) -> Way:
    """Met by an officer so many days ago, handed over, talked with, taken on."""
    hour = (9, 13, 17, 20, 22)[who.number % 5]
    way = handed_over(world, who, world.days_ago(days_ago, hour, 10), **changes)
    first_talk(way, agrees=who.number % 9 != 0)
    way.later(hours=12)
    cases.take(way.case_id, at=way.at, by=way.manager)
    return way


def waiting_for_assessment(world: World, who: Somebody, turn: int) -> None:
    """Intake done, the assessment is on a day to come."""
    arrived(world, who, 1 + turn)


def did_not_meet(world: World, who: Somebody, turn: int) -> None:
    """The appointment came and they did not; we keep trying."""
    way = arrived(world, who, 21 + 8 * turn)
    way.later(days=world.site.clocks.assessment_due_days // 2)
    if way.assessment_on is not None:
        reason = world.some("attempt_result")
        appointments.miss(way.assessment_on, reason, at=way.at, by=way.manager)


def under_assessment(world: World, who: Somebody, turn: int) -> None:
    """Begun and not finished; with one of them it is urgent."""
    way = arrived(world, who, 9 + 3 * turn)
    way.later(days=3)
    right_now = (assessments.IN_DANGER, assessments.IN_NEED, assessments.CALM)[turn % 3]
    assessments.begin(way, right_now)


PLOTS: tuple[tuple[Plot, int], ...] = (
    (not_offered, 4),
    (declined, 5),
    (not_eligible, 4),
    (paged_now, 1),
    (on_the_way_now, 1),
    (nobody_came, 1),
    (taken_back, 1),
    (met_now, 1),
    (waiting_for_assessment, 4),
    (did_not_meet, 4),
    (under_assessment, 3),
)
