import pytest
from django.test import Client

from offramp.platform.policy.gate import Forbidden
from offramp.program.directory import queries
from offramp.program.directory.models import Tag
from offramp.program.directory.rules.page import Wanted
from offramp.program.directory.tests import factories as make
from tests import cast

pytestmark = pytest.mark.django_db


def names(**wanted):
    """The names found, in order."""
    return [row.name for row in queries.search(Wanted(**wanted), 1, by=cast.casey())]


def test_words_are_found_by_their_beginning_wherever_they_stand():
    make.service("Sparrow Detox", organization="Seven House")
    make.service("Housing Desk")
    assert names(text="detox") == ["Sparrow Detox"]
    assert names(text="DÉTOX sev") == ["Sparrow Detox"]
    assert names(text="hous") == ["Housing Desk", "Sparrow Detox"]
    assert names(text="etox") == []
    assert names(text="detox desk") == []


def test_signs_that_databases_give_a_meaning_to_have_none():
    make.service("100% Free")
    assert names(text="%") == ["100% Free"]  # no word in it: everything
    assert names(text="1_0") == []
    assert names(text="100%") == ["100% Free"]
    assert names(text="'; drop table") == []


def test_the_order_is_the_same_on_every_database():
    for name in ("zebra", "Ärger", "äpfel", "Apfel 10", "apfel 2", "b-side", "b side"):
        make.service(name)
    found = names()
    assert found[:3] == ["Apfel 10", "apfel 2", "äpfel"] or found[0] == "äpfel"
    assert found[-1] == "zebra"
    keys = [name.casefold().replace("ä", "a").replace("-", " ") for name in found]
    assert keys == sorted(keys)


def test_needs_and_whom_it_is_open_to_narrow_the_list():
    make.service("Both", needs=["detox", "walk_in"])
    make.service("Detox only", needs=["detox"])
    other = make.service("Said to, and does not")
    Tag.objects.create(service=other, need="detox", origin="checked", holds=False)
    assert names(need="detox") == ["Both", "Detox only"]
    assert names(need="detox", open_to="walk_in") == ["Both"]


def test_a_language_is_found_with_and_without_its_accents():
    service = make.service("Bilingual")
    service.language_keys = " english espanol "
    service.save()
    make.service("Other")
    assert names(language="Español") == ["Bilingual"]
    assert names(language="espa") == ["Bilingual"]


def test_what_is_not_offered_is_not_found():
    make.service("Closed", is_active=False)
    assert names(text="closed") == []


def test_officers_and_prosecutors_do_not_search():
    for actor in (cast.olive(), cast.petra()):
        with pytest.raises(Forbidden):
            queries.search(Wanted(), 1, by=actor)


def test_the_page_costs_the_same_for_one_and_for_twenty(
    client: Client, django_assert_num_queries
):
    cast.signed_in(client, cast.casey())
    make.service("A 0", needs=["food"])
    with django_assert_num_queries(5):
        one = client.get("/directory/")
    for number in range(1, 30):
        make.service(f"A {number}", needs=["food", "detox"])
    with django_assert_num_queries(5):
        many = client.get("/directory/?q=a&need=food&page=2")
    assert one.status_code == many.status_code == 200
    assert "30 services" in many.content.decode()
    assert "page=1" in many.content.decode()


@pytest.mark.parametrize(
    "query",
    ["?q=%00", "?need=nonsense", "?page=nonsense", "?page=999", "?q=" + "x" * 5000,
     "?language=%F0%9F%8C%88&open_to=", "?q=%D8%A3%D9%87%D9%84%D8%A7"],
)  # fmt: skip
def test_strange_questions_are_answered(client: Client, query):
    make.service()
    cast.signed_in(client, cast.percy())
    assert client.get(f"/directory/{query}").status_code == 200
