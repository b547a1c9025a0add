"""What peers do in the story: answer, come, take over."""

from datetime import datetime, timedelta

from offramp.config.demo.world import World
from offramp.platform.kernel.ids import DiversionId
from offramp.platform.policy.actor import Actor
from offramp.program.dispatch import actions as dispatch
from offramp.program.dispatch.rules import dispatch_id_of


def answer(
    world: World, diversion_id: DiversionId, at: datetime, minutes: int
) -> Actor:
    """The peer who is first on call says when they will be there."""
    peer = world.on_call(at)
    dispatch.answer(dispatch_id_of(diversion_id), minutes, at=at, by=peer)
    return peer


def set_out(diversion_id: DiversionId, at: datetime, peer: Actor) -> None:
    """The peer is on the way."""
    dispatch.travel(dispatch_id_of(diversion_id), at=at, by=peer)


def take_over(
    world: World, diversion_id: DiversionId, paged_at: datetime, officer: Actor
) -> tuple[Actor, datetime]:
    """The whole handoff as it mostly goes; the peer, and when they were alone."""
    minutes = world.dice.randint(12, 34)
    answered_at = paged_at + timedelta(minutes=world.dice.randint(1, 4))
    peer = answer(world, diversion_id, answered_at, minutes)
    set_out(diversion_id, answered_at + timedelta(minutes=2), peer)
    there_at = answered_at + timedelta(minutes=minutes + world.dice.randint(-4, 6))
    dispatch.arrive(dispatch_id_of(diversion_id), at=there_at, by=peer)
    free_at = there_at + timedelta(minutes=world.dice.randint(2, 7))
    dispatch.release(dispatch_id_of(diversion_id), at=free_at, by=officer)
    _say_that_all_is_well(world, diversion_id, free_at, peer)
    return peer, free_at


def _say_that_all_is_well(
    world: World, diversion_id: DiversionId, free_at: datetime, peer: Actor
) -> None:
    """Done an hour later; whoever is still there has said just now that all is well."""
    done_at = free_at + timedelta(hours=1)
    if done_at <= world.now:
        dispatch.done(dispatch_id_of(diversion_id), at=done_at, by=peer)
    else:
        dispatch.check_in(dispatch_id_of(diversion_id), at=world.now, by=peer)
