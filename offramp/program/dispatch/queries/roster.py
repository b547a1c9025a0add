"""Who is on call, now and in a week."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from offramp.platform.accounts.actors import names
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import may, require
from offramp.platform.policy.table import Permission
from offramp.program.dispatch import access
from offramp.program.dispatch.models import Shift
from offramp.program.dispatch.queries import reading
from offramp.program.dispatch.rules import (
    PLACE_WORDS,
    OnCall,
    Place,
    Roster,
    Span,
    Turn,
    day_span,
    monday_of,
    week_days,
)


def on_call(at: datetime) -> tuple[OnCall, ...]:
    """Who is on call at a moment, the primary first."""
    shifts, clock = access.shifts_at(at), reading.clock(at)
    known = names({shift.staff_id for shift in shifts})
    return tuple(
        OnCall(
            shift.staff_id,
            known.get(shift.staff_id, ""),
            PLACE_WORDS[Place(shift.place)],
            clock.reads(shift.until_at),
        )
        for shift in shifts
    )


def roster(week: str, by: Actor, *, at: datetime | None = None) -> Roster:
    """A week of the roster; this week when the words name none."""
    require(by, Permission.ROSTER_READ)
    clock = reading.clock(at)
    this = monday_of(clock.at.astimezone(clock.zone).date())
    monday = _monday(week) or this
    span = Span(
        day_span(monday, clock.zone).from_at,
        day_span(monday + timedelta(days=6), clock.zone).until_at,
    )
    shifts = list(access.shifts_between(span.from_at, span.until_at))
    who = names({shift.staff_id for shift in shifts})
    standing = on_call(clock.at)
    sunday = monday + timedelta(days=6)
    return Roster(
        label=f"{monday:%b} {monday.day} to {sunday:%b} {sunday.day}, {sunday.year}",
        zone=clock.zone.key.rpartition("/")[2].replace("_", " "),
        is_this_week=monday == this,
        before=_slug(monday - timedelta(weeks=1)),
        after=_slug(monday + timedelta(weeks=1)),
        days=week_days(
            monday, [_turn(shift, who) for shift in shifts], clock.zone, clock.at
        ),
        on_call=standing,
        nobody_is_primary=all(s.place != PLACE_WORDS[Place.PRIMARY] for s in standing),
        can_change=may(by, Permission.ROSTER_CHANGE),
    )


def _turn(shift: Shift, who: Mapping[UUID, str]) -> Turn:
    return Turn(
        id=shift.id,
        staff_id=shift.staff_id,
        who=who.get(shift.staff_id, ""),
        place=Place(shift.place),
        span=Span(shift.from_at, shift.until_at),
    )


def _monday(week: str) -> date | None:
    try:
        monday = datetime.strptime(f"{week}-1", "%G-W%V-%u").date()
    except ValueError:
        return None
    return monday if 2000 <= monday.year < 2100 else None


def _slug(monday: date) -> str:
    return f"{monday:%G-W%V}"
