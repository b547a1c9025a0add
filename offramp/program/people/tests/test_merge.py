import pytest
from django.http import Http404
from django.utils.timezone import now

from offramp.platform.kernel.errors import Refused
from offramp.platform.policy.gate import Forbidden
from offramp.platform.policy.table import Permission
from offramp.program.people import access, actions, queries
from offramp.program.people.models import Merge, Person
from offramp.program.people.tests import factories as make
from tests import cast

pytestmark = pytest.mark.django_db


def _merge(kept, merged):
    return actions.merge(
        kept.id, merged.id, "Same birth date and phone", at=now(), by=cast.sam()
    )


def test_joined_records_are_read_as_one_person():
    percy, pat = cast.percy(), cast.pat()
    kept, merged = make.person(by=percy), make.person(by=pat, aliases=["Red"])
    make.way(merged, by=pat)

    _merge(kept, merged)

    assert set(access.ids_of(kept.id)) == {kept.id, merged.id}
    assert set(access.ids_of(merged.id)) == {kept.id, merged.id}
    assert access.survivor(merged.id) == kept
    card = queries.card(kept.id, percy)
    assert card.aliases == ("Red",)
    assert len(card.ways) == 1
    assert {c.staff_name for c in card.care} == {"Percy Castly", "Pat Castly"}


def test_whoever_looks_after_one_record_reaches_both():
    percy, pat = cast.percy(), cast.pat()
    kept, merged = make.person(by=percy), make.person(by=pat)
    _merge(kept, merged)
    for actor in (percy, pat):
        assert set(access.reachable(actor, Permission.PERSON_CHANGE)) == {
            kept,
            merged,
        }


def test_undoing_gives_each_record_back():
    percy, pat = cast.percy(), cast.pat()
    kept, merged = make.person(by=percy), make.person(by=pat)
    made = _merge(kept, merged)

    actions.unmerge(made.id, at=now(), by=cast.sam())
    actions.unmerge(made.id, at=now(), by=cast.sam())

    assert access.ids_of(kept.id) == [kept.id]
    assert access.ids_of(merged.id) == [merged.id]
    with pytest.raises(Http404):
        access.get(kept.id, Permission.PERSON_READ, by=pat)


def test_a_chain_of_joins_points_at_the_record_in_use_and_unwinds():
    percy = cast.percy()
    a, b, c = (make.person(by=percy, known_as=n) for n in ("Aa", "Bb", "Cc"))
    first = _merge(b, a)
    second = _merge(c, b)
    assert access.survivor(a.id) == c
    assert set(access.ids_of(a.id)) == {a.id, b.id, c.id}

    with pytest.raises(Refused, match="Undo that first"):
        actions.unmerge(first.id, at=now(), by=cast.sam())
    actions.unmerge(second.id, at=now(), by=cast.sam())
    assert access.survivor(a.id) == b
    actions.unmerge(first.id, at=now(), by=cast.sam())
    assert not Person.objects.exclude(merged_into=None).exists()


def test_joining_twice_is_joining_once():
    percy = cast.percy()
    kept, merged = make.person(by=percy), make.person(by=percy)
    assert _merge(kept, merged) == _merge(kept, merged)
    assert Merge.objects.count() == 1


def test_a_record_is_not_joined_with_itself_or_with_one_joined_already():
    percy = cast.percy()
    a, b, c = (make.person(by=percy, known_as=n) for n in ("Aa", "Bb", "Cc"))
    with pytest.raises(Refused, match="same record"):
        _merge(a, a)
    _merge(a, b)
    with pytest.raises(Refused, match="joined already"):
        _merge(c, b)


def test_only_supervisors_join_records():
    percy = cast.percy()
    a, b = make.person(by=percy), make.person(by=percy)
    for actor in (percy, cast.casey(), cast.olive(), cast.mona()):
        with pytest.raises(Forbidden):
            actions.merge(a.id, b.id, "x", at=now(), by=actor)


def test_the_page_shows_what_was_joined_and_offers_the_rest(
    django_assert_num_queries,
):
    sam, percy = cast.sam(), cast.percy()
    kept = make.person(by=percy, known_as="Robin", family_name="Madeup")
    merged = make.person(by=percy, known_as="Robyn", family_name="Madeup")
    alike = make.person(by=percy, known_as="Robin", family_name="Madeupp")
    make.way(kept, by=percy)
    _merge(kept, merged)

    with django_assert_num_queries(7):
        page = queries.same_page(kept.id, sam)

    assert [row.known_as for row in page.merges] == ["Robyn"]
    assert [row.id for row in page.suggestions] == [alike.id]
    assert page.may_merge
    assert not queries.same_page(kept.id, percy).may_merge
