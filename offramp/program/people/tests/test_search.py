import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from offramp.platform.audit.models import Entry
from offramp.platform.kernel.ids import PersonId, new_id
from offramp.platform.policy.gate import Forbidden
from offramp.program.people import access, actions, queries
from offramp.program.people.models import NameKey, Person
from offramp.program.people.tests import factories as make
from tests import cast

pytestmark = pytest.mark.django_db


def _found(text="", birth_on=None, phone=None):
    return [m.known_as for m in queries.search(text, birth_on, phone, by=cast.sam())]


@pytest.fixture
def crowd():
    percy = cast.percy()
    make.person(
        by=percy, known_as="Kat", given_name="Catherine", family_name="Inventova",
        aliases=["Blue"], birth_on=date(1984, 6, 7),
    )  # fmt: skip
    make.person(by=percy, known_as="Omar", given_name="عمر", family_name="خيالي")
    make.person(by=percy, known_as="🦊")
    make.person(by=percy, known_as="Đurđa", family_name="Izmišljena")
    numbered = make.person(by=percy, known_as="Fern", family_name="Pretend")
    make.way(numbered, by=percy, value="+1 (555) 010-0142")


@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("catherine inventova", "Kat"),
        ("Inventova Catherine", "Kat"),  # swapped
        ("kathryn inventowa", "Kat"),  # by sound
        ("INVENT", "Kat"),  # as it is typed
        ("blue", "Kat"),  # by another name
        ("kat inventova", "Kat"),
        ("عمر خيالي", "Omar"),
        ("🦊", "🦊"),
        ("durda izmisljena", "Đurđa"),
    ],
)
def test_people_are_found_however_their_name_is_written(text, expected):
    assert _found(text)[:1] == [expected]


@pytest.mark.usefixtures("crowd")
def test_people_are_found_by_birth_date_or_phone_alone():
    assert _found(birth_on=date(1984, 6, 7)) == ["Kat"]
    assert _found(phone="555 010 0142") == ["Fern"]


@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize(
    "text", ["", " ", "x", "%", "_", "Zzyzx Nobody", "a" * 5000, "' OR 1=1 --", "\\"]
)
def test_nothing_is_found_for_nothing(text):
    assert _found(text) == []


def test_a_joined_record_leads_to_the_one_in_use():
    percy, sam = cast.percy(), cast.sam()
    kept = make.person(by=percy, known_as="Robin")
    merged = make.person(by=percy, known_as="Wren")
    actions.merge(kept.id, merged.id, "Same person", at=now(), by=sam)
    (match,) = queries.search("Wren", by=sam)
    assert match.id == kept.id


def test_a_match_says_whether_the_reader_may_open_it():
    robin = make.person(by=cast.percy(), known_as="Robin")
    assert [m.in_care for m in queries.search("Robin", by=cast.percy())] == [True]
    assert [m.in_care for m in queries.search("Robin", by=cast.pat())] == [False]
    assert [m.in_care for m in queries.search("Robin", by=cast.sam())] == [True]
    assert robin.known_as == "Robin"


def test_only_program_staff_search():
    for actor in (cast.olive(), cast.otto(), cast.petra(), cast.mona()):
        with pytest.raises(Forbidden):
            queries.search("Robin", by=actor)


def test_who_was_shown_is_on_record_but_not_what_was_typed():
    robin = make.person(by=cast.percy(), known_as="Robin")
    queries.search("Robin", by=cast.pat())
    entry = Entry.objects.get(action="person.search")
    assert entry.details == {"listed": [str(robin.id)]}


def test_a_birth_date_that_too_many_share_tells_nothing(monkeypatch):
    monkeypatch.setattr(queries.finding, "_MOST_ROWS", 3)
    day = date(1990, 1, 1)
    for n in range(5):
        make.person(by=cast.percy(), known_as=f"Name{n} Pretend", birth_on=day)
    assert _found(birth_on=day) == []
    (match, *_) = queries.search("Name3 Pretend", day, by=cast.sam())
    assert match.why == ("Same name",)


def _crowd_of(number: int) -> None:
    """Many people with few names, put in directly."""
    people = [
        Person(
            id=PersonId(new_id()), known_as="Robin", given_name="Robin",
            family_name="Madeup", recorded_at=now(), recorded_by_id=new_id(),
        )
        for _ in range(number)
    ]  # fmt: skip
    Person.objects.bulk_create(people)
    NameKey.objects.bulk_create(
        NameKey(person=person, name_key=key, sound=sound, first_sound=first)
        for person in people
        for key, sound, first in (
            ("robin madeup", "r150", "m310"),
            ("madeup robin", "m310", "r150"),
        )
    )


def test_pages_go_on_until_forty_and_each_person_comes_once():
    _crowd_of(60)
    sam = cast.sam()
    pages = [queries.find("robin madeup", page=n, by=sam) for n in (1, 2, 3, 4)]
    ids = [match.id for page in pages for match in page.matches]
    assert len(ids) == len(set(ids)) == 40
    assert [page.has_more for page in pages[:3]] == [True, True, True]
    assert queries.find("robin madeup", page=99, by=sam).page == 4


def test_every_probe_is_bounded_however_many_there_are():
    _crowd_of(400)
    with CaptureQueriesContext(
        connection,
    ) as few:
        queries.search("robin madeup", date(1990, 4, 5), "555-010-0142", by=cast.sam())
    [probes] = [q["sql"] for q in few.captured_queries if "namekey" in q["sql"]]
    assert len(re.findall(r" LIMIT 200\) probe_\d", probes)) == 5


def _plan(condition) -> str:
    return NameKey.objects.filter(condition)[:200].explain()


def test_a_prefix_is_found_through_its_index():
    _crowd_of(400)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE people_namekey")
            cursor.execute("SET LOCAL enable_seqscan = off")
        plan = _plan(access.beginning_with("madeup r"))
    assert "name_key_prefix" in plan


def test_a_search_costs_the_same_for_one_as_for_many():
    _crowd_of(1)
    sam = cast.sam()
    with CaptureQueriesContext(connection) as one:
        queries.search("robin madeup", date(1990, 4, 5), "555-010-0142", by=sam)
    _crowd_of(100)
    with CaptureQueriesContext(connection) as many:
        queries.search("robin madeup", date(1990, 4, 5), "555-010-0142", by=sam)
    assert len(one) == len(many) <= 10


def test_the_proof_of_having_searched_is_personal_and_ends():
    percy = cast.percy()
    token = queries.find("Nobody", by=percy).token
    assert access.has_searched(token, percy)
    assert not access.has_searched(token, cast.pat())
    assert not access.has_searched("", percy)
    assert not access.has_searched(token[:-1] + "x", percy)


def test_the_proof_ends_after_half_an_hour(monkeypatch):
    percy = cast.percy()
    token = access.searched(percy)
    monkeypatch.setattr(access.searching, "_SEARCHED_FOR_SECONDS", -1)
    assert not access.has_searched(token, percy)


def test_suggestions_leave_out_the_person_and_say_why():
    percy = cast.percy()
    robin = make.person(by=percy, known_as="Robin", family_name="Madeup")
    other = make.person(by=cast.pat(), known_as="Wilhelm", family_name="Pretend")
    make.way(robin, by=percy, value="555-010-0142")
    make.way(other, by=cast.pat(), value="(555) 010 0142")
    twin = make.person(by=percy, known_as="Robyn", family_name="Madeup")

    found = {m.id: m.why for m in queries.same_person_suggestions(robin.id, percy)}

    assert found == {
        twin.id: ("Name nearly the same",),
        other.id: ("Same phone number",),
    }
