"""The record is read through each day, and people hear of it when it is not well."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils.timezone import localdate, localtime, now

from offramp.impact.oversight import actions, jobs
from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.audit import health, log
from offramp.platform.audit.models import Entry
from offramp.platform.outbox.models import Message
from offramp.platform.policy.gate import Forbidden
from offramp.platform.policy.table import Permission
from offramp.program.people.tests import factories as make
from offramp.program.people.tests.test_opening import opened
from tests import cast
from tests.tampering import triggers_off

pytestmark = pytest.mark.django_db
WRONG = "The record of acts is not as it should be"


@pytest.fixture(autouse=True)
def somewhere_else(settings, tmp_path):
    settings.OFFRAMP_CHECKPOINTS = [str(tmp_path / "one"), str(tmp_path / "two")]
    settings.OFFRAMP_AUDIT_KEY = str(tmp_path / "audit.key")


def _page(client) -> str:
    cast.signed_in(client, cast.ada())
    return str(client.get("/audit/").content.decode())


def _edit_an_entry() -> int:
    person = make.person(by=cast.percy())
    log.read(Permission.PERSON_READ, person, by=cast.sam())
    position = Entry.objects.latest("position").position
    with triggers_off(connection) as cursor:
        cursor.execute(
            "UPDATE audit_entry SET body = replace(body, 'person.read', 'person.rade')"
            " WHERE position = %s",
            [position],
        )
    return position


def test_the_auditor_sees_when_it_was_read_and_that_it_is_well(client):
    assert "has not happened yet" in _page(client)
    jobs.verify(now())
    assert "entries are as they were written" in _page(client)
    assert Message.objects.count() == 0


def test_an_edited_entry_is_named_and_auditors_and_managers_are_told_once(client):
    _page(client)
    position = _edit_an_entry()
    jobs.verify(now())
    page = _page(client)
    assert WRONG in page
    assert f"Entry {position} was edited." in page
    told = set(Message.objects.values_list("to_id", flat=True))
    assert cast.ada().id in told
    jobs.verify(now())
    assert set(Message.objects.values_list("to_id", flat=True)) == told
    assert Message.objects.count() == len(told)


def test_what_the_quick_look_finds_is_written_once_and_told_each_day():
    cast.ada()
    at = localtime().replace(hour=9)  # an hour later is the same day
    jobs.watch(at)
    assert not Message.objects.exists()
    with triggers_off(connection):
        for hours in (0, 1, 25):
            jobs.watch(at + timedelta(hours=hours))
    written = Entry.objects.filter(action="audit.verify")
    assert {entry.details["wrong"] for entry in written} == {0}
    found = [entry.details["says"] for entry in written.order_by("position")]
    # An entry that no trigger linked is a new thing to find; after that, nothing is.
    assert len(found) == len(set(found)) == 2
    assert Message.objects.filter(to_id=cast.ada().id).count() == 2


def test_the_letter_names_nobody_and_no_entry():
    cast.ada()
    with triggers_off(connection):
        jobs.watch(now())
    letter = Message.objects.filter(to_id=cast.ada().id).get()
    assert letter.body.endswith("/audit/\n")
    assert not any(word.isdigit() for word in letter.body.split())


def test_only_the_system_says_what_a_reading_found():
    with pytest.raises(Forbidden):
        actions.verified(health.verdict(), at=now(), by=cast.ada())


def test_a_record_opened_in_an_emergency_is_in_the_weeks_queue():
    opened(make.person(by=cast.percy()), by=cast.cora())
    monday = localdate() - timedelta(days=localdate().weekday())
    rules = {item.rule for item in actions.gather(monday, by=SYSTEM)}
    assert "break_glass" in rules
