"""The opening hours of what was imported."""

from dataclasses import dataclass
from uuid import UUID

from offramp.program.directory.rules.hours import (
    Hours,
    Unclear,
    read_byday,
    read_day,
    read_time,
    week_order,
)
from offramp.program.directory.rules.reasons import Aside
from offramp.program.directory.rules.rows import Row, Schedule, row_id
from offramp.program.directory.rules.work import Work

_FREQUENCIES = {"", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"}


@dataclass(frozen=True)
class _At:
    """Whose hours, and which; the days are gathered under it."""

    service_id: UUID | None
    location_id: UUID | None
    hours: Hours


def schedules(work: Work) -> None:
    """Days with the same hours become one row, as an RRULE has them."""
    links = work.links()
    days: dict[_At, list[str]] = {}
    for row in work.tables["schedules"]:
        reason = _take(work, row, links, days)
        if reason is not None:
            names = ("id", "service_id", "location_id", "service_at_location_id")
            key = next((row[name] for name in names if row.get(name)), "")
            work.judged.row(reason, key)
    work.admitted.schedules = [_schedule(at, byday) for at, byday in days.items()]


def _take(
    work: Work, row: Row, links: dict[str, Row], days: dict[_At, list[str]]
) -> Aside | None:
    owner = work.owner(row, links)
    if owner["service_id"] is None and owner["location_id"] is None:
        return Aside.HOURS_OWNER
    try:
        hours, byday = _read(row), read_byday(row.get("byday", ""))
    except Unclear:
        return Aside.HOURS_UNCLEAR
    if not (hours.opens or hours.closes or hours.note):
        return Aside.HOURS_EMPTY
    at = _At(owner["service_id"], owner["location_id"], hours)
    days.setdefault(at, []).extend(byday)
    return None


def _read(row: Row) -> Hours:
    frequency = row.get("freq", "").strip().upper()
    opens, closes = (
        read_time(row.get("opens_at", "")),
        read_time(row.get("closes_at", "")),
    )
    if frequency not in _FREQUENCIES or (closes is not None and opens is None):
        raise Unclear(frequency)
    interval = row.get("interval", "")
    notes = dict.fromkeys((row.get("description", ""), row.get("notes", "")))
    return Hours(
        freq=frequency,
        interval=int(interval) if interval.isdigit() and int(interval) < 100 else 1,
        bymonthday=row.get("bymonthday", "")[:60] if frequency == "MONTHLY" else "",
        opens=opens,
        closes=closes,
        valid_from=read_day(row.get("valid_from", "")),
        valid_to=read_day(row.get("valid_to", "")),
        note=" ".join(filter(None, notes))[:500],
    )


def _schedule(at: _At, days: list[str]) -> Schedule:
    hours = at.hours
    byday = ",".join(sorted(set(days), key=week_order))
    owner = str(at.service_id or at.location_id)
    return Schedule(
        id=row_id(owner, "schedule", repr((byday, hours))),
        service_id=at.service_id,
        location_id=at.location_id,
        freq=hours.freq,
        interval=hours.interval,
        byday=byday,
        bymonthday=hours.bymonthday,
        opens=hours.opens,
        closes=hours.closes,
        valid_from=hours.valid_from,
        valid_to=hours.valid_to,
        note=hours.note,
    )
