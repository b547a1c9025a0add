"""Every address, asked by anybody: what tests of the whole look at.

Each answer is taken back, and no answer may stay in a cache. An unmistakable value is planted in every release of the story
before, so that it is seen where released facts come out.
"""

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from django.db import connection, reset_queries, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from offramp.platform.policy.actor import Actor
from offramp.program.consent.models import Release
from offramp.program.consent.rules import NOTICE
from tests import cast, world

COLUMNS = (
    "nobody", "officer-mine", "officer-other", "peer-mine", "peer-other",
    "manager-mine", "manager-other", "supervisor", "prosecutor", "program-manager",
    "privacy", "auditor", "police-lead", "work-group", "clinic",
)  # fmt: skip
# Leaving and coming are no records, and end the session that the others need.
APART = {"accounts:sign_out"}
FILE = Path(__file__).with_name("access_table.txt")
PLANTED = "Planted-7Q4-Xylophone"
# What taking an answer back asks of the database besides.
AROUND = ("SAVEPOINT", "ROLLBACK TO SAVEPOINT", "RELEASE SAVEPOINT")


@dataclass(frozen=True)
class Answer:
    """What one address said to one person: status, queries, and released facts."""

    status: str
    queries: int
    shows_facts: bool
    lacks: tuple[str, ...]


Answers = dict[tuple[str, str], Answer]


def table() -> dict[tuple[str, str], list[str]]:
    """What is answered, by address and method, in the order of the columns."""
    rows = {}
    for line in FILE.read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            name, method, *statuses = line.split()
            rows[name, method] = statuses
    return rows


def addresses() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The name of each address, and what it is made with."""
    yield from _under(get_resolver().url_patterns, "")


def _under(patterns: Any, prefix: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _under(pattern.url_patterns, prefix + space)
        else:
            yield prefix + pattern.name, tuple(pattern.pattern.converters)


def people(told: world.Told) -> dict[str, Actor | None]:
    """Who stands behind each column."""
    return dict(
        zip(
            COLUMNS,
            (
                None, told.officer, cast.otto(), told.peer, cast.pat(),
                told.case_manager, cast.cora(), told.supervisor, told.prosecutor,
                told.manager, told.privacy_officer, cast.ada(), told.police_supervisor,
                told.work_group, told.treatment_partner,
            ),
            strict=True,
        )
    )  # fmt: skip


class Walk:
    """One person's way, and what everybody is answered about it."""

    def __init__(self, told: world.Told) -> None:
        self.told = told
        self._onward: dict[str, str] = {}  # of each planted fact
        for number, release in enumerate(Release.objects.order_by("pk")):
            value = f"{PLANTED}-{number:03}"
            facts = [{**fact, "value": value} for fact in release.facts]
            Release.objects.filter(pk=release.pk).update(facts=facts)
            self._onward[value] = release.onward
        # A method that an address does not take is refused before anybody is looked at,
        # so it is asked by the first who is signed in.
        self._not_taken: set[tuple[str, str]] = set()

    def answers(self, column: str) -> Answers:
        """What this person is answered, by address and method."""
        actor = people(self.told)[column]
        client = Client(raise_request_exception=False)
        if actor is not None:
            cast.signed_in(client, actor)
        asked = [
            (name, method, made_with)
            for name, made_with in addresses()
            for method in ("GET", "POST")
            if name not in APART
        ]
        found = {
            (name, method): self._asked(client, method, self.url(name, made_with))
            for name, method, made_with in asked
            if actor is None or (name, method) not in self._not_taken
        }
        if actor is not None:
            self._not_taken |= {
                key for key, one in found.items() if one.status == "405"
            }
        return found

    def url(self, name: str, made_with: tuple[str, ...]) -> str:
        """Where it is, in this story."""
        return reverse(name, kwargs={part: self.told.ids[part] for part in made_with})

    def _asked(self, client: Client, method: str, url: str) -> Answer:
        reset_queries()  # the log of all of them would overflow
        with CaptureQueriesContext(connection) as caught:
            answer = answered(client, method, url)
        assert answer["Cache-Control"] == "no-store, private", url
        assert "'unsafe-" not in answer["Content-Security-Policy"], url
        said = _said(answer)
        shows = PLANTED in said
        return Answer(
            status=str(answer.status_code),
            queries=len(caught) - len(AROUND),
            shows_facts=shows,
            lacks=self._lacking(said) if shows else (),
        )

    def _lacking(self, said: str) -> tuple[str, ...]:
        wanted = {
            "the notice": NOTICE,
            "the scope of the consent": "agreed in writing that",
        }
        lacking = [what for what, words in wanted.items() if words not in said]
        for value, onward in self._onward.items():
            if value in said and onward not in said:
                lacking.append(f"what may be done with {value}")
        return tuple(lacking)


def answered(
    client: Client, method: str, url: str, sent: Mapping[str, Any] | None = None
) -> Any:
    """What the address answers, with nothing of the act left behind."""
    with transaction.atomic():
        answer = getattr(client, method.lower())(url, sent)
        transaction.set_rollback(True)
    return answer


def _said(answer: HttpResponse) -> str:
    body = b"".join(answer) if answer.streaming else answer.content
    if answer["Content-Type"] == "application/zip":
        with ZipFile(BytesIO(body)) as file:
            body = b"\n".join(file.read(name) for name in file.namelist())
    heads = " ".join(f"{name}: {value}" for name, value in answer.headers.items())
    return heads + html.unescape(body.decode(errors="replace"))
