"""The same rows straight into the same tables: what the database alone can do.

The inserts of one real handover are caught, and sent again under new ids through the
plain driver: one transaction each, as the page makes it, but without the page.
"""

import re
import sqlite3
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import cycle
from typing import Any
from uuid import UUID, uuid4

import psycopg
from django.db import connection
from django.test import Client

from benchmarks.load import Limits
from benchmarks.visitor import Ask
from offramp.platform.audit.moments import link_as_stored

_INSERT = re.compile(r'INSERT INTO "(\w+)" \(([^)]*)\)')
_KEYS = {'"id"', '"key"'}
Statement = tuple[str, tuple[Any, ...]]


def inserts(client: Client, ask: Ask) -> list[Statement]:
    """The inserts of one request, with what they inserted."""
    caught: list[Statement] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("INSERT") and "accounts_session" not in sql:
            caught.append((sql, tuple(params)))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        client.post(ask.path, dict(ask.fields))
    return caught


class Again:
    """Gives the same statements as often as wanted, each time under new ids."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._statements = statements
        self._keys = {key for one in statements for key in self._made(one)}

    @staticmethod
    def _made(statement: Statement) -> list[Any]:
        """The values that may be there once only."""
        sql, params = statement
        found = _INSERT.match(sql)
        # Several rows in one statement: one after the other, or a list for each column.
        columns = cycle(found.group(2).split(", ")) if found else ()
        pairs = zip(columns, params, strict=False)
        keys = [value for column, value in pairs if column in _KEYS]
        return [
            key for one in keys for key in (one if isinstance(one, list) else [one])
        ]

    def __call__(self) -> list[Statement]:
        """The statements of one more transaction."""
        new = {key: self._another(key) for key in self._keys}
        return [
            (sql, tuple(_swap(value, new) for value in params))
            for sql, params in self._statements
        ]

    @staticmethod
    def _another(key: Any) -> Any:
        if isinstance(key, UUID):
            return uuid4()
        return uuid4().hex if len(key) == 32 else f"{key[:20]} {uuid4()}"


def _swap(value: Any, new: dict[Any, Any]) -> Any:
    if isinstance(value, list):
        return [_swap(one, new) for one in value]
    try:
        return new.get(value, value)
    except TypeError:  # a document; no key is in it
        return value


def sqlite(file: str, again: Again, limits: Limits) -> float:
    """Transactions a second on one connection: SQLite has one writer at a time."""
    opened = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    with closing(opened) as plain:
        plain.execute("PRAGMA journal_mode = WAL")
        plain.execute("PRAGMA synchronous = FULL")
        # The trigger on the record of acts calls it.
        plain.create_function("offramp_link", 4, link_as_stored, deterministic=True)

        def transact() -> None:
            plain.execute("BEGIN IMMEDIATE")
            for sql, params in again():
                plain.execute(sql.replace("%s", "?"), params).fetchall()
            plain.execute("COMMIT")

        return _rate([transact], limits)


def postgresql(settings: dict[str, Any], again: Again, limits: Limits, n: int) -> float:
    """Transactions a second on so many connections."""
    words = {"dbname": "NAME", "user": "USER", "host": "HOST", "port": "PORT"}
    named = {word: settings[name] or None for word, name in words.items()}
    opened = [psycopg.connect(**named, prepare_threshold=1) for _ in range(n)]

    def transact(plain: "psycopg.Connection[Any]") -> None:
        with plain.transaction():
            for sql, params in again():
                plain.execute(sql, params)

    try:
        return _rate([lambda p=plain: transact(p) for plain in opened], limits)
    finally:
        for plain in opened:
            plain.close()


def _rate(acts: Sequence[Callable[[], None]], limits: Limits) -> float:
    done = [0] * len(acts)
    began = time.perf_counter()
    until = began + limits.seconds

    def work(which: int) -> None:
        while time.perf_counter() < until and sum(done) < limits.requests:
            acts[which]()
            done[which] += 1

    with ThreadPoolExecutor(len(acts)) as threads:
        list(threads.map(work, range(len(acts))))
    return round(sum(done) / (time.perf_counter() - began), 1)
