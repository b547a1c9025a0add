"""Rows of many tables in one query: each row travels as JSON, and is a row again here.

A page about one person needs a few rows from each of a dozen tables. Asked one by one,
most of the time goes into asking.
"""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db.models import (
    F,
    Field,
    Func,
    JSONField,
    QuerySet,
    SmallIntegerField,
    TextField,
    Value,
)
from django.db.models.options import Options
from django.db.models.sql.compiler import SQLCompiler

Read = Callable[[Any], Any]


class _AsJson(Func):
    """Columns of a query's own table, and what it is annotated with, as one list."""

    output_field = TextField()

    def __init__(self, *annotated: Any, columns: tuple[str, ...]) -> None:
        super().__init__(*annotated, columns=columns)

    def as_sqlite(
        self, compiler: SQLCompiler, connection: Any, **context: Any
    ) -> tuple[str, list[Any]]:
        return self._array("JSON_ARRAY({})", compiler)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: Any, **context: Any
    ) -> tuple[str, list[Any]]:
        return self._array("JSONB_BUILD_ARRAY({})::text", compiler)

    def _array(self, around: str, compiler: SQLCompiler) -> tuple[str, list[Any]]:
        quote = compiler.quote_name_unless_alias
        table = quote(str(compiler.query.get_initial_alias()))
        parts = [f"{table}.{quote(name)}" for name in self.extra["columns"]]
        params: list[Any] = []
        for expression in self.source_expressions:
            sql, given = compiler.compile(expression)
            parts.append(sql)
            params.extend(given)
        return around.format(", ".join(parts)), params


def together(*parts: QuerySet[Any]) -> list[list[Any]]:
    """The rows of each of these, in no order, with one query for all of them.

    `only` says which columns are wanted; what a part is annotated with comes along.
    """
    shaped = [_shaped(number, rows) for number, rows in enumerate(parts)]
    found: list[list[Any]] = [[] for _ in parts]
    for number, row in shaped[0].union(*shaped[1:], all=True):
        found[number].append(_row(parts[number], json.loads(row)))
    return found


def _shaped(number: int, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    columns = tuple(field.column for field in _fields(rows))
    annotated = [F(name) for name in rows.query.annotations]
    shaped: QuerySet[Any, Any] = rows.order_by().annotate(
        t_part=Value(number, SmallIntegerField()),
        t_row=_AsJson(*annotated, columns=columns),
    )
    return shaped.values_list("t_part", "t_row")


def _fields(rows: QuerySet[Any]) -> Sequence[Field[Any, Any]]:
    names, is_all_but = rows.query.deferred_loading
    return _wanted(rows.model._meta, frozenset(names), bool(is_all_but))


@lru_cache(maxsize=128)
def _wanted(
    table: Options[Any], names: frozenset[str], is_all_but: bool
) -> Sequence[Field[Any, Any]]:
    fields = table.concrete_fields
    if is_all_but:
        return [f for f in fields if f.name not in names]
    return [f for f in fields if f.primary_key or {f.name, f.attname} & names]


def _row(part: QuerySet[Any], values: Sequence[Any]) -> Any:
    fields = _fields(part)
    given = [_python(f, v) for f, v in zip(fields, values, strict=False)]
    row = part.model.from_db(part.db, [f.attname for f in fields], given)
    said = zip(part.query.annotations.items(), values[len(fields) :], strict=True)
    for (name, expression), value in said:
        setattr(row, name, _python(expression.output_field, value))
    return row


def _python(field: Field[Any, Any], value: Any) -> Any:
    """The value as the field gives it. SQLite keeps moments in UTC and says not so."""
    if isinstance(field, JSONField):
        return json.loads(value) if isinstance(value, str) else value
    found = field.to_python(value)
    if isinstance(found, datetime) and found.tzinfo is None:
        return found.replace(tzinfo=UTC)
    return found
