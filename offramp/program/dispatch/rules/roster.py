"""A week of the roster as it is shown: who is on call, and plainly where nobody is."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from offramp.platform.kernel.ids import ShiftId
from offramp.program.dispatch.rules.rounds import Place
from offramp.program.dispatch.rules.weeks import Gap, Span, day_span, gaps

PLACE_WORDS = {
    Place.PRIMARY: "Primary",
    Place.BACKUP: "Backup",
    Place.SUPERVISOR: "Supervisor",
}

_MISSING = {
    Place.PRIMARY: "Nobody is primary",
    Place.BACKUP: "No backup",
    Place.SUPERVISOR: "No supervisor",
}


@dataclass(frozen=True)
class Turn:
    """A shift with the name of whoever has it."""

    id: ShiftId
    staff_id: UUID
    who: str
    place: Place
    span: Span
    is_mine: bool = False
    # Why whoever has it will not be able to stand there, if so.
    lapses: str = ""


@dataclass(frozen=True)
class Row:
    """A shift as a day shows it."""

    id: ShiftId
    who: str
    place: str
    hours: str
    goes_on: bool
    can_cancel: bool
    can_swap: bool
    lapses: str


@dataclass(frozen=True)
class Day:
    """One day of the roster."""

    label: str
    is_today: bool
    rows: tuple[Row, ...]
    # Each with its tone: red when it is still ahead.
    gaps: tuple[tuple[str, str], ...]
    holiday: str


def week_days(
    monday: date,
    turns: Iterable[Turn],
    zone: ZoneInfo,
    at: datetime,
    holidays: Mapping[date, str],
) -> tuple[Day, ...]:
    """The seven days from a Monday."""
    every = sorted(turns, key=lambda turn: (turn.span.from_at, turn.place, turn.who))
    days = [monday + timedelta(days=number) for number in range(7)]
    return tuple(_day(day, every, zone, at, holidays.get(day, "")) for day in days)


def gaps_ahead(
    spans: Mapping[Place, Collection[Span]], zone: ZoneInfo, at: datetime, days: int
) -> list[str]:
    """What nobody covers from now on, for so many days, each in a sentence."""
    found: list[str] = []
    today = at.astimezone(zone).date()
    for day in (today + timedelta(days=number) for number in range(days)):
        whole = day_span(day, zone)
        rest = Span(max(whole.from_at, at), whole.until_at)
        found += [
            f"{day:%A}, {day:%b} {day.day}: {_says(place, gap, zone)}"
            for place in Place
            for gap in _within(rest, spans.get(place, ()), whole)
        ]
    return found


def _within(rest: Span, spans: Iterable[Span], day: Span) -> Iterator[Gap]:
    """The gaps in what is left of a day; the rest of one is not all of it."""
    for gap in gaps(rest, spans):
        yield gap if rest == day else replace(gap, all_day=False)


def _day(
    day: date, turns: list[Turn], zone: ZoneInfo, at: datetime, holiday: str
) -> Day:
    whole = day_span(day, zone)
    here = [
        turn
        for turn in turns
        if turn.span.from_at < whole.until_at and turn.span.until_at > whole.from_at
    ]
    return Day(
        label=f"{day:%A}, {day:%b} {day.day}",
        is_today=at.astimezone(zone).date() == day,
        rows=tuple(_row(turn, whole, zone, at) for turn in here),
        gaps=tuple(
            (_says(place, gap, zone), "error" if gap.until_at > at else "plain")
            for place in Place
            for gap in gaps(whole, [t.span for t in here if t.place is place])
        ),
        holiday=holiday,
    )


def _row(turn: Turn, day: Span, zone: ZoneInfo, at: datetime) -> Row:
    goes_on = turn.span.from_at < day.from_at
    return Row(
        id=turn.id,
        who=turn.who,
        place=PLACE_WORDS[turn.place],
        hours=_until(turn, zone) if goes_on else hours(turn.span, zone),
        goes_on=goes_on,
        can_cancel=not goes_on and turn.span.until_at > at,
        can_swap=not goes_on and turn.is_mine and turn.span.from_at > at,
        lapses=turn.lapses,
    )


def _until(turn: Turn, zone: ZoneInfo) -> str:
    return f"until {turn.span.until_at.astimezone(zone):%H:%M}, since the day before"


def hours(span: Span, zone: ZoneInfo) -> str:
    """From when until when by the clock there, and how long it really is."""
    begin, end = span.from_at.astimezone(zone), span.until_at.astimezone(zone)
    day = "" if begin.date() == end.date() else f" {end:%a}"
    # By real time: on the night the clocks change, twelve hours on the wall are not twelve.
    length = (span.until_at.timestamp() - span.from_at.timestamp()) / 3600
    return f"{begin:%H:%M}–{end:%H:%M}{day} ({length:g} h)"


def _says(place: Place, gap: Gap, zone: ZoneInfo) -> str:
    who = _MISSING[place]
    if gap.all_day:
        return f"{who} all day"
    begin, end = gap.from_at.astimezone(zone), gap.until_at.astimezone(zone)
    until = "24:00" if f"{end:%H:%M}" == "00:00" else f"{end:%H:%M}"
    return f"{who} {begin:%H:%M}–{until}"
