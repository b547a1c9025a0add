import pytest
from django.db import connection
from django.http import Http404
from django.utils.timezone import now

from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import CounsellingNoteId, new_id
from offramp.platform.policy.gate import Forbidden
from offramp.platform.policy.table import GRANTS, Permission, Reach
from offramp.program.notes import access, actions, queries
from offramp.program.notes.models import CounsellingNote
from offramp.program.people import actions as people
from offramp.program.touchpoints.tests import factories as make
from tests import cast

pytestmark = pytest.mark.django_db
WORDS = "They spoke of the brother. Made up."


@pytest.fixture
def person():
    """Casey looks after them, and so does Cora."""
    somebody = make.person(of=cast.casey())
    for who in (cast.casey(), cast.cora()):
        people.take_into_care(
            somebody.id, "case_manager", who.id, at=now(), by=cast.sam()
        )
    return somebody


def note_id() -> CounsellingNoteId:
    return CounsellingNoteId(new_id())


def written(person, text: str = WORDS) -> CounsellingNote:
    return actions.write(note_id(), person.id, text, at=now(), by=cast.casey())


def test_its_author_reads_it_and_no_colleague_who_looks_after_the_same_person(person):
    note = written(person)
    assert [row.text for row in queries.of_person(person.id, cast.casey())] == [WORDS]
    assert queries.of_person(person.id, cast.cora()) == ()
    for act in (
        lambda: queries.one(note.id, cast.cora()),
        lambda: actions.add(note_id(), note.id, "Mine", at=now(), by=cast.cora()),
    ):
        with pytest.raises(Http404):
            act()


@pytest.mark.parametrize("who", ["sam", "percy", "mona", "olive", "petra"])
def test_no_other_duty_reads_or_writes_one(person, who):
    note = written(person)
    by = getattr(cast, who)()
    for act in (
        lambda: queries.of_person(person.id, by),
        lambda: queries.one(note.id, by),
        lambda: actions.write(note_id(), person.id, WORDS, at=now(), by=by),
        lambda: actions.add(note_id(), note.id, WORDS, at=now(), by=by),
    ):
        with pytest.raises(Forbidden):
            act()


def test_no_grant_reaches_further_than_its_author():
    assert set(GRANTS[Permission.COUNSELLING_READ].values()) == {Reach.OWN}


def test_whoever_no_longer_looks_after_the_person_reads_it_no_more(person):
    note = written(person)
    people.end_care(person.id, "peer", at=now(), by=cast.casey())
    assert queries.of_person(person.id, cast.casey()) == ()
    with pytest.raises(Http404):
        queries.one(note.id, cast.casey())


def test_an_addition_leaves_the_first_words_as_they_were(person):
    note = written(person)
    actions.add(note_id(), note.id, "It was the cousin.", at=now(), by=cast.casey())
    [shown] = queries.of_person(person.id, cast.casey())
    assert shown.text == WORDS
    assert [more.text for more in shown.additions] == ["It was the cousin."]
    note.sealed = b"Other words"
    with pytest.raises(TypeError):
        note.save()
    with pytest.raises(TypeError):
        note.delete()


def test_an_addition_is_not_added_to(person):
    note = written(person)
    more = actions.add(note_id(), note.id, "More", at=now(), by=cast.casey())
    with pytest.raises(Http404):
        actions.add(note_id(), more.id, "And more", at=now(), by=cast.casey())


def test_sent_twice_it_is_one_and_changed_it_is_refused(person):
    id = note_id()
    for _ in range(2):
        actions.write(id, person.id, WORDS, at=now(), by=cast.casey())
    assert CounsellingNote.objects.count() == 1
    with pytest.raises(Refused, match="other words"):
        actions.write(id, person.id, "Other words", at=now(), by=cast.casey())
    with pytest.raises(Refused, match="other words"):
        actions.write(id, person.id, WORDS, at=now(), by=cast.cora())


def test_a_note_about_somebody_elses_person_is_refused_as_if_there_were_none():
    somebody = make.person(of=cast.percy())
    with pytest.raises(Http404):
        written(somebody)


def test_the_record_says_that_it_was_written_and_read_and_nothing_of_it(person):
    note = written(person)
    queries.of_person(person.id, cast.casey())
    entries = Entry.objects.filter(action__startswith="counselling.")
    assert [entry.action for entry in entries.order_by("position")] == [
        "counselling.write", "counselling.read",
    ]  # fmt: skip
    assert not [entry for entry in entries if "brother" in str(entry.details)]
    assert str(note.id) in str(entries.get(action="counselling.read").details)


def test_an_empty_note_is_refused(person):
    with pytest.raises(Refused, match="Write something"):
        written(person, " ")


def test_the_words_lie_sealed_for_the_note_they_are_in(person):
    note, other = written(person), written(person, "Other words")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM notes_counsellingnote")
        lying = b"".join(bytes(row[0]) for row in cursor.fetchall())
    assert WORDS.encode() not in lying
    CounsellingNote.objects.filter(pk=other.pk).update(sealed=note.sealed)
    other.refresh_from_db()
    with pytest.raises(Refused, match="cannot be opened"):
        access.words(other)


def test_an_older_key_still_opens_a_note_and_a_lost_one_does_not(person, settings):
    note, older = written(person), settings.NOTE_KEYS
    settings.NOTE_KEYS = ["a key of today", *older]
    assert access.words(note) == WORDS
    settings.NOTE_KEYS = ["a key of today"]
    with pytest.raises(Refused, match="Nothing is lost"):
        queries.of_person(person.id, cast.casey())
