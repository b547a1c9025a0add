"""One writer at a time, proved with real threads, processes and files."""

import gc
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connections, transaction

from offramp.config.sqlite.lock import lock_for
from offramp.config.sqlite.tests.probe import PROBE, connect, is_free, run

HOLDER = """
import sys, time
from offramp.config.sqlite.lock import lock_for
assert lock_for(sys.argv[1]).acquire(5)
print("held", flush=True)
time.sleep(60)
"""


def eight_times(act: Callable[[int], None]) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(act, range(8)))


def test_eight_threads_write_and_none_finds_it_locked(path: Path):
    def write(number: int) -> None:
        connection = connect(path)
        for turn in range(25):
            if turn % 2:
                run(connection, "INSERT INTO kit (count) VALUES (%s)", number)
            else:
                with transaction.atomic(PROBE):
                    run(connection, "INSERT INTO kit (count) VALUES (%s)", number)
        connection.close()

    eight_times(write)

    assert run(connect(path), "SELECT count(*) FROM kit") == [(200,)]


def test_no_one_loses_an_addition_that_reads_before_it_writes(path: Path):
    run(connect(path), "INSERT INTO kit (id, count) VALUES (1, 0)")

    def add(number: int) -> None:
        connection = connect(path)
        for _ in range(10):
            with transaction.atomic(PROBE):
                [(count,)] = run(connection, "SELECT count FROM kit WHERE id = 1")
                run(connection, "UPDATE kit SET count = %s WHERE id = 1", count + 1)
        connection.close()

    eight_times(add)

    assert run(connect(path), "SELECT count FROM kit") == [(80,)]


def test_a_killed_holder_lets_the_next_one_in(path: Path):
    holder = subprocess.Popen(  # noqa: S603 # our own words
        [sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    waiting = threading.Timer(0.1, lambda: os.kill(holder.pid, signal.SIGKILL))
    waiting.start()

    connection = connect(path, seconds=10)
    run(connection, "INSERT INTO kit (count) VALUES (1)")

    holder.wait()
    holder.stdout.close()
    assert run(connection, "SELECT count(*) FROM kit") == [(1,)]


def test_waiting_ends_with_a_sentence_and_the_lock_still_works(path: Path):
    holder = subprocess.Popen(  # noqa: S603 # our own words
        [sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    connection = connect(path, seconds=0.1)

    began = time.monotonic()
    with pytest.raises(DatabaseError, match="writing for 0.1 seconds. Nothing was sav"):
        run(connection, "INSERT INTO kit (count) VALUES (1)")
    with pytest.raises(DatabaseError, match="is locked"), transaction.atomic(PROBE):
        pass
    assert time.monotonic() - began < 2

    holder.kill()
    holder.wait()
    holder.stdout.close()
    time.sleep(0.05)  # those who gave up still have to step out of the line
    run(connection, "INSERT INTO kit (count) VALUES (1)")
    assert is_free(path)


def test_another_thread_waits_no_longer_than_its_limit(path: Path):
    connection = connect(path)
    refused: list[bool] = []

    def knock() -> None:
        try:
            run(connect(path, seconds=0.05), "DELETE FROM kit")
        except DatabaseError:
            refused.append(True)

    with transaction.atomic(PROBE):
        run(connection, "INSERT INTO kit (count) VALUES (1)")
        thread = threading.Thread(target=knock)
        thread.start()
        thread.join()

    assert refused == [True]


def test_reading_waits_for_nobody(path: Path):
    connection = connect(path)
    seen: list[list[Any]] = []
    with transaction.atomic(PROBE):
        run(connection, "INSERT INTO kit (count) VALUES (1)")
        thread = threading.Thread(
            target=lambda: seen.append(run(connect(path, 0.05), "SELECT * FROM kit"))
        )
        thread.start()
        thread.join()

    assert seen == [[]]


def test_savepoints_stay_inside_the_one_turn(path: Path):
    connection = connect(path, seconds=0.2)
    with transaction.atomic(PROBE):
        run(connection, "INSERT INTO kit (id) VALUES (1)")
        with pytest.raises(IntegrityError), transaction.atomic(PROBE):
            run(connection, "INSERT INTO kit (id) VALUES (1)")
        assert not is_free(path)
        with transaction.atomic(PROBE):
            run(connection, "INSERT INTO kit (id) VALUES (2)")
        assert not is_free(path)

    assert is_free(path)
    assert run(connection, "SELECT id FROM kit") == [(1,), (2,)]


def test_a_failure_anywhere_lets_the_next_one_in(path: Path):
    connection = connect(path, seconds=0.2)
    with pytest.raises(ZeroDivisionError), transaction.atomic(PROBE):
        run(connection, "INSERT INTO kit (id) VALUES (%s)", 1 // 0)
    assert is_free(path)

    run(connection, "INSERT INTO kit (id) VALUES (1)")
    with pytest.raises(IntegrityError):
        run(connection, "INSERT INTO kit (id) VALUES (1)")
    assert is_free(path)

    with pytest.raises(DatabaseError):
        run(connection, "INSERT INTO nowhere VALUES (1)")
    assert is_free(path)


def test_a_connection_closed_in_the_middle_lets_the_next_one_in(path: Path):
    connection = connect(path)
    with transaction.atomic(PROBE):
        run(connection, "INSERT INTO kit (id) VALUES (1)")
        connection.close()

    assert is_free(path)
    assert run(connect(path), "SELECT * FROM kit") == []


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_thread_that_ends_in_the_middle_lets_the_next_one_in(path: Path):
    def leave_it_open() -> None:
        connection = connect(path)
        connection.set_autocommit(False)
        run(connection, "INSERT INTO kit (id) VALUES (1)")
        del connections[PROBE]

    thread = threading.Thread(target=leave_it_open)
    thread.start()
    thread.join()
    gc.collect()

    assert is_free(path)
    assert run(connect(path), "SELECT * FROM kit") == []


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_forked_child_starts_with_nothing_held(path: Path):
    connection = connect(path)
    with transaction.atomic(PROBE):
        run(connection, "INSERT INTO kit (id) VALUES (1)")
        child = os.fork()
        if child == 0:
            os._exit(0 if not lock_for(str(path)).acquire(0.05) else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert not is_free(path)

    child = os.fork()
    if child == 0:
        os._exit(0 if lock_for(str(path)).acquire(1) else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
