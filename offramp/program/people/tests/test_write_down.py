from datetime import date

import pytest
from django.http import Http404
from django.utils.timezone import now

from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ContactWayId, PersonId, new_id
from offramp.platform.policy.gate import Forbidden
from offramp.platform.policy.table import Permission
from offramp.program.people import access, actions, queries
from offramp.program.people.models import Alias, NameKey, Person, SelfDescription
from offramp.program.people.tests import factories as make
from tests import cast

pytestmark = pytest.mark.django_db


def test_whoever_writes_a_person_down_looks_after_them():
    percy = cast.percy()
    robin = make.person(by=percy, known_as="Robin", aliases=["Big R"])

    assert access.get(robin.id, Permission.PERSON_READ, by=percy) == robin
    card = queries.card(robin.id, percy)
    assert [(c.label, c.staff_name) for c in card.care] == [("Peer", "Percy Castly")]
    assert card.aliases == ("Big R",)


def test_sending_twice_writes_one_person_down():
    id, percy, at = PersonId(new_id()), cast.percy(), now()
    first = actions.create(id, known_as="Robin", at=at, by=percy)
    again = actions.create(id, known_as="Robin", at=now(), by=percy)

    assert first == again
    assert Person.objects.count() == 1
    assert Entry.objects.filter(action="person.create").count() == 1


def test_the_same_page_sent_again_with_other_names_is_refused():
    id, percy = PersonId(new_id()), cast.percy()
    actions.create(id, known_as="Robin", at=now(), by=percy)
    with pytest.raises(Refused, match="already saved"):
        actions.create(id, known_as="Robyn", at=now(), by=percy)


def test_officers_and_prosecutors_may_not_write_a_person_down():
    for actor in (cast.olive(), cast.petra(), cast.mona()):
        with pytest.raises(Forbidden):
            make.person(by=actor)


def test_other_peoples_people_are_not_there():
    robin = make.person(by=cast.percy())
    for permission in (Permission.PERSON_READ, Permission.PERSON_CHANGE):
        with pytest.raises(Http404):
            access.get(robin.id, permission, by=cast.pat())
    assert access.get(robin.id, Permission.PERSON_READ, by=cast.sam()) == robin


def test_a_change_renews_the_keys_that_searches_use():
    percy = cast.percy()
    robin = make.person(by=percy, known_as="Robin", aliases=["Red"])
    actions.change(
        robin.id,
        known_as="Kestrel",
        family_name="Madeup",
        birth_on=date(1991, 2, 3),
        at=now(),
        by=percy,
    )
    keys = set(NameKey.objects.values_list("name_key", flat=True))
    assert keys == {"kestrel", "kestrel madeup", "madeup kestrel"}
    assert {row.birth_on for row in NameKey.objects.all()} == {date(1991, 2, 3)}
    assert not Alias.objects.exists()


def test_two_people_changing_at_once_are_told():
    percy = cast.percy()
    robin = make.person(by=percy)
    actions.change(robin.id, known_as="A", revision=1, at=now(), by=percy)
    with pytest.raises(Refused, match="while this page was open"):
        actions.change(robin.id, known_as="B", revision=1, at=now(), by=percy)


def test_a_way_is_added_once_and_ended_without_losing_it():
    percy = cast.percy()
    robin, id = make.person(by=percy), ContactWayId(new_id())
    for _ in range(2):
        actions.add_way(
            id, robin.id, kind="phone", value="(555) 010-0199", safe_text="yes",
            at=now(), by=percy,
        )  # fmt: skip
    ways = queries.ways_of(robin.id, percy)
    assert [way.safe for way in ways.in_use] == [
        ("Text: yes", "Voicemail: not asked", "Say LEAD: not asked")
    ]

    actions.end_way(id, at=now(), by=percy)
    actions.end_way(id, at=now(), by=percy)
    ways = queries.ways_of(robin.id, percy)
    assert (len(ways.in_use), len(ways.earlier)) == (0, 1)


def test_nobody_ends_a_way_of_somebody_elses_person():
    way = make.way(make.person(by=cast.percy()), by=cast.percy())
    with pytest.raises(Http404):
        actions.end_way(way.id, at=now(), by=cast.pat())


def test_the_newest_description_counts_and_the_earlier_one_stays():
    percy = cast.percy()
    robin = make.person(by=percy)
    for gender in ("not_asked", "rather_not_say"):
        actions.describe(
            new_id(), robin.id, race=["not_asked"], ethnicity="not_asked",
            gender=gender, language="not_asked", pronouns="they", at=now(), by=percy,
        )  # fmt: skip
    card = queries.card(robin.id, percy)
    assert (card.gender, card.race) == ("Rather not say", "Not asked")
    assert card.pronouns == "they"
    assert SelfDescription.objects.count() == 2


def test_reading_a_person_leaves_a_record_without_their_name():
    percy = cast.percy()
    robin = make.person(by=percy, known_as="Robin")
    queries.card(robin.id, percy)
    entry = Entry.objects.get(action="person.read")
    assert entry.subject_id == robin.id
    assert "Robin" not in str(entry.details)


def test_a_card_costs_the_same_however_much_is_on_it(django_assert_num_queries):
    percy = cast.percy()
    robin = make.person(by=percy)
    with django_assert_num_queries(3):
        queries.card(robin.id, percy)
    for n in range(5):
        make.way(robin, by=percy, value=f"555-010-020{n}")
    with django_assert_num_queries(3):
        queries.card(robin.id, percy)
