"""What is due, by the made-up site's schedule, and what keeps it from being due.

Nothing is made old: the schedule is asked what is due on a day to come.
"""

from datetime import datetime, timedelta

import pytest
from django.utils.timezone import now

from offramp.platform.kernel.ids import CaseId, PersonId, TouchpointId, new_id
from offramp.program.cases import actions as cases
from offramp.program.cases.models import Case
from offramp.program.cases.tests import factories as make_case
from offramp.program.charges import actions as charges
from offramp.program.charges.models import Charge
from offramp.program.consent.tests import factories as make_consent
from offramp.program.diversions.models import Diversion
from offramp.program.diversions.tests import factories as make_contact
from offramp.program.people import actions as people
from offramp.program.people.models import Person
from offramp.program.people.tests import factories as make_person
from offramp.program.process import actions as process
from offramp.program.process.tests import factories as papers
from offramp.program.retention import access
from offramp.program.retention.tests import factories as make
from offramp.program.touchpoints import actions as touchpoints
from offramp.program.touchpoints.tests import factories as make_touchpoint
from tests import cast

pytestmark = pytest.mark.django_db


def in_years(years: float) -> datetime:
    return now() + timedelta(days=365.25 * years + 1)


def is_due(record: str, about, years: float) -> bool:
    return access.due(record, in_years(years)).filter(pk=about).exists()


def stay(*, is_over: bool = True) -> PersonId:
    """Somebody whose stay, begun with no handover, is over."""
    person = make_person.person(by=cast.sam())
    case = cases.open_for(person.id, None, at=now(), by=cast.sam())
    if is_over:
        close(CaseId(case.pk))
    return person.id


def held_back(diversion: Diversion) -> Charge:
    offences = diversion.contact.offences
    charge = charges.hold(diversion.id, offences, at=now(), by=cast.olive())
    assert charge
    return charge


def close(case_id: CaseId) -> None:
    cases.close(case_id, "moved", at=now(), by=cast.sam())


def test_a_participant_is_due_four_years_after_the_last_case_was_closed():
    person_id = stay()
    assert not is_due("participant", person_id, 3.9)
    assert is_due("participant", person_id, 4)
    assert not is_due("inquiry", person_id, 40)


def test_a_participant_with_an_open_case_is_never_due():
    person_id = stay(is_over=False)
    assert not is_due("participant", person_id, 90)
    close(CaseId(Case.objects.get().pk))
    assert is_due("participant", person_id, 90)
    cases.open_for(person_id, None, at=now(), by=cast.sam())
    assert not is_due("participant", person_id, 90)


def test_joined_records_are_one_person():
    person_id, other_id = stay(), stay(is_over=False)
    people.merge(person_id, other_id, "The same", at=now(), by=cast.sam())
    assert not is_due("participant", person_id, 90)
    close(CaseId(Case.objects.get(person=other_id).pk))
    assert is_due("participant", person_id, 90)
    assert not is_due("participant", other_id, 90)
    make.on_person(other_id)
    assert not is_due("participant", person_id, 90)


def test_a_consent_keeps_the_record_until_its_own_years_are_over():
    person_id = stay()
    person = Person.objects.get(pk=person_id)
    make_consent.consent(person, by=cast.sam())  # it ends in 90 days
    assert not is_due("participant", person_id, 9)
    assert is_due("participant", person_id, 9.3)


def test_a_legal_paper_that_waits_keeps_the_record_of_whom_it_is_about():
    person = make_person.person(by=cast.percy(), at=make.ago(1))
    paper = papers.matched(person)
    assert not is_due("inquiry", person.id, 90)
    process.refuse(paper.id, "We answer no such paper.", at=now(), by=cast.quinn())
    assert is_due("inquiry", person.id, 90)


def test_a_held_charge_keeps_the_record_for_as_long_as_it_is_held():
    case = make_case.case()
    charge = held_back(case.arrivals.get().diversion)
    close(CaseId(case.pk))
    assert not is_due("participant", case.person_id, 90)
    charges.file(charge.id, "new_facts", at=now(), by=cast.petra())
    assert not is_due("participant", case.person_id, 4.9)
    assert is_due("participant", case.person_id, 5)
    # The officer's side goes with the record, so it is not due by itself.
    assert not access.due("legal_matter", in_years(90)).exists()


def test_somebody_who_never_had_a_case_is_due_two_years_after_the_last_entry():
    person = make_person.person(by=cast.percy(), at=make.ago(1))
    assert not is_due("inquiry", person.id, 0.9)
    assert is_due("inquiry", person.id, 1)
    id = TouchpointId(new_id())
    touchpoints.record(id, person.id, make_touchpoint.met(), by=cast.percy())
    assert not is_due("inquiry", person.id, 1.9)
    assert is_due("inquiry", person.id, 2)


def test_a_contact_without_a_handover_is_due_after_two_years():
    contact = make_contact.contact(
        made_by=cast.olive(), accepted=False, declined_reason="busy"
    )
    handed = make_contact.diversion(made_by=cast.olive())
    assert not is_due("contact", contact.id, 1.9)
    assert is_due("contact", contact.id, 2)
    assert not is_due("contact", handed.contact_id, 90)


def test_a_handover_that_brought_nobody_is_due_five_years_after_its_charge():
    handed = make_contact.diversion(made_by=cast.olive())
    charge = held_back(handed)
    assert not is_due("legal_matter", handed.contact_id, 90)
    charges.file(charge.id, "new_facts", at=now(), by=cast.petra())
    assert not is_due("legal_matter", handed.contact_id, 4.9)
    assert is_due("legal_matter", handed.contact_id, 5)


@pytest.mark.parametrize(
    "held", ["participant", "consent", "release", "counselling", "legal_matter"]
)
def test_a_hold_on_a_class_keeps_every_record_that_has_some_of_it(held: str):
    person_id = stay()
    make.on_class(held)
    assert not is_due("participant", person_id, 90)


def test_a_hold_on_another_class_keeps_nothing():
    person_id = stay()
    make.on_class("contact")
    assert is_due("participant", person_id, 90)


def test_what_is_due_is_counted_in_one_query(django_assert_num_queries):
    for _ in range(2):
        stay()
    make_person.person(by=cast.percy())
    with django_assert_num_queries(1):
        counted = access.count(in_years(90))
    assert {record: many for record, many in counted.items() if many} == {
        "participant": 2,
        "inquiry": 1,
    }
