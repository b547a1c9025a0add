"""Connections of one thread to a file of one test."""

import threading
from pathlib import Path
from typing import Any

from django.db import connections

from offramp.config.sqlite.base import DatabaseWrapper
from offramp.config.sqlite.lock import lock_for

PROBE = "probe"


def connect(path: Path | str, seconds: float = 10) -> DatabaseWrapper:
    """A connection of this thread that `atomic` finds under the name of the probe."""
    connections[PROBE] = connection = DatabaseWrapper(
        {
            "ENGINE": "offramp.config.sqlite",
            "NAME": str(path),
            "OPTIONS": {"timeout": seconds, "transaction_mode": "IMMEDIATE"},
            "TIME_ZONE": None,
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": False,
            "AUTOCOMMIT": True,
            "ATOMIC_REQUESTS": False,
        },
        alias=PROBE,
    )
    return connection


def run(connection: DatabaseWrapper, statement: str, *values: int) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchall() if cursor.description else []


def is_free(path: Path) -> bool:
    """Whether somebody else could write now."""
    result = []

    def ask() -> None:
        lock = lock_for(str(path))
        free = lock.acquire(0.05)
        if free:
            lock.release()
        result.append(free)

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    return result[0]
