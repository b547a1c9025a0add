"""Where one connection stands: outside, or inside and writing."""

import os
import sqlite3

from offramp.config.sqlite.lock import WriteLock


class Line:
    """A connection's place before the write lock. Going in twice is going in once."""

    def __init__(
        self, connection: sqlite3.Connection, lock: WriteLock | None, seconds: float
    ) -> None:
        self._connection = connection
        self._lock = lock
        self._seconds = seconds
        self._process = 0

    def __del__(self) -> None:
        # A thread that ended in the middle closes its connection, not its transaction.
        self.leave()

    @property
    def inside(self) -> bool:
        """Whether this connection is the one that writes."""
        return self._process != 0

    def enter(self) -> None:
        """Become the one who writes, or say after the time limit that it cannot be."""
        if self._lock is None or self.inside:
            return
        if not self._lock.acquire(self._seconds):
            raise sqlite3.OperationalError(
                "The database is locked: somebody else has been writing for "
                f"{self._seconds:g} seconds. Nothing was saved; try again."
            )
        self._process = os.getpid()

    def leave_unless_writing(self) -> None:
        """Let the next one in, once no transaction of ours is open."""
        if self.inside and not self._connection.in_transaction:
            self.leave()

    def leave(self) -> None:
        """Let the next one in. What a parent process held is not ours to give back."""
        held_by, self._process = self._process, 0
        if held_by and self._lock is not None and held_by == os.getpid():
            self._lock.release()
