"""Contacts that go no further, and handovers that are under way just now."""

from datetime import timedelta

from django.utils.timezone import localdate

from offramp.config.demo import handoffs
from offramp.config.demo.contacts import meet, officer_for, said
from offramp.config.demo.intakes import handed_over
from offramp.config.demo.people import Somebody
from offramp.config.demo.world import World
from offramp.platform.accounts.actors import SYSTEM
from offramp.program.dispatch import actions as dispatch
from offramp.program.dispatch.rules import dispatch_id_of
from offramp.program.journey import actions as journey


def not_offered(world: World, who: Somebody, turn: int) -> None:
    """Eligible, and the officer did not offer it. Counts for fairness all the same."""
    at = world.days_ago(9 + 17 * turn, 14, 20)
    reason = world.some("not_offered_reason")
    meet(world, who, at, offered=False, accepted=None, not_offered_reason=reason)


def declined(world: World, who: Somebody, turn: int) -> None:
    """Offered, and the person said no."""
    at = world.days_ago(5 + 16 * turn, 22, 5)
    meet(world, who, at, accepted=False, declined_reason=world.some("declined_reason"))


def long_ago(world: World, who: Somebody, turn: int) -> None:
    """Said no so long ago that the record of it is due to be destroyed."""
    years = world.site.kept_on(localdate(world.now))["contact"].years
    at = world.days_ago(366 * years + 40 + 9 * turn, 15, 30)
    meet(world, who, at, accepted=False, declined_reason=world.some("declined_reason"))


def not_eligible(world: World, who: Somebody, turn: int) -> None:
    """One answer rules the person out; they get the resource card."""
    at = world.days_ago(12 + 21 * turn, 16, 45)
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
    """Nobody answered, and the officer gave the card. Somebody is to look for them."""
    at = world.days_ago(1, 4, 10)
    diversion_id = meet(world, who, at)
    clocks, id = world.site.clocks, dispatch_id_of(diversion_id)
    seconds = (
        clocks.next_person_after_seconds + 240,
        clocks.supervisor_after_seconds + 300,
        clocks.fallback_after_minutes * 60 + 300,
    )
    for after in seconds:
        then = min(at + timedelta(seconds=after), world.now)
        dispatch.escalate(id, at=then, by=SYSTEM)
    dispatch.release(id, at=then, by=officer_for(world, who))


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
