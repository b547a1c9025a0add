"""Stays in the program, from the first talk to the closing and the coming back."""

from datetime import date, datetime, timedelta
from typing import Any

from offramp.config.demo import assessments, plans, telling
from offramp.config.demo.intakes import (
    EITHER_WAY,
    USUALLY,
    Way,
    first_talk,
    handed_over,
    safer,
)
from offramp.config.demo.people import Somebody
from offramp.config.demo.world import World
from offramp.platform.kernel.ids import ChargeId, TouchpointId, derived_id
from offramp.program.appointments import actions as appointments
from offramp.program.cases import actions as cases
from offramp.program.charges import actions as charges
from offramp.program.touchpoints import actions as touchpoints
from offramp.program.touchpoints.rules import Said


def arrived(
    world: World,
    who: Somebody,
    days_ago: int,
    agrees: tuple[str, ...] = USUALLY,
    meets_at: datetime | None = None,
    **changes: Any,
) -> Way:
    """Met by an officer so many days ago, handed over, talked with, taken on."""
    hour = (9, 13, 17, 20, 22)[who.number % 5]
    way = handed_over(world, who, world.days_ago(days_ago, hour, 10), **changes)
    first_talk(way, agrees=() if who.number % 9 == 0 else agrees, meets_at=meets_at)
    way.later(hours=12)
    cases.take(way.case_id, at=way.at, by=way.manager)
    return way


def waiting_for_assessment(world: World, who: Somebody, turn: int) -> None:
    """Intake done, the assessment is today or on a day to come."""
    soon = world.now.replace(minute=0, second=0, microsecond=0)
    arrived(world, who, 1 + turn, meets_at=soon + timedelta(hours=2 + 7 * turn))


def did_not_meet(world: World, who: Somebody, turn: int) -> None:
    """The appointment came and they did not; somebody keeps trying."""
    way = arrived(world, who, 20 + 6 * turn, EITHER_WAY)
    way.until(way.appointment_at + timedelta(minutes=30))
    reason = world.some("attempt_result")
    appointments.miss(way.appointment_id, reason, at=way.at, by=way.manager)
    for attempt in range(1 + turn):
        way.later(days=1, hours=2)
        _try_to_reach(way, attempt, (way.at + timedelta(days=2)).date())


def _try_to_reach(way: Way, attempt: int, next_on: date | None = None) -> None:
    said = Said(
        at=way.at,
        mode=way.world.word("touchpoint_mode", "phone"),
        reached=False,
        result=way.world.some("attempt_result"),
        next_on=next_on,
    )
    id = TouchpointId(way.id("attempt", attempt))
    touchpoints.record(id, way.person_id, said, by=way.peer)


def given_more_time(world: World, who: Somebody, turn: int) -> None:
    """Could not come in time for a reason that somebody accepted."""
    way = arrived(world, who, 18 + 3 * turn)
    way.later(days=6)
    charge_id = ChargeId(derived_id(way.diversion_id, "charge"))
    clocks = world.site.clocks
    days = clocks.assessment_due_days + clocks.extension_days - 2
    charges.extend(
        charge_id,
        way.held_on + timedelta(days=days),
        world.some("extension_reason"),
        at=way.at,
        by=world.staff.supervisor,
    )


def under_assessment(world: World, who: Somebody, turn: int) -> None:
    """Begun and not finished; with one of them it is urgent."""
    way = arrived(world, who, 9 + 3 * turn)
    way.later(days=3)
    right_now = (assessments.IN_DANGER, assessments.IN_NEED, assessments.CALM)[turn % 3]
    assessments.begin(way, right_now)


def assessed(way: Way, turn: int) -> Way:
    """The assessment from beginning to end, on the day that was agreed."""
    way.until(way.appointment_at)
    appointments.keep(way.appointment_id, at=way.at, by=way.manager)
    found = assessments.begin(way, assessments.CALM)
    way.later(hours=1)
    assessments.talk_through(way, found, mood=turn % 4)
    assessments.complete(way, found)
    return way


def cleared(way: Way) -> Way:
    """The prosecutor was told, and pursues no charge."""
    way.later(days=2)
    if way.agreed and not way.overdose:
        charge_id = ChargeId(derived_id(way.diversion_id, "charge"))
        charges.clear(charge_id, at=way.at, by=way.world.staff.prosecutor)
    return way


def visited(way: Way, visit: int) -> Way:
    """Staff and person meet again, and use is made a little safer."""
    way.later(days=way.world.site.clocks.follow_up_days)
    mode = way.world.word("touchpoint_mode", "in_person")
    id = TouchpointId(way.id("visit", visit))
    said = safer(way, mode=mode, naloxone_kits=visit % 2)
    touchpoints.record(id, way.person_id, said, by=way.peer)
    return way


def assessment_done(world: World, who: Somebody, turn: int) -> None:
    """Completed and told; the prosecutor has not looked yet."""
    assessed(arrived(world, who, 14 + turn), turn)


def planning(world: World, who: Somebody, turn: int) -> None:
    """The charge is cleared; the plan is being written."""
    way = cleared(assessed(arrived(world, who, 24 + 2 * turn), turn))
    way.later(days=1)
    plans.write(way, goals=1 + turn % 2)


def with_a_plan(way: Way, turn: int) -> Way:
    """Assessed, cleared, and agreed on what comes next."""
    cleared(assessed(way, turn))
    way.later(days=1)
    plan_id = plans.write(way, goals=2 + turn % 2)
    way.later(days=2)
    plans.agree(way, plan_id)
    return way


def referred(world: World, who: Somebody, turn: int) -> None:
    """Sent to a service; what it answered differs."""
    way = with_a_plan(arrived(world, who, 36 + 4 * turn), turn)
    referral_id = plans.refer(way, 0)
    telling.everybody(way)
    way.later(days=2)
    plans.learn(way, referral_id, turn)
    visited(way, 0)
    plans.learn(way, plans.refer(way, 1), turn + 3)


def supported(world: World, who: Somebody, turn: int) -> None:
    """Arrived at a service, and still met by their peer now and then."""
    way = with_a_plan(arrived(world, who, 55 + 12 * turn), turn)
    plans.arrive(way, plans.refer(way, 0))
    telling.work_group(way)
    for visit in range(2):
        visited(way, visit)
    way.until(world.days_ago(9 + turn, 15))
    visited(way, 2)


def paused(world: World, who: Somebody, turn: int) -> None:
    """Out of touch for now. The door stays open."""
    way = arrived(world, who, 60 + 12 * turn)
    if turn % 2:
        with_a_plan(way, turn)
    way.later(days=20)
    _try_to_reach(way, 0)
    reason = world.word("pause_reason", "out_of_touch") if turn else ""
    reason = reason or world.some("pause_reason")
    cases.pause(way.case_id, reason, at=way.at, by=way.manager)


def closed(world: World, who: Somebody, turn: int) -> Way:
    """The stay has ended, with a reason; the charge was settled long before."""
    way = with_a_plan(arrived(world, who, 100 + 8 * turn), turn)
    plans.arrive(way, plans.refer(way, 0))
    visited(way, 0)
    way.later(days=25)
    reason = world.site.choices("closing_reason")[turn % 2][0]
    cases.close(way.case_id, reason, at=way.at, by=way.manager)
    return way


def came_back(world: World, who: Somebody, turn: int) -> None:
    """A former participant is met again: a new case of the same person."""
    closed(world, who, turn)
    way = handed_over(world, who, world.days_ago(8 + turn, 18, 25), again="again")
    first_talk(way)
    way.later(hours=12)
    cases.take(way.case_id, at=way.at, by=way.manager)


def overdose(world: World, who: Somebody, turn: int) -> None:
    """Naloxone was given; help comes and there is no legal matter."""
    way = arrived(
        world, who, 7 + 9 * turn, overdose=True, naloxone_doses=1 + turn, offences=()
    )
    visited(way, 0)
