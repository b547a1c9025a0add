"""Closing the record by the year: a signed note says where a year that is over ended.

Years are those of the entries' own moments, in UTC. The entries stay where they are;
from then on an entry that says it is of that year is found by the verifier.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from offramp.platform.audit import checkpoints
from offramp.platform.audit.models import Entry, Head

# What was begun at midnight is written by then.
_GRACE = timedelta(days=1)


@dataclass(frozen=True)
class Closing:
    """A year that is over: its first entry and its last, with the hash there."""

    year: int
    first: int
    last: int
    hash: str

    @property
    def count(self) -> int:
        """How many entries the year has; their numbers have no gaps."""
        return self.last - self.first + 1


def due(at: datetime) -> Iterator[Closing]:
    """Each year that is over and not closed yet, the earliest first."""
    closed = _closed()
    first = closed[-1].last + 1 if closed else 1
    begins = Entry.objects.filter(position__gte=first).order_by("position").first()
    if begins is None:
        return
    for year in range(begins.stored_at.astimezone(UTC).year, _this_year(at)):
        over = datetime(year + 1, 1, 1, tzinfo=UTC)
        theirs = Entry.objects.filter(position__gte=first, stored_at__lt=over)
        last = theirs.order_by("-position").first()
        if last is not None:
            yield Closing(year, first, last.position, last.hash)
            first = last.position + 1


def sign(closing: Closing, at: datetime) -> None:
    """The note that closes a year, in every place."""
    head = Head(position=closing.last, hash=closing.hash)
    checkpoints.write(head, at, f"{closing.year} {closing.first} {closing.count}")


def _closed() -> list[Closing]:
    """The years that a note closes which fits the record; after a restore, not all do."""
    place = Path(settings.OFFRAMP_CHECKPOINTS[0])
    notes = [point for point in checkpoints.known(place) if point.year]
    hashes = dict(
        Entry.objects.filter(position__in=[note.seq for note in notes]).values_list(
            "position", "hash"
        )
    )
    return sorted(
        (
            Closing(int(note.year), note.first, note.seq, note.hash)
            for note in notes
            if hashes.get(note.seq) == note.hash
        ),
        key=lambda closing: closing.last,
    )


def _this_year(at: datetime) -> int:
    return (at.astimezone(UTC) - _GRACE).year
