"""What each address answers to whom. A new address fails here until it has a row.

`access_table.txt` has a line for each address and method. The columns are people:
"mine" made it, met the person or manages the case; "other" has the same role and did not.
All are asked once, and each answer is looked at three ways: is it the one that the table
names, did it ask the database no more often than it may, and does every released fact
come with the notice of 42 CFR 2.32, what may be done with it and the consent's scope.
"""

import os

import pytest
from django.db import connection

from tests.architecture.walk import (
    APART,
    COLUMNS,
    FILE,
    Answer,
    Answers,
    Walk,
    addresses,
    table,
)

# Some of the addresses where released facts are seen, so that the test can see at all.
SEEN_AT = {
    "supervisor": {
        "consent:detail",
        "consent:document",
        "exports:one",
    },
    "prosecutor": {"charges:charge", "exports:one"},
    "officer-mine": {"field:told"},
    "police-lead": {"partners:told", "exports:save"},
    "work-group": {"partners:told", "partners:release", "exports:save"},
    "clinic": {"partners:told", "exports:save"},
}
# With the session, the user, policy and the record of the reading.
MOST = 10
# A page that asks more often, and how often at the most. To be made shorter.
MORE = {"participant:record": 16}


def test_every_address_has_a_row():
    assert {name for name, _ in addresses()} - APART == {name for name, _ in table()}


@pytest.mark.skipif(
    connection.vendor == "postgresql",
    reason="there each zone is walked under its own login, in test_ways",
)
@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("column", COLUMNS)
def test_everybody_is_answered_as_they_should_be(column: str, walk: Walk):
    answers = walk.answers(column)
    assert not _differing(column, answers)
    assert not _asking_too_often(answers)
    assert not {key: answer.lacks for key, answer in answers.items() if answer.lacks}
    showing = {name for (name, _), answer in answers.items() if answer.shows_facts}
    assert showing >= SEEN_AT.get(column, set())


def _differing(column: str, answers: Answers) -> dict[tuple[str, str], str]:
    wanted = {key: statuses[COLUMNS.index(column)] for key, statuses in table().items()}
    return {
        key: f"{answer.status}, the table says {wanted.get(key)}"
        for key, answer in answers.items()
        if answer.status != "405" and wanted.get(key) != answer.status
    }


def _asking_too_often(answers: Answers) -> dict[str, int]:
    return {
        name: answer.queries
        for (name, method), answer in answers.items()
        if method == "GET" and answer.queries > MORE.get(name, MOST)
    }


@pytest.mark.skipif(
    "WRITE_ACCESS_TABLE" not in os.environ, reason="only to write the table anew"
)
@pytest.mark.django_db
def test_write_the_table_anew(walk: Walk):
    found = {column: walk.answers(column) for column in COLUMNS}
    lines = ["# address method " + " ".join(COLUMNS)]
    for key in found["nobody"]:
        row = [_status(found[column].get(key)) for column in COLUMNS]
        if set(row) != {"405"}:
            lines.append(f"{key[0]:34}{key[1]:5}" + " ".join(row))
    FILE.write_text("\n".join(lines) + "\n")


def _status(answer: Answer | None) -> str:
    return answer.status if answer else "405"  # asked once, of somebody else
