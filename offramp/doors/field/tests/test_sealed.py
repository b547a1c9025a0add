"""What a phone is answered: it lets go of an entry on 200 and 201 alone."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.timezone import now

from offramp.doors.field.tests import pages, phones
from offramp.platform.audit.models import Entry
from offramp.platform.submissions.models import OfficerEntry, StaffEntry
from offramp.platform.submissions.rules import MOST_BYTES
from offramp.program.charges.models import Charge
from offramp.program.dispatch.models import Dispatch
from offramp.program.diversions.models import Contact
from offramp.program.overdoses.models import Incident
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def olive():
    return cast.olive()


@pytest.fixture
def client(olive):
    return pages.browser(olive)


def test_a_handover_is_made_once_and_pages_as_on_the_web(client, olive):
    entry_id, written = uuid4(), now() - timedelta(hours=3)
    said = phones.contact()
    first = phones.put(client, olive, said, entry_id=entry_id, at=written)
    again = phones.put(client, olive, said, entry_id=entry_id, at=written)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"] == str(entry_id)
    assert first.json()["url"] == again.json()["url"] == f"/contacts/{entry_id}/"
    assert "A peer is being paged" in first.json()["says"]
    contact, dispatch = Contact.objects.get(), Dispatch.objects.get()
    assert abs(contact.happened_at - written) < timedelta(seconds=5)
    assert abs(Charge.objects.get().held_at - written) < timedelta(seconds=5)
    assert now() - dispatch.paged_at < timedelta(minutes=1)  # the hours count from now
    assert bytes(OfficerEntry.objects.get().closed) == b""
    page = client.get(first.json()["url"])
    assert page.status_code == 200


def test_an_hour_has_so_many_entries_and_the_phone_keeps_the_rest(
    client, olive, settings
):
    settings.ENTRIES_AN_HOUR = 2
    cache.clear()
    late, others = uuid4(), [uuid4(), uuid4()]
    for entry_id in others:
        answer = phones.put(client, olive, phones.contact(), entry_id=entry_id)
        assert answer.status_code == 201
    refused = phones.put(client, olive, phones.contact(), entry_id=late)
    assert (refused.status_code, set(refused.json())) == (429, {"error"})
    assert not Contact.objects.filter(pk=late).exists()
    otto = cast.otto()
    assert phones.put(pages.browser(otto), otto, phones.contact()).status_code == 201
    cache.clear()  # the hour is over
    answer = phones.put(client, olive, phones.contact(), entry_id=late)
    assert answer.status_code == 201


def test_what_is_refused_here_and_tried_again_takes_nobodys_place(
    client, olive, settings
):
    settings.ENTRIES_AN_HOUR = 1
    cache.clear()
    for _ in range(3):
        answer = phones.put(client, olive, phones.touchpoint(), kind="touchpoint")
        assert answer.status_code == 403
    assert phones.put(client, olive, phones.contact()).status_code == 201


def test_an_overdose_is_reported_once_as_of_when_it_was_written(client, olive):
    entry_id, written = uuid4(), now() - timedelta(hours=3)
    said = phones.overdose()
    first, again = (
        phones.put(client, olive, said, kind="overdose", entry_id=entry_id, at=written)
        for _ in range(2)
    )
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["url"] == again.json()["url"] == f"/overdoses/{entry_id}/"
    incident = Incident.objects.get()
    assert incident.made_by_id == olive.id
    assert abs(incident.happened_at - written) < timedelta(seconds=5)
    assert client.get(first.json()["url"]).status_code == 200


def test_a_clock_wrong_by_two_days_is_no_trouble(client, olive):
    for wrong in (timedelta(days=2), timedelta(days=-2)):
        clock = now() + wrong
        answer = phones.put(
            client, olive, phones.contact(), at=clock - timedelta(hours=1), clock=clock
        )
        assert answer.status_code == 201
    for contact in Contact.objects.all():
        gone = now() - contact.happened_at
        assert timedelta(minutes=59) < gone < timedelta(minutes=61)


def test_other_answers_under_the_same_id_are_kept_for_a_person(client, olive):
    entry_id = uuid4()
    phones.put(client, olive, phones.contact(), entry_id=entry_id)
    other = phones.contact(place="Elsewhere, for sure")
    for _ in range(2):
        answer = phones.put(client, olive, other, entry_id=entry_id)
        assert answer.status_code == 409
        assert answer.json()["id"] == str(entry_id)
    assert Contact.objects.get().place == "Behind the library"
    kept = OfficerEntry.objects.get(is_first=False)
    assert b"Elsewhere" not in bytes(kept.closed)
    assert b"It came twice" not in client.get("/field/").content
    listed = client.get("/field/waiting/").content.decode()
    assert f"/field/waiting/{kept.pk}/" in listed
    shown = client.get(f"/field/waiting/{kept.pk}/").content.decode()
    assert "Elsewhere, for sure" in shown
    assert "what came first stands" in shown.lower()
    assert client.post(f"/field/waiting/{kept.pk}/settle/").status_code == 302
    assert "Elsewhere" not in client.get(f"/field/waiting/{kept.pk}/").content.decode()


def test_what_the_form_refuses_comes_back_with_its_sentences(client, olive):
    answer = phones.put(client, olive, phones.contact(place="", birth_on="1801-02-03"))
    told = answer.json()
    assert answer.status_code == 422
    assert {"place", "birth_on"} <= set(told["errors"])
    assert told["said"]["said_name"] == ["Zebulon Testperson"]
    assert not Contact.objects.exists()
    assert not OfficerEntry.objects.exists()


def test_only_its_writer_sends_it(client, olive):
    otto = cast.otto()
    answer = phones.put(client, olive, phones.contact(), writer=otto.id)
    assert answer.status_code == 403
    assert not Contact.objects.exists()


def test_nobody_else_learns_that_an_id_was_used(client, olive):
    entry_id = uuid4()
    phones.put(client, olive, phones.contact(), entry_id=entry_id)
    otto = cast.otto()
    answer = phones.put(pages.browser(otto), otto, phones.contact(), entry_id=entry_id)
    assert answer.status_code == 409
    assert "Zebulon" not in answer.content.decode()
    assert Contact.objects.get().made_by_id == olive.id


def test_what_cannot_be_opened_or_is_too_long_is_said_so(client):
    where = f"/field/sealed/{uuid4()}"
    json = "application/json"
    assert client.put(where, b"{}", content_type=json).status_code == 400
    long = b"x" * (MOST_BYTES + 1)
    assert client.put(where, long, content_type=json).status_code == 413


def test_nobody_signed_in_is_asked_to_sign_in(olive):
    answer = phones.put(Client(), olive, phones.contact())
    assert answer.status_code == 302  # which a phone sees as a way to sign in
    assert not Contact.objects.exists()


def test_without_a_token_nothing_is_taken(olive):
    strict = cast.signed_in(Client(enforce_csrf_checks=True), olive)
    assert phones.put(strict, olive, phones.contact()).status_code == 403
    token = strict.get("/field/session.json").json()["csrf"]
    strict.defaults["HTTP_X_CSRFTOKEN"] = token
    assert phones.put(strict, olive, phones.contact()).status_code == 201


def test_a_peer_writes_no_officers_form_and_an_officer_no_peers(client, olive):
    percy = cast.percy()
    theirs = pages.browser(percy)
    assert phones.put(theirs, percy, phones.contact()).status_code == 403
    said = phones.touchpoint()
    answer = phones.put(client, olive, said, kind="touchpoint", whom="Somebody")
    assert answer.status_code == 403
    assert not StaffEntry.objects.exists()


def test_the_record_of_acts_names_nobody(client, olive):
    phones.put(client, olive, phones.contact())
    acts = Entry.objects.filter(action="entry.send")
    assert acts.count() == 1
    assert all("Zebulon" not in str(act.details) for act in Entry.objects.all())


def test_the_session_says_who_by_id_alone(client, olive):
    told = client.get("/field/session.json").json()
    assert told["writer"] == str(olive.id)
    assert set(told) == {"writer", "csrf", "key"}
    assert pages.browser(cast.petra()).get("/field/session.json").status_code == 403
