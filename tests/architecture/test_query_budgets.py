"""No page asks the database more often than it may, whoever opens it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from tests.architecture.test_access_table import APART, COLUMNS, addresses, people

# With the session, the user, policy and the record of the reading.
MOST = 10
# Pages that ask more often, and how often at the most. To be made shorter.
MORE = {
    "cases:intake": 15,
    "cases:new": 15,
    "consent:copy": 16,
    "consent:index": 11,
    "directory:needs": 17,
    "journey:complete_assessment": 16,
    "journey:report": 14,
    "journey:tell": 11,
    "journey:telling": 14,
    "people:merge": 16,
    "people:same": 14,
    "referrals:appoint": 11,
    "referrals:connect": 11,
    "referrals:decline": 11,
    "referrals:detail": 11,
    "referrals:letter": 12,
    "referrals:not_connect": 11,
    "referrals:send": 11,
    "referrals:wait": 11,
}


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("column", COLUMNS)
def test_no_page_asks_too_often(column, told):
    actor, client = people(told)[column], Client()
    if actor is not None:
        cast.signed_in(client, actor)
    counted = {
        name: len(asked(client, reverse(name, kwargs={p: told.ids[p] for p in params})))
        for name, params in addresses()
        if name not in APART
    }
    over = {name: count for name, count in counted.items() if count > _most(name)}
    assert not over


def _most(name: str) -> int:
    return MORE.get(name, MOST)


def asked(client: Client, url: str) -> list[dict[str, str]]:
    with CaptureQueriesContext(connection) as caught:
        client.get(url)
    return caught.captured_queries
