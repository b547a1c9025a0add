"""Whatever is sent to any address by anybody, the answer is never a fault of ours.

Each case takes one address as one person, fills its form as somebody would, and spoils a
few of the fields. A fault comes out as the exception that it was. `CASES=10000` looks at
length:

    CASES=10000 ./dev test tests/architecture/test_malformed.py
"""

import os
from functools import cache
from typing import Any

import pytest
from django.test import Client
from django.utils.http import urlencode
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests import cast
from tests.architecture.asked import Asked
from tests.architecture.walk import (
    COLUMNS,
    Walk,
    addresses,
    answered,
    people,
    table,
)

CASES = int(os.environ.get("CASES", "60"))
SPOILED = (
    "", " ", "\x00", "a\x00b", "x" * 20_000, "🦊" * 300, "\u202eابجد\u202c",
    "-1", "0", "99999999999999999999", "1e309", "NaN", "٣", "0x10", "null", "[]",
    "1890-01-01", "0000-00-00", "9999-12-31", "2026-02-30", "2026-11-01T01:30",
    "9999-12-31T23:59", "0001-01-01T00:00", "24:00", "yes", "on",
    "00000000-0000-0000-0000-000000000000", "not-a-uuid", "../../etc/passwd",
    "'; --", "<script>", "{{ 7 }}", "%s%n", "\r\nSet-Cookie: a=b",
)  # fmt: skip
ANYTHING = some.sampled_from(SPOILED) | some.text(max_size=40)
MADE_WITH = dict(addresses())
# Who gets somewhere with it, for the others are turned away before anything is read.
REACHING = {
    key: tuple(
        column
        for column, status in zip(COLUMNS, statuses, strict=True)
        if status in {"200", "204", "302", "409", "422"}
    )
    for key, statuses in table().items()
}
WHERE = sorted(key for key, columns in REACHING.items() if columns)


class Sender:
    """Sends forms as anybody, and leaves nothing behind."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._ask = cache(self._asked)

    @cache  # noqa: B019 # lives as long as the test
    def client(self, column: str) -> Client:
        """A browser of this person; a fault comes out of it as it was."""
        client, actor = Client(), people(self._walk.told)[column]
        return client if actor is None else cast.signed_in(client, actor)

    def asked(self, name: str, column: str) -> Asked:
        """What the page at this address asks this person."""
        return self._ask(name, column)

    def _asked(self, name: str, column: str) -> Asked:
        answer = answered(self.client(column), "GET", self.url(name))
        return Asked.of(b"".join(answer).decode(errors="replace"))

    def url(self, name: str) -> str:
        """Where it is, in the story that was told."""
        return self._walk.url(name, MADE_WITH[name])


@some.composite
def cases(draw: Any, sender: Sender) -> tuple[str, str, str, dict[str, Any]]:
    """Who asks what, how, and with which answers."""
    name, method = draw(some.sampled_from(WHERE))
    column = draw(some.sampled_from(REACHING[name, method]))
    asked = sender.asked(name, column)
    sent: dict[str, Any] = dict(asked.answers)
    for field, choices in asked.choices.items():
        sent[field] = draw(some.sampled_from(choices))
    fields = [*sent, "page", "q", "submission_id", "at", "unknown"]
    for field in draw(some.lists(some.sampled_from(fields), max_size=4)):
        sent[field] = draw(ANYTHING | some.lists(ANYTHING, max_size=3))
    return name, column, method, sent


@pytest.mark.slow  # it asks for many pages
@pytest.mark.django_db
def test_nothing_that_is_sent_is_a_fault_of_ours(walk: Walk):
    sender = Sender(walk)

    @settings(
        max_examples=CASES,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases(sender))
    def run(case: tuple[str, str, str, dict[str, Any]]) -> None:
        name, column, method, sent = case
        assert _send(sender, name, column, method, sent) < 500

    run()


def _send(
    sender: Sender, name: str, column: str, method: str, sent: dict[str, Any]
) -> int:
    client, url = sender.client(column), sender.url(name)
    if method == "GET":
        url += "?" + urlencode(sent, doseq=True)
        return int(answered(client, "GET", url).status_code)
    return int(answered(client, "POST", url, sent).status_code)
