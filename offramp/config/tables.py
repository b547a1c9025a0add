"""All tables of an empty database, made from the models as they are now.

Going through the migrations one by one, Django builds the models anew for every step,
and that is nine tenths of the time a first start takes. What comes out is the same, and
`tests/test_tables.py` compares the two on both databases. ADR 0023.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration, RunPython
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder


def is_empty(connection: BaseDatabaseWrapper) -> bool:
    """Whether the database has no table at all."""
    return not connection.introspection.table_names()


def make(connection: BaseDatabaseWrapper) -> None:
    """Make every table, index, guard and trigger, and note each migration as done.

    In one transaction: a start that is killed leaves the database as empty as it was.
    """
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    with connection.schema_editor(atomic=True) as editor:
        editor.create_model(MigrationRecorder.Migration)
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
        _finish(editor)
        for migration, _ in plan:
            for step in _ours(migration):
                step.code(apps, editor)  # type: ignore[arg-type] # the living models
        executor.recorder.migration_qs.bulk_create(
            MigrationRecorder.Migration(app=migration.app_label, name=migration.name)
            for migration, _ in plan
        )


def _finish(editor: BaseDatabaseSchemaEditor) -> None:
    """Keys and indexes that wait for all tables, before the first row comes."""
    for statement in editor.deferred_sql:
        editor.execute(statement, params=None)
    editor.deferred_sql.clear()


def _ours(migration: Migration) -> Iterator[RunPython]:
    """What no model says: our triggers and functions. Others only move old rows."""
    if migration.__module__.startswith("offramp."):
        for operation in migration.operations:
            if isinstance(operation, RunPython):
                yield operation
