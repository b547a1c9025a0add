"""Who opened these records in a year, for the report that a participant can ask for."""

from uuid import uuid4

import pytest
from django.utils.timezone import localdate

from offramp.platform.accounts.models import User
from offramp.platform.audit import log, queries
from offramp.platform.kernel.ids import ActorId
from offramp.platform.policy.table import Permission
from tests import cast

pytestmark = pytest.mark.django_db


def record() -> User:
    return User(id=ActorId(uuid4()))


def opened(*records: User, year: int | None = None) -> list[queries.Opening]:
    ids = [record.id for record in records]
    return queries.opened(ids, year or localdate().year, by=cast.sam())


def test_it_says_who_when_what_and_how_often():
    one, other = record(), record()
    log.read(Permission.PERSON_READ, one, by=cast.percy())
    log.read(Permission.PERSON_READ, one, by=cast.percy())
    log.record(Permission.PERSON_CHANGE, one, by=cast.sam())
    log.read(Permission.PERSON_READ, other, by=cast.pat())

    changed, read = opened(one)
    assert (changed.actor_id, changed.roles) == (cast.sam().id, "supervisor")
    assert (read.actor_id, read.action, read.count) == (
        cast.percy().id,
        "person.read",
        2,
    )
    assert read.agency_id == cast.percy().agency_id
    assert read.at < changed.at
    assert len(opened(one, other)) == 3


def test_a_list_that_showed_the_record_counts():
    one = record()
    log.listed(Permission.PERSON_SEARCH, User, [one.id, uuid4()], by=cast.pat())
    [seen] = opened(one)
    assert (seen.actor_id, seen.action) == (cast.pat().id, "person.search")


def test_what_was_refused_opened_nothing():
    one = record()
    log.refused(Permission.PERSON_READ, "people:person", one.id, by=cast.pat())
    assert opened(one) == []


def test_another_year_is_another_page():
    one = record()
    log.read(Permission.PERSON_READ, one, by=cast.pat())
    assert opened(one, year=localdate().year - 1) == []


def test_it_takes_one_question(django_assert_num_queries):
    with django_assert_num_queries(1):
        opened(record(), record())
