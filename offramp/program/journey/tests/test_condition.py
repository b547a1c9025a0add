"""A consent that is a condition of a case is taken from the case, and only from it."""

from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils.timezone import now

from offramp.platform.kernel.ids import DiversionId, new_id
from offramp.platform.policy.table import Permission
from offramp.program.cases import actions as cases
from offramp.program.charges import actions as charges
from offramp.program.charges.models import Charge
from offramp.program.charges.tests import factories as make
from offramp.program.consent import access as consent_access
from offramp.program.consent.models import Consent
from offramp.program.consent.rules import Kind
from offramp.program.consent.tests import factories as consents
from offramp.program.journey import access, actions
from offramp.program.people.models import Person
from offramp.program.sites import queries as sites
from tests.cast import signed_in

# Each tells a whole story first.
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def wren(told):
    """Somebody whose charge is held."""
    return Person.objects.get(pk=told.ids["other_id"])


@pytest.fixture
def charge(wren):
    return Charge.objects.get(diversion__arrival__case__person=wren)


@pytest.fixture
def sam(client, told):
    signed_in(client, told.supervisor)
    return told.supervisor


def at(person, charge, name="condition"):
    return reverse(f"journey:{name}", args=[person.id, charge.id])


def answers(**changes):
    return {
        "categories": ["assessment_completed"],
        "signed_how": "screen",
        "signature_typed": "Wren Madeup",
        **changes,
    }


def condition(charge, told):
    return make.condition(
        charge, by=told.prosecutor, revocable_event="The last hearing is held"
    )


def test_its_facts_are_the_cases_own_and_are_not_typed(client, told, sam, wren, charge):
    set_ = condition(charge, told)
    telling = reverse("journey:telling", args=[charge.diversion.arrival.case_id])
    assert at(wren, charge) in client.get(telling).content.decode()
    page = client.get(at(wren, charge)).content.decode()
    for name in ("recipient", "expires_on", "ending", "case_number"):
        assert f'name="{name}"' not in page
    for words in (
        "26-MADE-UP-1", "About six months", "The last hearing is held",
        "To see whether a condition of the case is met",
    ):  # fmt: skip
        assert words in page
    forged = {
        "recipient": str(new_id()),
        "expires_on": "2026-12-31",
        "case_number": "X",
    }
    answer = client.post(at(wren, charge), answers(**forged))
    assert answer.status_code == 302
    kept = Consent.objects.get(rests_on_id=set_.id)
    assert kept.kind == "condition"
    assert kept.recipient_agency_id == charge.prosecutor_agency_id
    assert (kept.condition or {})["case_number"] == "26-MADE-UP-1"
    assert kept.expires_at == consent_access.end_of(set_.disposition_on)
    assert kept.revocable_at == consent_access.start_of(set_.revocable_on)
    shown = client.get(answer.headers["Location"]).content.decode()
    assert "26-MADE-UP-1" in shown


def test_it_may_be_signed_on_paper_too(client, told, sam, wren, charge):
    condition(charge, told)
    sheet = client.get(at(wren, charge, "condition_paper")).content.decode()
    assert "26-MADE-UP-1" in sheet
    assert "Sign here" in sheet
    assert consents.version_of(Kind.CONDITION)[:12] in sheet


@pytest.mark.parametrize("method", ["get", "post"])
def test_without_a_condition_it_is_refused_with_a_sentence(
    client, told, sam, wren, charge, method
):
    telling = reverse("journey:telling", args=[charge.diversion.arrival.case_id])
    assert at(wren, charge) not in client.get(telling).content.decode()
    answer = getattr(client, method)(at(wren, charge), answers())
    assert answer.status_code == 409
    assert "No case of theirs carries a condition" in answer.content.decode()
    condition(charge, told)
    charges.take_condition_back(charge.id, at=now(), by=told.prosecutor)
    assert getattr(client, method)(at(wren, charge), answers()).status_code == 409
    assert not Consent.objects.filter(kind="condition").exists()


def test_another_persons_charge_is_not_there(client, told, sam, wren, charge):
    condition(charge, told)
    robin = Person.objects.get(pk=told.ids["person_id"])
    for person, id in ((robin, charge.id), (wren, new_id())):
        url = reverse("journey:condition", args=[person.id, id])
        assert client.post(url, answers()).status_code == 404


def test_where_the_site_has_it_off_there_is_no_such_page(
    client, told, sam, wren, charge, monkeypatch
):
    condition(charge, told)
    site = sites.current()
    off = replace(site, settings={**site.settings, "condition_consents": False})
    monkeypatch.setattr("offramp.program.sites.access.current", lambda: off)
    for name in ("condition", "condition_paper"):
        assert client.get(at(wren, charge, name)).status_code == 404
    assert client.post(at(wren, charge), answers()).status_code == 404
    telling = reverse("journey:telling", args=[charge.diversion.arrival.case_id])
    assert "condition" not in client.get(telling).content.decode().lower()


def test_under_it_the_case_is_told_and_no_other(client, told, sam, wren, charge):
    condition(charge, told)
    client.post(at(wren, charge), answers(categories=["engaged", "case_closed"]))
    consented = Consent.objects.get(kind="condition")
    found = access.offer(consented.id, by=sam)
    assert {piece.about_id for piece in found.pieces} == {charge.diversion_id}
    actions.tell(consented.id, found.mark, at=now(), by=sam)
    signed_in(client, told.prosecutor)
    page = client.get(reverse("charges:charge", args=[charge.id])).content.decode()
    assert "Released to your office" in page


def test_after_it_was_taken_back_nothing_is_told_under_it(
    client, told, sam, wren, charge
):
    condition(charge, told)
    client.post(at(wren, charge), answers(categories=["engaged"]))
    charges.take_condition_back(charge.id, at=now(), by=told.prosecutor)
    consented = Consent.objects.get(kind="condition")
    assert access.offer(consented.id, by=sam).pieces == ()


def test_the_page_asks_as_often_for_two_held_charges_as_for_one(
    client, told, sam, wren, charge, django_assert_num_queries
):
    condition(charge, told)
    consents.consent(
        wren,
        by=sam,
        recipient_agency_id=told.prosecutor.agency_id,
        categories=["assessment_completed"],
    )
    case = charge.diversion.arrival.case_id
    with django_assert_num_queries(9):
        client.get(reverse("journey:telling", args=[case]))
    second = make.charge(made_by=told.officer)
    cases.open_for(wren.id, DiversionId(second.diversion_id), at=now(), by=told.peer)
    with django_assert_num_queries(9):
        client.get(reverse("journey:telling", args=[case]))
    found = access.telling(case, Permission.RELEASE_MAKE, by=sam)
    assert set(found.held) == {charge.diversion_id, second.diversion_id}
    assert set(found.agreed_of.values()) == {frozenset({"assessment_completed"})}
