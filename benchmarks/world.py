"""What made-up rows are drawn from, and how they reach the database.

Millions of rows as model objects would take the better part of an hour. So a row is its
values, and the models say only which columns there are and what they hold.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction

from benchmarks.invented import Names
from benchmarks.staff import Staff
from offramp.platform.audit.models import Entry
from offramp.platform.audit.waiting import ADD_IN_PLACE
from offramp.program.sites import queries as sites

Model = type[models.Model]


def _in_utc(value: datetime) -> str:
    return str(value.astimezone(UTC).replace(tzinfo=None))


class Table:
    """One table, and how a row of it is written."""

    def __init__(self, model: Model, at: datetime) -> None:
        fields = [
            each for each in model._meta.concrete_fields
            if not isinstance(each, models.AutoField)
            and not each.generated and not each.has_db_default()
        ]  # fmt: skip
        self._plan = [
            (each.attname, _default(each, at), _writer(each)) for each in fields
        ]
        names = ", ".join(f'"{each.column}"' for each in fields)
        self.name = f'"{model._meta.db_table}" ({names})'
        marks = ", ".join(["%s"] * len(fields))
        self._insert = f"INSERT INTO {self.name} VALUES ({marks})"  # noqa: S608 - the models' own names
        if model is Entry:  # their place in the chain goes with them
            self._insert = ADD_IN_PLACE
        self.rows: list[tuple[Any, ...]] = []
        self._known = {name for name, *_ in self._plan}

    def add(self, values: dict[str, Any]) -> None:
        """Keep one row; a column that is not named has what the model gives it."""
        if not values.keys() <= self._known:
            raise LookupError(f"{self.name} has no {values.keys() - self._known}.")
        row = []
        for name, default, write in self._plan:
            value = values.get(name, default)
            row.append(write(value) if write and value is not None else value)
        self.rows.append(tuple(row))

    def store(self) -> None:
        """Insert what was kept."""
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {self.name} FROM STDIN") as copy:
                    for row in self.rows:
                        copy.write_row(row)
            else:
                cursor.executemany(self._insert, self.rows)
        self.rows.clear()


def _default(each: Any, at: datetime) -> Any:
    if getattr(each, "auto_now_add", False):
        return at
    return None if each.primary_key else each.get_default()


def _writer(each: Any) -> Callable[[Any], Any] | None:
    """How the database wants a value; None where it takes it as it is."""
    while isinstance(each, models.ForeignKey):
        each = each.target_field
    if isinstance(each, models.JSONField):
        return json.dumps
    if connection.vendor == "postgresql":
        return None
    if isinstance(each, models.UUIDField):
        return lambda value: value.hex
    if isinstance(each, models.DateTimeField):
        return _in_utc
    return str if isinstance(each, models.DateField) else None


@dataclass
class World:
    """The luck of one seed, the colleagues, and the rows of the chunk under way."""

    luck: Random
    names: Names
    now: datetime
    staff: Staff
    touchpoints: int
    tables: dict[Model, Table] = field(default_factory=dict)

    def add(self, model: Model, **values: Any) -> UUID:
        """Keep a row until its chunk is stored; its id."""
        if "id" not in values:
            values["id"] = UUID(int=self.luck.getrandbits(128), version=4)
        self.put(model, **values)
        return values["id"]

    def put(self, model: Model, **values: Any) -> None:
        """The same for a table that numbers its rows itself."""
        if model not in self.tables:
            self.tables[model] = Table(model, self.now)
        self.tables[model].add(values)

    def store(self, order: tuple[Model, ...]) -> None:
        """Insert what was kept, table by table in this order."""
        with transaction.atomic():
            for model in order:
                if model in self.tables:
                    self.tables[model].store()


@cache
def words(name: str) -> tuple[str, ...]:
    """The slugs of one of the site's lists."""
    return tuple(slug for slug, _ in sites.current().choices(name))
