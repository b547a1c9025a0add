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
    if not _in_memory():
        with transaction.atomic():
            yield world.tell()
            transaction.set_rollback(True)
        return
    told, with_it, without = _told_once()
    _lay(with_it)
    try:
        with transaction.atomic():
            yield told
            transaction.set_rollback(True)
    finally:
        _lay(without)


def _in_memory() -> bool:
    return connection.vendor == "sqlite" and "mode=memory" in str(
        connection.settings_dict["NAME"]
    )


@cache
def _told_once() -> tuple[world.Told, sqlite3.Connection, sqlite3.Connection]:
    without = _copy()
    with transaction.atomic():
        told = world.tell()
    with_it = _copy()
    _lay(without)
    return told, with_it, without


def _copy() -> sqlite3.Connection:
    connection.ensure_connection()
    copy = sqlite3.connect(":memory:", check_same_thread=False)
    connection.connection.backup(copy)
    return copy


def _lay(copy: sqlite3.Connection) -> None:
    copy.backup(connection.connection)
