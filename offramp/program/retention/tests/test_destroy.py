"""Proposed by one person, signed by another, then destroyed record by record."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import now

from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import PersonId
from offramp.platform.outbox.models import Message
from offramp.platform.policy.gate import Forbidden
from offramp.program.cases import actions as cases
from offramp.program.diversions.models import Contact
from offramp.program.diversions.tests import factories as make_contact
from offramp.program.people.models import Person
from offramp.program.people.tests import factories as make_person
from offramp.program.retention import actions, jobs
from offramp.program.retention.models import Destruction, Part
from offramp.program.retention.tests import factories as make
from tests import cast

pytestmark = pytest.mark.django_db


def later() -> datetime:
    return now() + timedelta(days=365 * 40)


def people(many: int = 1) -> list[PersonId]:
    """Somebody who asked once and never had a case."""
    return [make_person.person(by=cast.percy()).id for _ in range(many)]


def proposed(record: str = "inquiry") -> Destruction:
    return actions.propose(record, at=later(), by=cast.mona())


def signed(record: str = "inquiry") -> Destruction:
    return actions.sign(proposed(record).id, at=later(), by=cast.sam())


def test_whoever_proposed_it_cannot_sign_it():
    people()
    destruction = proposed()
    with pytest.raises(Refused, match="Somebody else must sign"):
        actions.sign(destruction.id, at=later(), by=cast.mona())
    with pytest.raises(IntegrityError), transaction.atomic():
        Destruction.objects.update(
            state="signed", signed_at=later(), signed_by_id=cast.mona().id
        )
    assert not actions.destroy_next(destruction.id, at=later(), by=SYSTEM)
    assert Person.objects.count() == 1


@pytest.mark.parametrize("who", [cast.casey, cast.ada, cast.olive])
def test_who_keeps_no_schedule_proposes_and_signs_nothing(who):
    people()
    with pytest.raises(Forbidden):
        actions.propose("inquiry", at=later(), by=who())
    with pytest.raises(Forbidden):
        actions.sign(proposed().id, at=later(), by=who())


def test_nothing_is_proposed_when_nothing_is_due_or_one_is_under_way():
    with pytest.raises(Refused, match="Nothing of this class is due"):
        proposed()
    people()
    proposed()
    with pytest.raises(Refused, match="under way"):
        proposed()


def test_it_may_be_withdrawn_until_it_is_signed():
    people()
    first = actions.withdraw(proposed().id, at=later(), by=cast.mona())
    assert (first.state, Part.objects.count()) == ("withdrawn", 0)
    second = signed()
    with pytest.raises(Refused):
        actions.withdraw(second.id, at=later(), by=cast.sam())


def test_it_is_carried_out_a_little_at_a_time_and_goes_on_where_it_was(monkeypatch):
    people(3)
    destruction = signed()
    monkeypatch.setattr(jobs, "AT_ONCE", 2)
    jobs.destroy(later())
    destruction.refresh_from_db()
    assert (destruction.state, destruction.destroyed) == ("signed", 2)
    with pytest.raises(Refused, match="records left"):
        actions.finish(destruction.id, at=later(), by=SYSTEM)
    for _ in range(2):  # the second time there is nothing to do
        jobs.destroy(later())
    destruction.refresh_from_db()
    assert (destruction.state, destruction.destroyed) == ("done", 3)
    assert (Person.objects.count(), destruction.number) == (0, 1)


def test_the_certificate_holds_the_entry_that_says_so():
    [person_id] = people()
    destruction = signed()
    jobs.destroy(later())
    destruction.refresh_from_db()
    assert destruction.position
    entry = Entry.objects.get(position=destruction.position)
    assert (entry.hash, entry.action) == (destruction.hash, "destruction.carry_out")
    assert entry.details["certificate"] == destruction.number == 1
    assert destruction.rule["years"] == 2
    gone = Entry.objects.get(position=destruction.position - 1)
    assert gone.details["about"] == str(person_id)


def test_what_is_held_after_it_was_signed_is_spared():
    kept, gone = people(2)
    destruction = signed()
    make.on_person(kept)
    jobs.destroy(later())
    destruction.refresh_from_db()
    assert (destruction.destroyed, destruction.spared) == (1, 1)
    assert set(Person.objects.values_list("pk", flat=True)) == {kept}


def test_who_has_a_case_by_now_is_spared():
    [person_id] = people()
    destruction = signed()
    cases.open_for(person_id, None, at=now(), by=cast.percy())
    jobs.destroy(later())
    destruction.refresh_from_db()
    assert (destruction.destroyed, destruction.spared) == (0, 1)
    assert Person.objects.filter(pk=person_id).exists()


def test_contacts_go_without_the_handovers():
    make_contact.contact(made_by=cast.olive(), accepted=False, declined_reason="busy")
    handed = make_contact.diversion(made_by=cast.olive())
    signed("contact")
    jobs.destroy(later())
    assert Contact.objects.get().pk == handed.contact_id


def test_a_handover_that_brought_nobody_goes_with_its_contact():
    make_contact.diversion(made_by=cast.olive())
    signed("legal_matter")
    jobs.destroy(later())
    assert not Contact.objects.exists()


def test_old_messages_to_staff_go_by_themselves_unless_they_are_held():
    for key in ("a", "b"):
        Message.objects.create(
            to_id=cast.sam().id,
            subject="Made up",
            body="Made up",
            key=key,
            due_at=now(),
            sent_at=now() if key == "a" else None,
        )
    hold = make.on_class("message")
    jobs.forget(later())
    assert Message.objects.count() == 2
    actions.lift(hold.id, "LH 2026-020", at=now(), by=cast.mona())
    jobs.forget(later())
    assert Message.objects.get().key == "b"
