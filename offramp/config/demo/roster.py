"""The roster of the demo: somebody is on call in every hour, and somebody stands by."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from offramp.config.demo.world import DAY_BEGINS, DAYS_BACK, NIGHT_BEGINS, World
from offramp.platform.kernel.ids import ActorId, ShiftId
from offramp.program.dispatch import actions as dispatch
from offramp.program.dispatch.rules import Place, Span, monday_of

_AHEAD_WEEKS = 2


def fill(world: World) -> None:
    """Shifts of twelve hours by day and by night, and a backup around the clock."""
    zone = ZoneInfo(world.site.timezone)
    today = world.now.astimezone(zone).date()
    first = monday_of(today - timedelta(days=DAYS_BACK))
    weeks = (monday_of(today) - first).days // 7 + 1 + _AHEAD_WEEKS
    for weekday in range(7):
        morning = datetime.combine(
            first + timedelta(days=weekday), time(DAY_BEGINS), zone
        )
        evening = morning.replace(hour=NIGHT_BEGINS)
        next_morning = morning + timedelta(days=1)
        for place, span in (
            (Place.PRIMARY, Span(morning, evening)),
            (Place.PRIMARY, Span(evening, next_morning)),
            (Place.BACKUP, Span(morning, next_morning)),
        ):
            actor = world.on_call(span.from_at)
            if place == Place.BACKUP:
                actor = world.backup(weekday)
            dispatch.add_shift(
                ShiftId(world.id("shift", weekday, place, span.from_at.hour)),
                ActorId(actor.id),
                place,
                span,
                weeks=weeks,
                at=min(span.from_at, world.now),
                by=world.staff.supervisor,
            )
