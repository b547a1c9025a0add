"""Which role gets what from each address. A new address fails here until it has a row.

`access_table.txt` has a line for each address and method. The columns are people:
"mine" made it, met the person or manages the case; "other" has the same role and did not.
"""

import os
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from tests import cast, world

FILE = Path(__file__).with_name("access_table.txt")
COLUMNS = (
    "nobody", "officer-mine", "officer-other", "peer-mine", "peer-other",
    "manager-mine", "manager-other", "supervisor", "prosecutor", "program-manager",
    "auditor",
)  # fmt: skip
# Leaving and coming are no records, and end the session that the others need.
APART = {"accounts:sign_out"}


def addresses():
    yield from _walk(get_resolver().url_patterns, "")


def _walk(patterns, prefix):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _walk(pattern.url_patterns, prefix + space)
        else:
            yield prefix + pattern.name, tuple(pattern.pattern.converters)


def table() -> dict[tuple[str, str], list[str]]:
    rows = {}
    for line in FILE.read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            name, method, *statuses = line.split()
            rows[name, method] = statuses
    return rows


def test_every_address_has_a_row():
    assert {name for name, _ in addresses()} - APART == {name for name, _ in table()}


def people(told: world.Told):
    return dict(
        zip(
            COLUMNS,
            (
                None, told.officer, cast.otto(), told.peer, cast.pat(),
                told.case_manager, cast.cora(), told.supervisor, told.prosecutor,
                told.manager, cast.ada(),
            ),
            strict=True,
        )
    )  # fmt: skip


def answer(client: Client, method: str, url: str) -> str:
    """The status, with nothing of the act left behind."""
    with transaction.atomic():
        status = getattr(client, method.lower())(url).status_code
        transaction.set_rollback(True)
    return str(status)


def answers(column: str, told: world.Told) -> dict[tuple[str, str], str]:
    actor = people(told)[column]
    client = Client(raise_request_exception=False)
    if actor is not None:
        cast.signed_in(client, actor)
    return {
        (name, method): answer(
            client, method, reverse(name, kwargs={p: told.ids[p] for p in params})
        )
        for name, params in addresses()
        for method in ("GET", "POST")
        if name not in APART
    }


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("column", COLUMNS)
def test_access(column, told):
    found = answers(column, told)
    wanted = {key: statuses[COLUMNS.index(column)] for key, statuses in table().items()}
    differ = {
        key: f"{status}, the table says {wanted.get(key)}"
        for key, status in found.items()
        if status != "405" and wanted.get(key) != status
    }
    assert not differ


@pytest.mark.skipif(
    "WRITE_ACCESS_TABLE" not in os.environ, reason="only to write the table anew"
)
@pytest.mark.django_db
def test_write_the_table_anew(told):
    found = {column: answers(column, told) for column in COLUMNS}
    lines = ["# address method " + " ".join(COLUMNS)]
    for key in found["nobody"]:
        row = [found[column][key] for column in COLUMNS]
        if set(row) != {"405"}:
            lines.append(f"{key[0]:34}{key[1]:5}" + " ".join(row))
    FILE.write_text("\n".join(lines) + "\n")
