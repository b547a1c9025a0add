"""The database wrapper that Django looks for in an engine."""

import os
import re
import sqlite3
from collections.abc import Callable
from typing import Any

from django.db.backends.sqlite3 import base

from offramp.config.sqlite.line import Line
from offramp.config.sqlite.lock import lock_for
from offramp.platform.audit.moments import link_as_stored
from offramp.platform.audit.waiting import WritesDown

_NEVER_WRITES = re.compile(
    r"\s*(SELECT|PRAGMA|EXPLAIN|VALUES|COMMIT|END|ROLLBACK)\b"
    r"|\s*WITH\b(?!.*\b(INSERT|UPDATE|DELETE|REPLACE)\b)",
    re.IGNORECASE | re.DOTALL,
)


class Cursor(base.SQLiteCursorWrapper):
    """A cursor that stands in line before it writes.

    Rows that a single write gives back are fetched at once: SQLite keeps that write
    open until its last row is read, and the line must not wait for the reader.
    """

    def __init__(self, connection: sqlite3.Connection, line: Line) -> None:
        super().__init__(connection)
        self._line = line
        self._rows: list[Any] | None = None

    def execute(self, query: str, params: Any = None) -> "Cursor":
        """Run one statement."""
        return self._in_line(query, lambda: super(Cursor, self).execute(query, params))

    def executemany(self, query: str, param_list: Any) -> "Cursor":
        """Run one statement many times."""
        return self._in_line(
            query, lambda: super(Cursor, self).executemany(query, param_list)
        )

    def executescript(self, sql_script: str) -> "Cursor":
        """Run several statements."""
        return self._in_line("", lambda: super(Cursor, self).executescript(sql_script))

    def _in_line(self, query: str, run: Callable[[], object]) -> "Cursor":
        self._rows = None
        alone = not self.connection.in_transaction and not _NEVER_WRITES.match(query)
        if alone:
            self._line.enter()
        try:
            run()
            if alone and self._line.inside and self.description is not None:
                self._rows = super().fetchall()
        finally:
            self._line.leave_unless_writing()
        return self

    def fetchone(self) -> Any:
        """The next row, or None."""
        if self._rows is None:
            return super().fetchone()
        return self._rows.pop(0) if self._rows else None

    def fetchmany(self, size: int | None = None) -> list[Any]:
        """The next rows, so many."""
        count = self.arraysize if size is None else size
        if self._rows is None:
            return super().fetchmany(count)
        rows, self._rows = self._rows[:count], self._rows[count:]
        return rows

    def fetchall(self) -> list[Any]:
        """All rows that are left."""
        if self._rows is None:
            return super().fetchall()
        rows, self._rows = self._rows, []
        return rows

    def __next__(self) -> Any:
        if self._rows is None:
            return super().__next__()
        if not self._rows:
            raise StopIteration
        return self._rows.pop(0)


class DatabaseWrapper(WritesDown, base.DatabaseWrapper):
    """SQLite in WAL mode, every acknowledged write on the disk, one writer at a time."""

    _line: Line

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        """Open the file and find its line. A database in memory has none."""
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        # The trigger on the record of acts calls it; see that package's migration.
        connection.create_function(
            "offramp_link", 4, link_as_stored, deterministic=True
        )
        name = os.fspath(self.settings_dict["NAME"])
        lock = None if self.is_in_memory_db() else lock_for(name)
        self._line = Line(connection, lock, conn_params.get("timeout", 5.0))
        return connection

    def create_cursor(self, name: str | None = None) -> Cursor:
        """A cursor that stands in this connection's line."""
        cursor: Cursor = self.connection.cursor(
            factory=lambda connection: Cursor(connection, self._line)
        )
        return cursor

    def init_connection_state(self) -> None:
        """Set what SQLite forgets between connections."""
        super().init_connection_state()
        with self.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = FULL")
            cursor.execute("PRAGMA journal_mode")
            if cursor.fetchone()[0] != "wal":
                self._turn_to_wal()

    def _turn_to_wal(self) -> None:
        # The one pragma that writes, and the only one that refuses to wait.
        self._line.enter()
        try:
            self.connection.execute("PRAGMA journal_mode = WAL").close()
        finally:
            self._line.leave()

    def _commit(self) -> None:
        try:
            super()._commit()
        finally:
            self._line.leave_unless_writing()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc] # missing in the stubs
        finally:
            self._line.leave_unless_writing()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc] # missing in the stubs
        finally:
            self._line.leave()
