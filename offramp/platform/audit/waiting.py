"""What was done waits for the end of its transaction and is written down there.

Whoever writes an entry holds the chain's head until the commit. So it is taken last:
acts wait for each other while they are written down, and not while they are done.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any, cast

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.timezone import now

# The chain's columns are the database's to fill or to check; see migration 0002. Nothing
# is asked back, so that a login can be allowed to add entries and to read none.
_ADD = "INSERT INTO audit_entry (stored_at, body) VALUES "
# On SQLite the place is the head's next; where somebody switched the chain off, the next.
ADD_IN_PLACE = (
    "INSERT INTO audit_entry (position, stored_at, body, prev, hash) "
    "SELECT next.place, new.at, new.body, head.hash, "
    "offramp_link(head.hash, next.place, new.at, new.body) FROM audit_head AS head, "
    "(SELECT 1 + max((SELECT position FROM audit_head), "
    "(SELECT coalesce(max(position), 0) FROM audit_entry)) AS place) AS next, "
    "(SELECT %s AS at, %s AS body) AS new"
)
_AT_ONCE = 1000  # entries in one statement


@dataclass
class _Waiting:
    """An entry, the savepoints that it was made in, and those it was written in."""

    at: datetime
    body: str
    made_in: frozenset[str]
    written_in: frozenset[str] | None = None


class WritesDown(BaseDatabaseWrapper):
    """A connection whose transactions end with the entries of what was done in them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._waiting: list[_Waiting] = []

    def write_down(self, body: str) -> None:
        """Add an entry: now, or at the end of the act that is under way."""
        self._waiting.append(_Waiting(now(), body, self._inside()))
        if not self._is_acting():
            self.write_all_down()

    def write_all_down(self) -> None:
        """Add what waits, for whoever wants to read it before the end."""
        left = [entry for entry in self._waiting if entry.written_in is None]
        for begins in range(0, len(left), _AT_ONCE):
            self._add(left[begins : begins + _AT_ONCE])
        for entry in left:
            entry.written_in = self._inside()
        if not self._is_acting():
            self._waiting.clear()

    def _add(self, entries: Sequence[_Waiting]) -> None:
        stored = self.ops.adapt_datetimefield_value
        rows = [(stored(entry.at), entry.body) for entry in entries]
        with self.cursor() as cursor:
            if self.vendor == "sqlite":
                cursor.executemany(ADD_IN_PLACE, rows)
            else:
                places = ", ".join(["(%s, %s)"] * len(rows))
                cursor.execute(_ADD + places, [*chain(*rows)])

    def _inside(self) -> frozenset[str]:
        return frozenset(id for id in self.savepoint_ids if id is not None)

    def _is_acting(self) -> bool:
        # The transaction around a test is none of ours.
        return any(
            not getattr(block, "_from_testcase", False) for block in self.atomic_blocks
        )

    def connect(self) -> None:
        """What waited on a connection that is lost was undone with it."""
        self._waiting.clear()
        super().connect()

    def rollback(self) -> None:
        """What was undone is not written down."""
        self._waiting.clear()
        super().rollback()

    def savepoint_rollback(self, sid: str) -> None:
        """What was made inside is undone; what was only written inside waits again."""
        super().savepoint_rollback(sid)
        self._waiting = [entry for entry in self._waiting if sid not in entry.made_in]
        for entry in self._waiting:
            if entry.written_in is not None and sid in entry.written_in:
                entry.written_in = None

    def savepoint_commit(self, sid: str) -> None:
        """Inside a test's transaction this is the end of an act."""
        if not self._is_acting():
            self.write_all_down()
        super().savepoint_commit(sid)

    def _commit(self) -> None:
        try:
            self.write_all_down()
        except BaseException:
            # Whatever it was, the act must not be kept without its entry.
            self.rollback()
            raise
        super()._commit()  # type: ignore[misc] # missing in the stubs


def write_down(body: str) -> None:
    """Add an entry to the record of acts."""
    _connection().write_down(body)


def write_all_down() -> None:
    """Before somebody reads the record: what this transaction did belongs to it."""
    _connection().write_all_down()


def _connection() -> WritesDown:
    return cast(WritesDown, connection)
