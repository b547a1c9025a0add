"""Weeks of shifts where the program is. Clocks there change twice a year; shifts do not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from offramp.platform.kernel.errors import Refused

LONGEST_SHIFT = timedelta(days=7)
MOST_WEEKS = 26


@dataclass(frozen=True)
class Span:
    """From a moment until a moment."""

    from_at: datetime
    until_at: datetime


@dataclass(frozen=True)
class Gap:
    """A time of one day when nobody stands at a place of the roster."""

    from_at: datetime
    until_at: datetime
    all_day: bool


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def weekly(span: Span, weeks: int, zone: ZoneInfo) -> list[Span]:
    """The same hours by the local clock, so many weeks in a row."""
    return [
        Span(
            _later(span.from_at, timedelta(weeks=week), zone),
            _later(span.until_at, timedelta(weeks=week), zone),
        )
        for week in range(weeks)
    ]


def check_shift(span: Span, weeks: int) -> None:
    """Refuse a shift that cannot be meant."""
    if span.until_at <= span.from_at:
        raise Refused("A shift ends after it begins. Check both times.")
    if span.until_at - span.from_at > LONGEST_SHIFT:
        raise Refused("A shift lasts at most seven days. Enter several shifts.")
    if not 1 <= weeks <= MOST_WEEKS:
        raise Refused(f"Repeat a shift for 1 to {MOST_WEEKS} weeks.")


def _later(moment: datetime, by: timedelta, zone: ZoneInfo) -> datetime:
    local = moment.astimezone(zone).replace(tzinfo=None)
    return local_moment(local + by, zone)


def local_moment(naive: datetime, zone: ZoneInfo) -> datetime:
    """A wall-clock time as a moment. An hour that the clock skips is read an hour on."""
    # In UTC, because two moments of one zone are compared by what their clocks show.
    return naive.replace(tzinfo=zone).astimezone(UTC)


def day_span(day: date, zone: ZoneInfo) -> Span:
    """A day from midnight to midnight there: 23, 24 or 25 hours."""
    midnight = datetime.min.time()
    return Span(
        local_moment(datetime.combine(day, midnight), zone),
        local_moment(datetime.combine(day + timedelta(days=1), midnight), zone),
    )


def morning_after(moment: datetime, hour: int, zone: ZoneInfo) -> datetime:
    """The next time that the clock there shows this hour, an hour later at the least."""
    local = moment.astimezone(zone) + timedelta(hours=1)
    day = local.date() + timedelta(days=local.hour >= hour)
    return local_moment(datetime.combine(day, time(hour)), zone)


def gaps(day: Span, covered: Iterable[Span]) -> Iterator[Gap]:
    """What of a day nobody covers."""
    free_from = day.from_at
    ordered = sorted(covered, key=lambda span: span.from_at)
    for span in [*ordered, Span(day.until_at, day.until_at)]:
        until = min(span.from_at, day.until_at)
        if until > free_from:
            whole = free_from == day.from_at and until == day.until_at
            yield Gap(free_from, until, all_day=whole)
        free_from = max(free_from, span.until_at)
