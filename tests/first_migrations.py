"""Write the packages' first migrations tighter: `python -m tests.first_migrations`.

Django writes each constraint and index as an operation of its own, and on SQLite each of
those copies the table. Until 1.0 the first migrations are written anew freely, so they
hold them where the table is made: a fresh file is ready in half the time.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.db.migrations import AddConstraint, AddIndex, CreateModel, Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.writer import MigrationWriter


def first_migrations() -> Iterator[Migration]:
    """The first one of each package of ours."""
    loader = MigrationLoader(None)
    for (label, name), migration in loader.disk_migrations.items():
        ours = apps.get_app_config(label).name.startswith("offramp.")
        if ours and name == "0001_initial":
            yield migration


def folded(operations: Iterable[Operation]) -> list[Operation]:
    """The same operations, with constraints and indexes where their table is made."""
    made: dict[str, CreateModel] = {}
    rest: list[Operation] = []
    for operation in operations:
        if isinstance(operation, CreateModel):
            made[operation.name_lower] = operation
        if isinstance(operation, AddConstraint) and operation.model_name_lower in made:
            constraint = operation.constraint  # type: ignore[attr-defined] # not in the stubs
            _put(made[operation.model_name_lower], "constraints", constraint)
        elif isinstance(operation, AddIndex) and operation.model_name_lower in made:
            _put(made[operation.model_name_lower], "indexes", operation.index)
        else:
            rest.append(operation)
    return rest


def _put(table: CreateModel, kind: str, what: Any) -> None:
    table.options[kind] = [*table.options.get(kind, []), what]


def main() -> None:
    """Write each that can be tighter, and say which."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "offramp.config.settings")
    django.setup()
    for migration in first_migrations():
        tighter = folded(migration.operations)
        if len(tighter) < len(migration.operations):
            migration.operations = tighter  # type: ignore[misc] # the writer reads it here
            writer = MigrationWriter(migration, include_header=False)
            Path(writer.path).write_text(writer.as_string())
            print(f"{migration.app_label} is tighter.")  # noqa: T201 - a command


if __name__ == "__main__":
    main()
