"""A hold is placed and lifted, with its number and who did it when."""

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.timezone import now

from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import HoldId, PersonId, new_id, short_code
from offramp.platform.policy.gate import Forbidden
from offramp.program.people.tests import factories as people
from offramp.program.retention import actions
from offramp.program.retention.forms import HoldForm
from offramp.program.retention.models import Hold
from offramp.program.retention.tests import factories as make
from tests import cast

pytestmark = pytest.mark.django_db


def test_a_hold_says_who_when_and_by_which_number():
    person = people.person(by=cast.percy())
    hold = make.on_person(person.id)
    assert (hold.person_id, hold.placed_by_id) == (person.id, cast.sam().id)
    at = now()
    lifted = actions.lift(hold.id, "LH 2026-020", at=at, by=cast.mona())
    assert (lifted.lifted_at, lifted.lifted_by_id) == (at, cast.mona().id)
    with pytest.raises(Refused, match="lifted before"):
        actions.lift(hold.id, "LH 2026-020", at=at, by=cast.sam())
    assert Hold.objects.get().reference == "LH 2026-014"


def test_the_record_of_acts_says_whose_and_not_why():
    person = people.person(by=cast.percy())
    make.on_person(person.id)
    entry = Entry.objects.latest("position")
    assert (entry.action, entry.details) == ("hold.place", {"on": str(person.id)})
    make.on_class("contact")
    assert Entry.objects.latest("position").details == {"on": "contact"}


def test_sent_twice_it_is_one_hold():
    id, before = HoldId(new_id()), Entry.objects.count()
    for _ in range(2):
        actions.hold_class(id, "contact", "LH 2026-1", at=now(), by=cast.mona())
    assert (Hold.objects.count(), Entry.objects.count()) == (1, before + 1)


@pytest.mark.parametrize("who", [cast.casey, cast.percy, cast.ada, cast.petra])
def test_who_keeps_no_schedule_places_no_hold(who):
    with pytest.raises(Forbidden):
        make.on_class("contact", by=who())


def test_the_record_of_acts_needs_no_hold_and_nobody_unknown_has_one():
    with pytest.raises(Refused, match="can be destroyed at all"):
        make.on_class("audit")
    with pytest.raises(Http404):
        make.on_person(PersonId(new_id()))


def test_a_hold_is_on_a_person_or_on_a_class_and_never_on_both():
    said = {"reference": "LH 1", "placed_at": now(), "placed_by_id": new_id()}
    for on in ({}, {"record": "contact", "person_id": new_id()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Hold.objects.create(**on, **said)


@pytest.mark.parametrize(
    ("reference", "is_one"),
    [("LH 2026-014", True), ("24SL-CC01234", True), ("Robin was arrested", False)],
)
def test_the_number_of_a_file_is_no_story(reference: str, is_one: bool):
    given = {"reference": reference, "submission_id": str(new_id())}
    assert HoldForm(given).is_valid() == is_one


def test_a_record_is_held_from_its_page_and_shown_by_code(client):
    person = people.person(by=cast.percy())
    cast.signed_in(client, cast.sam())
    address = f"/people/{person.id}/hold/"
    assert address in client.get(f"/people/{person.id}/").content.decode()
    page = client.get(address)
    given = {"submission_id": page.context["form"]["submission_id"].value()}
    assert client.post(address, {**given, "reference": "no"}).status_code == 422
    given["reference"] = "LH 2026-014"
    assert client.post(address, given).status_code == 302
    listed = client.get("/retention/holds/").content.decode()
    assert short_code(person.id) in listed
    assert person.known_as not in listed
    assert "It is held already" in client.get(address).content.decode()


def test_a_class_is_held_and_lifted_on_the_pages(client):
    cast.signed_in(client, cast.mona())
    page = client.get("/retention/holds/")
    assert "Nothing is held" in page.content.decode()
    given = {
        "submission_id": page.context["form"]["submission_id"].value(),
        "record": "contact",
        "reference": "LH 2026-014",
    }
    assert client.post("/retention/holds/", given).status_code == 302
    hold = Hold.objects.get()
    address = f"/retention/holds/{hold.id}/"
    page = client.get(address)
    given = {
        "submission_id": page.context["form"]["submission_id"].value(),
        "reference": "LH 2026-020",
    }
    assert client.post(address, given).status_code == 302
    page = client.get(address).content.decode()
    assert "LH 2026-020" in page
    assert "Lift the hold" not in page


def test_an_auditor_reads_holds_and_places_none(client):
    make.on_class("contact")
    cast.signed_in(client, cast.ada())
    page = client.get("/retention/holds/").content.decode()
    assert "LH 2026-015" in page
    assert "Hold the class" not in page
    given = {"submission_id": new_id(), "record": "contact", "reference": "LH 2026-1"}
    assert client.post("/retention/holds/", given).status_code == 403


def test_holds_come_in_pages(client, django_assert_max_num_queries):
    for _ in range(51):
        make.on_class("contact")
    cast.signed_in(client, cast.mona())
    with django_assert_max_num_queries(8):
        client.get("/retention/holds/")
    page = client.get("/retention/holds/?page=2").content.decode()
    assert page.count("LH 2026-015") == 1
