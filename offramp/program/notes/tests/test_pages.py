import pytest
from django.utils.timezone import now

from offramp.platform.kernel.ids import CounsellingNoteId, new_id
from offramp.program.notes import actions
from offramp.program.notes.models import CounsellingNote
from offramp.program.people import actions as people
from offramp.program.touchpoints.tests import factories as make
from tests import cast

pytestmark = pytest.mark.django_db
WORDS = "They spoke of the brother. Made up."


@pytest.fixture
def person():
    somebody = make.person(of=cast.casey())
    for who in (cast.casey(), cast.cora()):
        people.take_into_care(
            somebody.id, "case_manager", who.id, at=now(), by=cast.sam()
        )
    return somebody


def send(client, path, **given):
    given.setdefault("submission_id", str(new_id()))
    return client.post(path, given)


def test_a_note_is_written_from_the_persons_page_and_added_to(client, person):
    cast.signed_in(client, cast.casey())
    here = f"/people/{person.id}/counseling-notes/"
    assert here in client.get(f"/people/{person.id}/").content.decode()
    assert send(client, f"{here}new/", text=WORDS)["Location"] == here
    note = CounsellingNote.objects.get()
    there = f"/counseling-notes/{note.id}/add/"
    assert WORDS in client.get(there).content.decode()
    assert send(client, there, text="It was the cousin.")["Location"] == here
    page = client.get(here).content.decode()
    assert WORDS in page
    assert "It was the cousin." in page


def test_without_words_the_form_comes_back(client, person):
    cast.signed_in(client, cast.casey())
    assert send(client, f"/people/{person.id}/counseling-notes/new/").status_code == 422
    assert not CounsellingNote.objects.exists()


def test_nothing_else_shows_it_to_anybody_not_even_to_its_author(client, person):
    id = CounsellingNoteId(new_id())
    actions.write(id, person.id, WORDS, at=now(), by=cast.casey())
    for who in (cast.casey(), cast.cora(), cast.sam()):
        cast.signed_in(client, who)
        for path in (f"/people/{person.id}/", f"/people/{person.id}/touchpoints/", "/"):
            page = client.get(path)
            assert page.status_code == 200
            assert "brother" not in page.content.decode()


def test_a_supervisors_page_of_the_person_does_not_lead_there(client, person):
    cast.signed_in(client, cast.sam())
    page = client.get(f"/people/{person.id}/")
    assert "counseling-notes" not in page.content.decode()


def test_the_number_of_queries_does_not_grow_with_the_notes(
    client, person, django_assert_num_queries
):
    cast.signed_in(client, cast.casey())
    here = f"/people/{person.id}/counseling-notes/"
    for _ in range(3):
        note = actions.write(
            CounsellingNoteId(new_id()), person.id, WORDS, at=now(), by=cast.casey()
        )
        actions.add(
            CounsellingNoteId(new_id()), note.id, "More", at=now(), by=cast.casey()
        )
    with django_assert_num_queries(7):
        client.get(here)
