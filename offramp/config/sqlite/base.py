"""The database wrapper that Django looks for in an engine."""

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite in WAL mode, every acknowledged write on the disk."""

    def init_connection_state(self) -> None:
        """Set what SQLite forgets between connections."""
        super().init_connection_state()
        with self.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = FULL")
