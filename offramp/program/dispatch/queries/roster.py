"""Who is on call, now and in a week."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from offramp.platform.accounts.actors import names, staff
from offramp.platform.accounts.papers import clearances
from offramp.platform.kernel.ids import ActorId, ShiftId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import may, require
from offramp.platform.policy.table import Permission
from offramp.program.dispatch import access
from offramp.program.dispatch.models import Shift, Swap
from offramp.program.dispatch.queries import reading
from offramp.program.dispatch.rules import (
    PLACE_WORDS,
    ROLES,
    Clock,
    OnCall,
    OwnShift,
    Place,
    Roster,
    Span,
    SwapRow,
    Turn,
    day_span,
    gaps_ahead,
    hours,
    monday_of,
    week_days,
)
from offramp.program.sites import queries as sites

# So far ahead a gap is shown on the first look at the roster.
GAP_DAYS = 14


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
    swaps = access.swaps_of(ActorId(by.id))
    who = names(
        {shift.staff_id for shift in shifts}
        | {id for swap in swaps for id in (swap.asked_by_id, swap.to_id)}
    )
    standing = on_call(clock.at)
    sunday = monday + timedelta(days=6)
    return Roster(
        label=f"{monday:%b} {monday.day} to {sunday:%b} {sunday.day}, {sunday.year}",
        zone=clock.zone.key.rpartition("/")[2].replace("_", " "),
        is_this_week=monday == this,
        before=_slug(monday - timedelta(weeks=1)),
        after=_slug(monday + timedelta(weeks=1)),
        days=week_days(
            monday, _turns(shifts, who, by, clock), clock.zone, clock.at, _holidays()
        ),
        on_call=standing,
        nobody_is_primary=all(s.place != PLACE_WORDS[Place.PRIMARY] for s in standing),
        can_change=may(by, Permission.ROSTER_CHANGE),
        gaps=tuple(gaps(clock)),
        swaps=tuple(_swap(swap, who, by, clock) for swap in swaps),
    )


def _turns(
    shifts: Sequence[Shift], who: Mapping[UUID, str], by: Actor, clock: Clock
) -> list[Turn]:
    dates = clearances({shift.staff_id for shift in shifts})
    return [
        Turn(
            id=shift.id,
            staff_id=shift.staff_id,
            who=who.get(shift.staff_id, ""),
            place=Place(shift.place),
            span=Span(shift.from_at, shift.until_at),
            is_mine=shift.staff_id == by.id and may(by, Permission.SHIFT_SWAP),
            lapses="; ".join(
                dates.lacking(
                    shift.staff_id,
                    ROLES[Place(shift.place)],
                    shift.until_at.astimezone(clock.zone).date(),
                )
            ),
        )
        for shift in shifts
    ]


def _holidays() -> dict[date, str]:
    return {holiday.on: holiday.name for holiday in sites.current().holidays}


def gaps(clock: Clock) -> list[str]:
    """What nobody covers in the days to come, in sentences."""
    until = clock.at + timedelta(days=GAP_DAYS)
    spans: dict[Place, list[Span]] = {}
    for shift in access.shifts_between(clock.at, until):
        span = Span(shift.from_at, shift.until_at)
        spans.setdefault(Place(shift.place), []).append(span)
    return gaps_ahead(spans, clock.zone, clock.at, GAP_DAYS)


def _swap(swap: Swap, who: Mapping[UUID, str], by: Actor, clock: Clock) -> SwapRow:
    shift, given = _said(swap.shift, clock), ""
    if swap.for_shift is not None:
        given = f", for {_said(swap.for_shift, clock)}"
    to_me = swap.to_id == by.id
    says = (
        f"{who.get(swap.asked_by_id, '')} asks you to take {shift}{given}."
        if to_me
        else f"You asked {who.get(swap.to_id, '')} to take {shift}{given}."
    )
    return SwapRow(swap.id, says, to_me)


def _said(shift: Shift, clock: Clock) -> str:
    day = shift.from_at.astimezone(clock.zone)
    span = Span(shift.from_at, shift.until_at)
    place = PLACE_WORDS[Place(shift.place)].lower()
    return f"{day:%A}, {day:%b} {day.day}, {hours(span, clock.zone)}, as {place}"


def own_shift(shift_id: ShiftId, by: Actor, *, at: datetime) -> OwnShift:
    """A shift of one's own, with each colleague who could take it, alone or for a shift
    of theirs in the weeks to come."""
    require(by, Permission.SHIFT_SWAP)
    clock = reading.clock(at)
    shift = access.shift_of(ActorId(by.id), shift_id)
    role = ROLES[Place(shift.place)]
    others = [(id, name) for id, name in staff([role]) if id != by.id]
    ahead = access.shifts_between(clock.at, clock.at + timedelta(weeks=4))
    theirs = ahead.filter(from_at__gt=clock.at, place=shift.place)
    choices = [(str(id), f"{name}, for nothing") for id, name in others]
    known = dict(others)
    choices += [
        (f"{row.staff_id} {row.id}", f"{known[row.staff_id]}, for {_said(row, clock)}")
        for row in theirs
        if row.staff_id in known
    ]
    return OwnShift(shift.id, _said(shift, clock), tuple(choices))


def _monday(week: str) -> date | None:
    try:
        monday = datetime.strptime(f"{week}-1", "%G-W%V-%u").date()
    except ValueError:
        return None
    return monday if 2000 <= monday.year < 2100 else None


def _slug(monday: date) -> str:
    return f"{monday:%G-W%V}"
