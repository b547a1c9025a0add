"""A story that is told once and then only laid out again, as far as the database can."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from django.db import connection, transaction

from tests import world


@contextmanager
def story() -> Iterator[world.Told]:
    """One person's way, for as long as it is needed: what is done to it is taken back.

    Telling it takes seconds, since all of it is done by real actions. On SQLite in memory
    a copy is laid over the tables, and what stood there before comes back.
    """
    if not in_memory():
        with transaction.atomic():
            yield world.tell()
            transaction.set_rollback(True)
        return
    told, with_it, without = _told_once()
    lay(with_it)
    try:
        with transaction.atomic():
            yield told
            transaction.set_rollback(True)
    finally:
        lay(without)


def in_memory() -> bool:
    """Whether the tests' database can be copied as a whole in no time."""
    return connection.vendor == "sqlite" and "mode=memory" in str(
        connection.settings_dict["NAME"]
    )


@cache
def _told_once() -> tuple[world.Told, sqlite3.Connection, sqlite3.Connection]:
    without = copy()
    with transaction.atomic():
        told = world.tell()
    with_it = copy()
    lay(without)
    return told, with_it, without


def copy() -> sqlite3.Connection:
    """Everything that the database holds now."""
    connection.ensure_connection()
    held = sqlite3.connect(":memory:", check_same_thread=False)
    connection.connection.backup(held)
    return held


def lay(held: sqlite3.Connection) -> None:
    """The database holds that and nothing else."""
    connection.ensure_connection()
    held.backup(connection.connection)
