"""The schedule, what is due, the proposal and the certificate, as they are read."""

from datetime import datetime

import pytest
from django.utils.timezone import now

from offramp.platform.audit.models import Entry
from offramp.platform.kernel.ids import short_code
from offramp.program.diversions.tests import factories as make_contact
from offramp.program.people.tests import factories as make_person
from offramp.program.retention import jobs, queries
from offramp.program.retention.models import Destruction
from offramp.program.retention.tests import factories as make
from tests import cast

pytestmark = pytest.mark.django_db


def old_person(years: float = 3):
    """Somebody who asked so many years ago and never had a case."""
    return make_person.person(by=cast.percy(), known_as="Zed", at=make.ago(years))


def test_the_schedule_says_how_long_and_how_many_are_due(client):
    old_person()
    cast.signed_in(client, cast.mona())
    page = client.get("/retention/").content.decode()
    assert "2 years after the last entry" in page
    assert "1 record is due" in page
    assert page.index("1 record is due") < page.index("walker")  # what is due is first
    assert "Made up (mark I)" in page


def test_what_is_due_is_listed_by_code_and_seeing_it_is_an_entry(client):
    person = old_person()
    cast.signed_in(client, cast.mona())
    page = client.get("/retention/due/inquiry/").content.decode()
    assert short_code(person.id) in page
    assert "Zed" not in page
    assert f"/people/{person.id}/hold/" in page
    entry = Entry.objects.latest("position")
    assert (entry.action, entry.details["listed"]) == (
        "retention.read",
        [str(person.id)],
    )


def test_what_is_due_comes_in_pages(client, django_assert_max_num_queries):
    for _ in range(51):
        old_person()
    cast.signed_in(client, cast.mona())
    for address in ("/retention/", "/retention/due/inquiry/"):
        with django_assert_max_num_queries(8):
            client.get(address)
    page = client.get("/retention/due/inquiry/?page=2").content.decode()
    assert page.count(", hold it") == 1


def test_when_nothing_is_due_the_page_says_so(client):
    cast.signed_in(client, cast.ada())
    page = client.get("/retention/due/contact/").content.decode()
    assert "Nothing is due" in page
    assert client.get("/retention/due/audit/").status_code == 404
    page = client.get("/retention/destructions/").content.decode()
    assert "Nothing was proposed yet" in page


def test_one_proposes_another_signs_and_the_certificate_is_printed(client):
    person = old_person()
    cast.signed_in(client, cast.mona())
    assert client.post("/retention/due/inquiry/propose/").status_code == 302
    destruction = Destruction.objects.get()
    address = f"/retention/destructions/{destruction.id}/"
    assert "Somebody else must sign" in client.get(address).content.decode()
    assert client.post(f"{address}sign/").status_code == 409
    assert client.get(f"{address}print/").status_code == 404

    cast.signed_in(client, cast.sam())
    assert "Sign, and destroy" in client.get(address).content.decode()
    assert client.post(f"{address}sign/").status_code == 302
    jobs.destroy(now())

    paper = client.get(f"{address}print/").content.decode()
    destruction.refresh_from_db()
    for said in ("Certificate of destruction 1", "Mona", "Sam", destruction.hash):
        assert said in paper
    assert "Zed" not in paper
    assert short_code(person.id) not in paper
    assert "certificate 1" in client.get("/retention/destructions/").content.decode()


def test_a_proposal_is_withdrawn_on_its_page(client):
    old_person()
    cast.signed_in(client, cast.mona())
    client.post("/retention/due/inquiry/propose/")
    destruction = Destruction.objects.get()
    page = client.get("/retention/due/inquiry/").content.decode()
    assert "One proposal is under way" in page
    address = f"/retention/destructions/{destruction.id}/"
    assert client.post(f"{address}withdraw/").status_code == 302
    assert "Withdrawn" in client.get(address).content.decode()


def test_an_auditor_reads_it_all_and_is_offered_nothing(client):
    old_person()
    make.on_class("contact")
    cast.signed_in(client, cast.ada())
    page = client.get("/retention/due/inquiry/").content.decode()
    assert "Propose" not in page
    assert "/hold/" not in page
    assert client.post("/retention/due/inquiry/propose/").status_code == 403


@pytest.mark.parametrize("who", [cast.olive, cast.petra, cast.percy, cast.casey])
def test_others_are_refused(client, who):
    cast.signed_in(client, who())
    for address in ("", "due/contact/", "holds/", "destructions/"):
        assert client.get(f"/retention/{address}").status_code == 403


def test_whoever_left_their_screen_is_asked_again_before_signing(client):
    old_person()
    cast.signed_in(client, cast.mona())
    session = client.session
    session["factor_at"] = make.ago(0).isoformat()
    session.save()
    assert client.post("/retention/due/inquiry/propose/").status_code == 401
    assert not Destruction.objects.exists()


def test_a_contact_that_is_due_is_shown_by_code():
    at: datetime = make.ago(-3)
    contact = make_contact.contact(
        made_by=cast.olive(), accepted=False, declined_reason="busy"
    )
    page = queries.due("contact", 1, at, by=cast.mona())
    assert [(row.code, row.person_id) for row in page.rows] == [
        (short_code(contact.id), None)
    ]
