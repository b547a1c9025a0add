"""A person's whole record on paper: all of it, and nothing that is not theirs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from offramp.platform.audit.models import Entry
from offramp.platform.kernel.ids import CounsellingNoteId, TouchpointId, new_id
from offramp.program.appointments.tests import factories as appointments
from offramp.program.assessments import actions as assess
from offramp.program.assessments.tests import factories as assessments
from offramp.program.cases import actions as cases
from offramp.program.charges.tests import factories as charges
from offramp.program.consent.tests import factories as consents
from offramp.program.directory.tests import factories as directory
from offramp.program.notes import actions as notes
from offramp.program.people.tests import factories as make
from offramp.program.plans import actions as plans
from offramp.program.plans.tests import factories as planned
from offramp.program.referrals.tests import factories as referrals
from offramp.program.touchpoints import actions as touchpoints
from offramp.program.touchpoints.tests import factories as met
from tests import cast
from tests.cast import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def casey():
    return cast.casey()


@pytest.fixture
def robin(casey):
    return make.person(
        by=casey, known_as="Robin", given_name="Robin", family_name="Fogwell"
    )


@pytest.fixture
def stay(robin, casey):
    """Robin came with a held charge, and Casey took the case on."""
    held = charges.charge(place="Lantern Road 3")
    case = cases.open_for(robin.id, held.diversion.id, at=now(), by=casey)
    return cases.take(case.id, at=now(), by=casey)


def _url(person, language="en"):
    return reverse("participant:record", args=[person.id, language])


def _text(client, person, language="en") -> str:
    answer = client.get(_url(person, language))
    assert answer.status_code == 200
    said: str = answer.content.decode()
    return said


def _assessed(stay, casey):
    found = assess.start(stay.id, at=now(), by=casey)
    assessments.save(found, "right-now", assessments.CALM, by=casey)
    assessments.save(found, "phq-9", assessments.phq(*[1] * 9), by=casey)


def _planned(stay, casey):
    plan = plans.start(stay.id, at=now(), by=casey)
    goal = planned.goal(plan, "Sleep through the night", by=casey)
    planned.step(goal, "Call the shelter", by=casey)


def _more(robin, stay, casey, service):
    """One of each thing of which there may be any number."""
    make.way(robin, by=casey, value="555-010-0123", note="After noon")
    appointments.appointment(robin, by=casey, place="By the made-up fountain")
    said = met.met(next_step="Bring the papers")
    touchpoints.record(
        TouchpointId(new_id()), robin.id, said, note="Talked of the dog", by=casey
    )
    referrals.referral(by=casey, of=stay, to=service, note="Ask for Wilma")
    terms = {"recipient_agency_id": cast.agency("work_group").id}
    consents.consent(robin, by=casey, categories=["engaged"], **terms)


@pytest.fixture
def everything(robin, stay, casey):
    _assessed(stay, casey)
    _planned(stay, casey)
    service = directory.service()
    _more(robin, stay, casey, service)
    return service


def test_all_of_it_is_there(client, casey, robin, everything):
    signed_in(client, casey)
    page = _text(client, robin)
    for said in (
        "Robin Fogwell", "555-010-0123", "After noon", "Lantern Road 3",
        "Held back", "Casey Castly", "Score 2 / 6", "Sleep through the night",
        "Call the shelter", everything.name, "Ask for Wilma",
        "By the made-up fountain", "Talked of the dog", "Bring the papers",
        "Lantern Table", "In three years we told nobody about you.",
    ):  # fmt: skip
        assert said in page, said


def test_a_counselors_own_notes_are_not_on_it_and_it_says_why(client, casey, robin):
    id = CounsellingNoteId(new_id())
    notes.write(id, robin.id, "Only for Casey to read", at=now(), by=casey)
    signed_in(client, casey)
    page = _text(client, robin)
    assert "Only for Casey to read" not in page
    assert "42 CFR 2.31(b)" in page
    assert "42 CFR 2.23" in page


def test_nothing_of_anybody_else_is_on_it(client, casey, robin, everything):
    wren = make.person(by=casey, known_as="Wren")
    signed_in(client, casey)
    page = _text(client, wren)
    for said in ("555-010-0123", "Talked of the dog", "Sleep through", "Lantern Road"):
        assert said not in page
    assert "Wren" not in _text(client, robin)


def test_in_spanish_the_headings_are_spanish(client, casey, robin, everything):
    signed_in(client, casey)
    page = _text(client, robin, "es")
    for said in ("Todo mi expediente", "Quién soy", "Mis citas", "Talked of the dog"):
        assert said in page


def test_printing_it_is_on_record(client, casey, robin):
    signed_in(client, casey)
    _text(client, robin)
    assert Entry.objects.filter(action="own.print", subject_id=robin.id).count() == 1


def test_only_who_reads_all_of_it_prints_it(client, casey, robin):
    show = reverse("participant:show", args=[robin.id])
    signed_in(client, casey)
    assert _url(robin) in client.get(show).content.decode()
    assert client.get(_url(robin, "xx")).status_code == 404
    for stranger in (cast.cora(), cast.percy(), cast.quinn(), cast.mona()):
        signed_in(client, stranger)
        assert client.get(_url(robin)).status_code in {403, 404}
    signed_in(client, cast.quinn())
    assert _url(robin) not in client.get(show).content.decode()


def test_it_asks_the_database_as_often_for_much_as_for_little(
    client, casey, robin, stay, everything
):
    signed_in(client, casey)
    _text(client, robin)
    with CaptureQueriesContext(connection) as little:
        _text(client, robin)
    for n in range(3):
        _more(robin, stay, casey, directory.service(name=f"Help {n}"))
    with CaptureQueriesContext(connection) as much:
        _text(client, robin)
    assert len(much) == len(little) <= 14
