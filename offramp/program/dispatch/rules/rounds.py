"""Whom to page now, and how long to wait for them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from offramp.platform.policy.actor import Role


class Place(StrEnum):
    """Where somebody stands on the roster."""

    PRIMARY = "primary"
    BACKUP = "backup"
    SUPERVISOR = "supervisor"


# What somebody has to be to stand there.
ROLES = {
    Place.PRIMARY: Role.PEER,
    Place.BACKUP: Role.PEER,
    Place.SUPERVISOR: Role.SUPERVISOR,
}


class _Clocks(Protocol):
    @property
    def other_ways_after_seconds(self) -> int: ...
    @property
    def next_person_after_seconds(self) -> int: ...
    @property
    def supervisor_after_seconds(self) -> int: ...
    @property
    def fallback_after_minutes(self) -> int: ...


@dataclass(frozen=True)
class Round:
    """Who is paged together, and who stands where."""

    place: Place
    staff: tuple[UUID, ...]


def rounds(
    on_call: Sequence[tuple[UUID, Place]],
    paged: Collection[UUID],
    fits: Mapping[UUID, int] | None = None,
) -> list[Round]:
    """Those not paged yet, in the order of paging: place by place, and in a place those
    who fit best first. Who fits alike is paged together; nobody is left out."""
    found: list[Round] = []
    seen = set(paged)
    for place in Place:
        waiting = [id for id, stands in on_call if stands is place and id not in seen]
        seen.update(waiting)
        scores = {id: (fits or {}).get(id, 0) for id in dict.fromkeys(waiting)}
        for score in sorted(set(scores.values()), reverse=True):
            alike = tuple(id for id, its in scores.items() if its == score)
            found.append(Round(place, alike))
    return found


def ways_due(at: datetime, clocks: _Clocks) -> list[datetime]:
    """When each of the ways that somebody chose is tried: two at once, then the others."""
    later = at + timedelta(seconds=clocks.other_ways_after_seconds)
    return [at, at, later, later]


def wait_until(
    at: datetime, paged_at: datetime, ahead: Sequence[Round], clocks: _Clocks
) -> datetime:
    """When the round that begins now is over, by who would be next."""
    a_person = timedelta(seconds=clocks.next_person_after_seconds)
    if not ahead:  # nobody is: the officer is told, at the time since the page
        told = paged_at + timedelta(minutes=clocks.fallback_after_minutes)
        return max(told, at + a_person)
    if ahead[0].place is Place.SUPERVISOR and at > paged_at:
        return max(
            paged_at + timedelta(seconds=clocks.supervisor_after_seconds),
            at + timedelta(seconds=clocks.supervisor_after_seconds) - a_person,
        )
    return at + a_person
