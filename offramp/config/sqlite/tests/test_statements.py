"""Which statements stand in line, and what the others find."""

from pathlib import Path

import pytest
from django.db import DatabaseError, connections, transaction

from offramp.config.sqlite.lock import lock_for
from offramp.config.sqlite.tests.probe import PROBE, connect, is_free, run


def test_rows_of_a_single_write_come_back_and_hold_nobody_up(path: Path):
    connection = connect(path)
    statement = "INSERT INTO kit (id) VALUES (1), (2), (3), (4) RETURNING id"
    with connection.cursor() as cursor:
        cursor.execute(statement)
        assert is_free(path)
        assert cursor.fetchone() == (1,)
        assert cursor.fetchmany(1) == [(2,)]
        assert list(cursor) == [(3,), (4,)]
        assert cursor.fetchone() is None
        assert cursor.fetchall() == []


def test_a_database_in_memory_needs_no_lock(django_db_blocker):
    with django_db_blocker.unblock():
        connection = connect(":memory:")
        with transaction.atomic(PROBE):
            run(connection, "CREATE TABLE kit (id INTEGER)")
        assert not Path(":memory:-lock").exists()
        del connections[PROBE]


def test_every_write_is_on_the_disk_before_it_is_acknowledged(path: Path):
    connection = connect(path)
    assert run(connection, "PRAGMA journal_mode") == [("wal",)]
    assert run(connection, "PRAGMA synchronous") == [(2,)]


def test_words_that_only_read_take_no_turn(path: Path):
    connection = connect(path, seconds=0.05)
    lock = lock_for(str(path))
    assert lock.acquire(1)
    try:
        run(connection, "WITH it AS (SELECT 1 AS one) SELECT one FROM it")
        run(connection, "EXPLAIN SELECT 1")
        with pytest.raises(DatabaseError, match="is locked"):
            run(connection, "WITH it AS (SELECT 1) INSERT INTO kit SELECT 1, 1 FROM it")
    finally:
        lock.release()
