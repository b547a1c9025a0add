"""What is destroyed by the program's login, which may remove hardly anything itself."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils.timezone import now

from offramp.config.zones.tests.conftest import Enter
from offramp.config.zones.tests.test_logins import is_refused, opened
from offramp.platform.policy.zones import Zone
from offramp.program.diversions.models import Contact
from offramp.program.diversions.tests import factories as make
from offramp.program.retention import actions, jobs
from offramp.program.retention.models import Destruction, Part
from offramp.program.retention.tests import factories as retention
from tests import cast

pytestmark = pytest.mark.slow  # each makes its logins and grants

LATER = timedelta(days=365 * 40)


def due() -> Contact:
    return make.contact(made_by=cast.olive(), accepted=False, declined_reason="busy")


def proposed() -> Destruction:
    return actions.propose("contact", at=now() + LATER, by=cast.mona())


def removed(name: str, ids: list[UUID]) -> int:
    """What the function answers when it is called past the program."""
    part = Part.objects.get().pk
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT retention_remove(%s, %s, %s)", (part, name, ids))
        return int(cursor.fetchone()[0])


def test_it_carries_out_what_two_people_signed(enter: Enter):
    due()
    with enter(Zone.PROGRAM):
        actions.sign(proposed().id, at=now(), by=cast.sam())
        jobs.destroy(now() + LATER)
        assert Destruction.objects.get().destroyed == 1
    assert not Contact.objects.exists()


def test_the_function_removes_nothing_that_only_one_person_wants(enter: Enter):
    contact = due()
    with enter(Zone.PROGRAM):
        proposed()
        with pytest.raises(DatabaseError, match="Two people must have signed"):
            removed("diversions_contact", [contact.pk])
    assert Contact.objects.exists()


def test_the_function_removes_nothing_that_is_held(enter: Enter):
    contact = due()
    with enter(Zone.PROGRAM):
        actions.sign(proposed().id, at=now(), by=cast.sam())
        retention.on_class("contact")
        with pytest.raises(DatabaseError, match="What is held is not destroyed"):
            removed("diversions_contact", [contact.pk])
    assert Contact.objects.exists()


def test_the_function_reaches_no_other_table(enter: Enter):
    due()
    with enter(Zone.PROGRAM):
        actions.sign(proposed().id, at=now(), by=cast.sam())
        for name in ("audit_entry", "retention_hold", "retention_destruction"):
            with pytest.raises(DatabaseError, match="No rows of"):
                removed(name, [])


def test_justice_cannot_call_it_and_sees_nothing_of_it(enter: Enter):
    with opened(Zone.JUSTICE) as to:
        assert is_refused(to, "SELECT retention_remove(NULL, 'a', '{}')")
        assert is_refused(to, "SELECT * FROM retention_destruction")


def test_neither_login_removes_a_hold_or_a_certificate(enter: Enter):
    for zone in (Zone.JUSTICE, Zone.PROGRAM):
        with opened(zone) as to:
            assert is_refused(to, "DELETE FROM retention_hold")
            assert is_refused(to, "DELETE FROM retention_destruction")
