"""No page asks the database more often than it may, whoever opens it."""

import pytest

from tests.architecture.walk import COLUMNS, Walk

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
def test_no_page_asks_too_often(column: str, walk: Walk):
    over = {
        name: answer.queries
        for (name, method), answer in walk.answers(column).items()
        if method == "GET" and answer.queries > MORE.get(name, MOST)
    }
    assert not over
