"""Tables made at once are those that the migrations make, one after the other."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection, connections

OTHER = "beside"
ON_POSTGRESQL = """
SELECT attrelid::regclass || ' ' || attname || ' ' || format_type(atttypid, atttypmod)
    || ' ' || attnotnull || ' ' || attidentity::text || ' ' || attgenerated::text || ' '
    || coalesce(pg_get_expr(adbin, adrelid), '')
FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
WHERE relnamespace = %(here)s::text::regnamespace AND attnum > 0 AND relkind = 'r'
    AND NOT attisdropped
UNION ALL
SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = %(here)s::text::regnamespace
UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = %(here)s::name
UNION ALL SELECT pg_get_triggerdef(pg_trigger.oid)
FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE relnamespace = %(here)s::text::regnamespace AND NOT tgisinternal
UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc
WHERE pronamespace = %(here)s::text::regnamespace
"""
# A table of Django's that nothing here uses, whose number is wider in its migrations.
UNUSED = "auth_group_permissions id "
# Django writes these three in an order that differs from start to start.
IN_ANY_ORDER = re.compile(
    r"IN \('(?:true|false|null)'(?:, ?'(?:true|false|null)'){2}\)"
)


@pytest.mark.slow  # the long way is the one that takes seconds
@pytest.mark.django_db(transaction=True)
def test_both_ways_make_the_same_tables(tmp_path: Path):
    with _empty_database(tmp_path / "long") as beside:
        call_command(migrate.Command(), database=OTHER, verbosity=0)
        the_long_way = _everything(beside)
    with _empty_database(tmp_path / "once") as beside:
        call_command("migrate", database=OTHER, verbosity=0)
        assert _everything(beside) == the_long_way
    assert any("audit_entry_chain" in said for said in the_long_way)


@contextmanager
def _empty_database(place: Path) -> Iterator[Any]:
    """Another file; on PostgreSQL another schema of the same database."""
    how = {**connection.settings_dict, "NAME": str(place)}
    if connection.vendor == "postgresql":
        _run(connection, f"CREATE SCHEMA {place.name}")
        path = {"options": f"-c search_path={place.name}"}
        options = {**connection.settings_dict["OPTIONS"], **path}
        how |= {"NAME": connection.settings_dict["NAME"], "OPTIONS": options}
    beside = connections[OTHER] = type(connections["default"])(how, OTHER)
    try:
        yield beside
    finally:
        beside.close()
        del connections[OTHER]
        if connection.vendor == "postgresql":
            _run(connection, f"DROP SCHEMA {place.name} CASCADE")


def _run(database: Any, statement: str, *values: object) -> list[Any]:
    with database.cursor() as cursor:
        cursor.execute(statement, *values)
        return cursor.fetchall() if cursor.description else []


def _everything(database: Any) -> set[str]:
    """Each column, constraint, index, trigger, function and migration, in words."""
    done = {
        f"{app} {name}"
        for app, name in _run(database, "SELECT app, name FROM django_migrations")
    }
    if database.vendor == "postgresql":
        here = _run(database, "SELECT current_schema()")[0][0]
        found = [said for (said,) in _run(database, ON_POSTGRESQL, {"here": here})]
        found = [re.sub(rf"\b{here}\b", "here", said) for said in found]
    else:
        rows = _run(database, "SELECT tbl_name, sql FROM sqlite_master WHERE sql <> ''")
        found = [f"{table} {part}" for table, sql in rows for part in _parts(sql)]
    found = [said for said in found if not said.startswith(UNUSED)]
    return done | {IN_ANY_ORDER.sub("IN (…)", said) for said in found}


def _parts(sql: str) -> list[str]:
    """What stands between the commas of a table; anything else as it is.

    Columns stand in another order: a migration adds the foreign keys last.
    """
    if not sql.startswith("CREATE TABLE"):
        return [sql]
    parts, depth = [""], 0
    for letter in sql.partition("(")[2]:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    last = parts.pop().removesuffix(")")
    return [part.strip() for part in (*parts, last)]
