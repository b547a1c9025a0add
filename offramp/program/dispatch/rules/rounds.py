"""Whom to page now, and how long to wait for them."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID


class Place(StrEnum):
    """Where somebody stands on the roster."""

    PRIMARY = "primary"
    BACKUP = "backup"


class _Clocks(Protocol):
    @property
    def backup_after_minutes(self) -> int: ...
    @property
    def fallback_after_minutes(self) -> int: ...


def next_round(
    on_call: Sequence[tuple[UUID, Place]], paged: Collection[UUID]
) -> list[tuple[UUID, Place]]:
    """Those to page next: every primary not paged yet, else every backup, else nobody."""
    for place in Place:
        waiting = {
            staff_id: (staff_id, place)
            for staff_id, stands in on_call
            if stands is place and staff_id not in paged
        }
        if waiting:
            return list(waiting.values())
    return []


def minutes_for(place: Place, clocks: _Clocks) -> timedelta:
    """How long this round may take. Without any answer the two add up to the fallback."""
    if place is Place.PRIMARY:
        return timedelta(minutes=clocks.backup_after_minutes)
    return timedelta(
        minutes=clocks.fallback_after_minutes - clocks.backup_after_minutes
    )
