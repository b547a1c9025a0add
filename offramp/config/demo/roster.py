"""The roster of the demo: somebody is on call in every hour, and somebody stands by."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from offramp.config.demo.world import DAY_BEGINS, DAYS_BACK, NIGHT_BEGINS, World
from offramp.platform.channels import actions as channels
from offramp.platform.channels.shape import Kind
from offramp.platform.kernel.ids import ActorId, ShiftId
from offramp.platform.policy.actor import Actor
from offramp.program.dispatch import actions as dispatch
from offramp.program.dispatch.rules import Place, Span

# From the week before this one until three weeks from now, whatever the day is.
_WEEKS = 5
_HALF_DAY = timedelta(hours=NIGHT_BEGINS - DAY_BEGINS)


def fill(world: World) -> None:
    """Weeks on call in the past; half days, and a backup around the clock, since then."""
    for weeks, place, span in _spans(world):
        who = {Place.PRIMARY: world.on_call, Place.BACKUP: world.stands_by}
        peer = who[place](span.from_at) if place in who else world.staff.supervisor
        _add(world, place, span, weeks, peer)
    _say_how_they_are_reached(world)


def _say_how_they_are_reached(world: World) -> None:
    """Percy by text, call and e-mail; each speaks a language more."""
    languages = [slug for slug, _ in world.site.choices("language")]
    for number, peer in enumerate(world.staff.peers):
        speaks = [languages[0], languages[1 + number % (len(languages) - 1)]]
        dispatch.choose_match([], speaks, "", at=world.now, by=peer)
    order = [Kind.TEXT, Kind.VOICE, Kind.EMAIL]
    percy = world.staff.peers[0]
    channels.choose(order, "314 555 0142", at=world.now, by=percy)


def _spans(world: World) -> Iterator[tuple[int, Place, Span]]:
    changes_at = world.watch_changes_at
    week = timedelta(weeks=1)
    for number in range(-(DAYS_BACK // 7 + 1), 0):
        span = Span(changes_at + number * week, changes_at + (number + 1) * week)
        yield 1, Place.PRIMARY, span
        yield 1, Place.BACKUP, span
        yield 1, Place.SUPERVISOR, span
    yield _WEEKS, Place.SUPERVISOR, Span(changes_at, changes_at + week)
    for day in range(7):
        morning = changes_at + timedelta(days=day)
        evening, next_morning = morning + _HALF_DAY, morning + timedelta(days=1)
        yield _WEEKS, Place.PRIMARY, Span(morning, evening)
        yield _WEEKS, Place.PRIMARY, Span(evening, next_morning)
        yield _WEEKS, Place.BACKUP, Span(morning, next_morning)


def _add(world: World, place: Place, span: Span, weeks: int, peer: Actor) -> None:
    at: datetime = min(span.from_at, world.now)
    dispatch.add_shift(
        ShiftId(world.id("shift", place, span.from_at.isoformat())),
        ActorId(peer.id),
        place,
        span,
        weeks=weeks,
        at=at,
        by=world.staff.supervisor,
    )
