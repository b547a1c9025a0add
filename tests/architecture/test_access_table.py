"""Which role gets what from each address. A new address fails here until it has a row.

`access_table.txt` has a line for each address and method. The columns are people:
"mine" made it, met the person or manages the case; "other" has the same role and did not.
"""

import os
from pathlib import Path

import pytest

from tests.architecture.walk import APART, COLUMNS, Walk, addresses

FILE = Path(__file__).with_name("access_table.txt")


def table() -> dict[tuple[str, str], list[str]]:
    rows = {}
    for line in FILE.read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            name, method, *statuses = line.split()
            rows[name, method] = statuses
    return rows


def test_every_address_has_a_row():
    assert {name for name, _ in addresses()} - APART == {name for name, _ in table()}


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("column", COLUMNS)
def test_access(column: str, walk: Walk):
    wanted = {key: statuses[COLUMNS.index(column)] for key, statuses in table().items()}
    differ = {
        key: f"{answer.status}, the table says {wanted.get(key)}"
        for key, answer in walk.answers(column).items()
        if answer.status != "405" and wanted.get(key) != answer.status
    }
    assert not differ


@pytest.mark.skipif(
    "WRITE_ACCESS_TABLE" not in os.environ, reason="only to write the table anew"
)
@pytest.mark.django_db
def test_write_the_table_anew(walk: Walk):
    found = {column: walk.answers(column) for column in COLUMNS}
    lines = ["# address method " + " ".join(COLUMNS)]
    for key in found["nobody"]:
        row = [found[column][key].status for column in COLUMNS]
        if set(row) != {"405"}:
            lines.append(f"{key[0]:34}{key[1]:5}" + " ".join(row))
    FILE.write_text("\n".join(lines) + "\n")
