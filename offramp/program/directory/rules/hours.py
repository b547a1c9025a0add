"""Days and hours: read them as people write them, keep them as RRULE, say them plainly."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_SHORT = dict(zip(DAYS, ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True))
_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?::?(?P<minute>\d{2}))?(?::\d{2}(?:\.\d+)?)?"
    r"\s*(?:(?P<half>[ap])\.?(?:m\.?)?)?\s*(?:z|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE | re.ASCII,
)
_BYDAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
_WORDS = {"noon": time(12), "midnight": time(0), "12 noon": time(12)}


class Unclear(Exception):
    """The days or hours cannot be read."""


@dataclass(frozen=True)
class Hours:
    """When something is open: the part of an RRULE that opening hours need."""

    freq: str = ""
    interval: int = 1
    byday: tuple[str, ...] = ()
    bymonthday: str = ""
    opens: time | None = None
    closes: time | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""


def read_time(text: str) -> time | None:
    """A time of day as people and machines write it; None for no text."""
    given = text.strip().lower()
    if not given:
        return None
    if given in _WORDS:
        return _WORDS[given]
    match = _TIME.fullmatch(given)
    if match is None:
        raise Unclear(text)
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        raise Unclear(text)
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour == 24 and minute == 0:
        hour = 0
    if hour > 23 or minute > 59:
        raise Unclear(text)
    return time(hour, minute)


def read_day(text: str) -> date | None:
    """A date that begins with year, month and day; None where there is none."""
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def read_byday(text: str) -> tuple[str, ...]:
    """The days of an RRULE in the order of the week."""
    days = [part.strip().upper() for part in text.split(",") if part.strip()]
    if any(_BYDAY.fullmatch(day) is None for day in days):
        raise Unclear(text)
    return tuple(sorted(dict.fromkeys(days), key=week_order))


def week_order(day: str) -> tuple[int, str]:
    """Monday first; the first Monday of a month before its last."""
    return DAYS.index(day[-2:]), day


def in_words(hours: Hours) -> str:
    """Such as “Mon–Fri 9 am–5 pm”."""
    parts = [_days_in_words(hours), _times_in_words(hours)]
    said = " ".join(part for part in parts if part)
    return said.replace("day day", "day, day") or hours.note


def _days_in_words(hours: Hours) -> str:
    if hours.bymonthday:
        return f"On day {hours.bymonthday} of the month"
    plain = [day for day in hours.byday if len(day) == 2]
    if len(plain) != len(hours.byday):
        return f"{', '.join(map(_numbered, hours.byday))} of the month"
    return "Every day" if len(plain) == len(DAYS) else ", ".join(_runs(plain))


def _numbered(day: str) -> str:
    words = {"1": "first", "2": "second", "3": "third", "4": "fourth", "5": "fifth"}
    if day.startswith("-"):
        return f"Last {_SHORT[day[-2:]]}"
    number = words.get(day[:-2].lstrip("+"), "")
    return f"{number.capitalize()} {_SHORT[day[-2:]]}".strip()


def _runs(days: Iterable[str]) -> list[str]:
    """Days that follow each other, joined: Mon–Fri."""
    runs: list[list[int]] = []
    for index in sorted(DAYS.index(day) for day in days):
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return [
        _SHORT[DAYS[run[0]]]
        if len(run) == 1
        else f"{_SHORT[DAYS[run[0]]]}–{_SHORT[DAYS[run[-1]]]}"
        for run in runs
    ]


def _times_in_words(hours: Hours) -> str:
    opens, closes = hours.opens, hours.closes
    if opens is not None and opens == closes:
        return "day and night"
    if opens is None:
        return f"until {say(closes)}" if closes else ""
    return f"{say(opens)}–{say(closes)}" if closes else f"from {say(opens)}"


def say(moment: time) -> str:
    """Such as “9 am”, “5:30 pm”, “noon”."""
    if moment.minute == 0 and moment.hour in {0, 12}:
        return "noon" if moment.hour else "midnight"
    hour = moment.hour % 12 or 12
    half = "am" if moment.hour < 12 else "pm"
    minutes = f":{moment.minute:02d}" if moment.minute else ""
    return f"{hour}{minutes} {half}"


def first_day(byday: str) -> int:
    """Where in the week a schedule begins; one without days comes last."""
    days = [DAYS.index(day[-2:]) for day in byday.split(",") if day[-2:] in DAYS]
    return min(days, default=len(DAYS))
