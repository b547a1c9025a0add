"""Whole rows by a query that is written once.

For what every request asks for: Django takes several times as long to write such a query
as the database to answer it.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Field, Model

_Any = TypeVar("_Any", bound=Model)
_Turn = Callable[[Any], Any]


def columns(alias: str, model: type[Model]) -> str:
    """The columns of a table under an alias, in the order in which `row` takes them."""
    quoted = connection.ops.quote_name
    fields = model._meta.concrete_fields
    return ", ".join(f"{alias}.{quoted(field.column)}" for field in fields)


def row(model: type[_Any], values: Iterator[Any]) -> _Any:
    """The next row of this table, off the front of what a query gave back."""
    turns = _turns(model, connection.vendor)
    given = list(islice(values, len(turns)))
    turned = [turn(value) for turn, value in zip(turns, given, strict=True)]
    names = [field.attname for field in model._meta.concrete_fields]
    return model.from_db(connection.alias, names, turned)


@cache
def _turns(model: type[Model], vendor: str) -> Sequence[_Turn]:
    return [_turn(field) for field in model._meta.concrete_fields]


def _turn(field: "Field[Any, Any]") -> _Turn:
    """From what the driver gives to what the field holds, as Django's queries do it."""
    column = field.get_col(field.model._meta.db_table)
    by_database = connection.ops.get_db_converters(column)
    by_field = field.get_db_converters(connection)  # type: ignore[attr-defined] # stubs

    def turned(value: Any) -> Any:
        for converter in (*by_database, *by_field):
            value = converter(value, column, connection)
        return value

    return turned
