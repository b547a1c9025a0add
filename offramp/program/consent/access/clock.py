"""Days of a consent begin and end where the program is, whoever asks and from where."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from offramp.program.sites import queries as sites


def _zone() -> ZoneInfo:
    return ZoneInfo(sites.current().timezone)


def end_of(day: date) -> datetime:
    """The first moment that no longer belongs to the day."""
    return datetime.combine(day + timedelta(days=1), time.min, _zone())


def start_of(day: date) -> datetime:
    """The first moment of the day."""
    return datetime.combine(day, time.min, _zone())


def on(day: date, at: datetime) -> datetime:
    """From when on something counts that was done on this day: now, if it is today."""
    return at if day == here(at).date() else start_of(day)


def here(moment: datetime) -> datetime:
    """The moment on the program's own clock."""
    return moment.astimezone(_zone())
