"""Who opened what: for a participant's report, and for whoever looks after the record."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.utils.timezone import get_current_timezone, localtime

from offramp.platform.audit.body import DONE
from offramp.platform.audit.models import Entry, Listed
from offramp.platform.kernel.ids import ActorId, AgencyId
from offramp.platform.policy.actor import Actor

_AT_ONCE = 500  # SQLite takes only so many values in one statement


class _Row(NamedTuple):
    at: datetime
    actor_id: ActorId
    agency_id: AgencyId
    roles: str
    action: str


@dataclass(frozen=True)
class Opening:
    """Somebody did one kind of thing with a person's records on one day."""

    at: datetime
    actor_id: ActorId
    agency_id: AgencyId
    roles: str
    action: str
    count: int


def opened(subject_ids: Collection[UUID], year: int, *, by: Actor) -> list[Opening]:
    """Who read or changed these records in a year, or saw them in a list; newest first.

    The caller has asked policy and knows the ids. Attempts that were refused opened
    nothing, so they are not here. What one person did of one kind on one day is one
    line with its number and its first moment.
    """
    zone = get_current_timezone()
    begins, ends = (datetime(y, 1, 1, tzinfo=zone) for y in (year, year + 1))
    in_year = Entry.objects.filter(
        stored_at__gte=begins, stored_at__lt=ends, outcome=DONE
    )
    found: dict[int, _Row] = {}
    for ids in _pieces(subject_ids):
        named = Listed.objects.filter(subject_id__in=ids)
        found |= _rows(
            in_year.filter(subject_id__in=ids),
            in_year.filter(position__in=named.values("position")),
        )
    return _gathered(found.values())


def _rows(*entries: QuerySet[Entry]) -> dict[int, _Row]:
    """Those that any of these find. Not an OR of them: each has its index."""
    named = ("position", "stored_at", "actor_id", "agency_id", "roles", "action")
    first, *others = (rows.order_by().values_list(*named) for rows in entries)
    return {position: _Row(*rest) for position, *rest in first.union(*others)}


def _gathered(rows: Iterable[_Row]) -> list[Opening]:
    lines: dict[tuple[object, ...], list[_Row]] = {}
    for row in rows:
        lines.setdefault((localtime(row.at).date(), *row[1:]), []).append(row)
    openings = [Opening(*min(alike), count=len(alike)) for alike in lines.values()]
    return sorted(openings, key=lambda opening: opening.at, reverse=True)


def _pieces(ids: Collection[UUID]) -> Iterator[list[UUID]]:
    whole = sorted(ids)
    return (whole[i : i + _AT_ONCE] for i in range(0, len(whole), _AT_ONCE))


def last_about(subject_id: UUID) -> tuple[int, str]:
    """Where the newest entry about a row stands in the record, and its hash."""
    entries = Entry.objects.filter(subject_id=subject_id).order_by("-position")
    position, hash = entries.values_list("position", "hash")[0]
    return position, hash
