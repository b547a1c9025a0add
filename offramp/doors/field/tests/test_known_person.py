"""A person the program knows gets the very same answer as a stranger."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from offramp.doors.field.tests import pages
from offramp.program.cases import actions as cases
from offramp.program.people.tests import factories as people
from tests import cast

pytestmark = pytest.mark.django_db

SAID = {
    "submission_id": "11111111-1111-4111-8111-111111111111",
    "said_name": "Robin Madeup",
    "birth_on": "1990-05-01",
    "phone": "555-010-0199",
    "happened_at": "2026-01-05T02:10",
}


class Undo(Exception):
    """Ends a life that was only lived to be compared."""


def answers(*, known: bool):
    """Every page of the handover, and the tables that were touched on the way."""
    found = []
    olive = pages.browser(cast.olive())
    try:
        with transaction.atomic():
            if known:
                _make_known()
            with CaptureQueriesContext(
                connection,
            ) as asked:
                sent = olive.post("/contacts/new/", pages.typed(**SAID))
                page = olive.get(sent["Location"])
                status = olive.get(sent["Location"] + "status/")
                listed = olive.get("/contacts/")
            found = [
                (answer.status_code, pages.plain(answer.content))
                for answer in (sent, page, status, listed)
            ]
            raise Undo
    except Undo:
        return found, len(asked)


def _make_known() -> None:
    sam = cast.sam()
    robin = people.person(
        by=sam,
        known_as="Robin",
        given_name="Robin",
        family_name="Madeup",
        birth_on=date(1990, 5, 1),
    )
    people.way(robin, by=sam)
    cases.open_for(robin.id, None, at=datetime(2026, 1, 2, tzinfo=UTC), by=sam)


@pytest.fixture
def still(monkeypatch):
    """The clock stands, so that two runs show the same minute."""
    moment = datetime(2026, 1, 5, 8, 12, tzinfo=UTC)
    for module in (
        "offramp.doors.field.views",
        "offramp.program.dispatch.queries.calls",
    ):
        monkeypatch.setattr(f"{module}.now", lambda: moment, raising=False)


def test_the_pages_are_the_same_byte_by_byte(still):
    stranger, asked_for_stranger = answers(known=False)
    known, asked_for_known = answers(known=True)

    assert [code for code, _ in stranger] == [302, 200, 200, 200]
    assert stranger == known
    assert asked_for_stranger == asked_for_known


def test_the_officers_pages_never_ask_about_people(still):
    olive = pages.browser(cast.olive())
    with CaptureQueriesContext(connection) as asked:
        where = pages.sent(olive, **SAID)
        olive.get(where)
        olive.get(where + "status/")
        olive.get("/contacts/")
    tables = ("people_", "cases_", "touchpoints_", "assessments_", "consent_")
    told = [
        query["sql"]
        for query in asked.captured_queries
        if any(f'"{table}' in query["sql"] for table in tables)
    ]
    assert not told
