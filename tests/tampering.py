"""What only somebody with full power over the database can do, for tests."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("audit_entry", "audit_head", "audit_listed")
GENESIS = "0" * 64


@contextmanager
def triggers_off(connection: BaseDatabaseWrapper) -> Iterator[Any]:
    """A cursor before which the record of acts is defenceless."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield cursor
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            return
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' "
            "AND tbl_name IN (%s, %s, %s)",
            TABLES,
        )
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield cursor
        for _, statement in triggers:
            cursor.execute(statement)


def let_tests_forget(connection: BaseDatabaseWrapper) -> None:
    """After a test with real transactions every table is emptied, this one too."""
    # Of the kind and not of this one connection: a browser's tests have their own.
    kind: Any = type(connection.ops)
    flush = kind.execute_sql_flush

    def flush_all(self: Any, statements: Iterable[str]) -> None:
        with triggers_off(self.connection) as cursor:
            flush(self, statements)
            cursor.execute(
                f"INSERT INTO audit_head (id, position, hash) VALUES (1, 0, '{GENESIS}')"  # noqa: S608 - our own words
            )
            if self.connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = 'audit_entry'")

    kind.execute_sql_flush = flush_all
