from datetime import date

import pytest
from django.core.cache import cache

from offramp.platform.kernel.ids import new_id
from offramp.platform.policy.table import Permission
from offramp.program.people import access
from offramp.program.people.models import Alias, ContactWay, Person
from offramp.program.people.tests import factories as make
from tests import cast
from tests.cast import signed_in

pytestmark = pytest.mark.django_db

SEARCH, NEW = "/people/search/", "/people/new/"


@pytest.fixture
def percy(client):
    actor = cast.percy()
    signed_in(client, actor)
    return actor


@pytest.fixture
def robin(percy):
    return make.person(by=percy, known_as="Robin", family_name="Madeup")


def _new(client, percy, **said):
    said.setdefault("search_token", access.searched(percy))
    return client.post(NEW, {"known_as": "Wren", **said})


# Searching


def test_the_search_page_finds_by_post_and_keeps_names_out_of_addresses(
    client, percy, robin
):
    page = client.get(SEARCH)
    assert 'method="post"' in page.content.decode()
    found = client.post(SEARCH, {"text": "Madeup"})
    assert found.status_code == 200
    assert "Robin" in found.content.decode()
    assert "Madeup" not in found.content.decode().split("<form", 1)[0]


def test_an_hour_has_so_many_searches_and_what_was_typed_stays(
    client, percy, robin, settings
):
    settings.SEARCHES_AN_HOUR = 2
    cache.clear()
    for _ in range(2):
        assert client.post(SEARCH, {"text": "Madeup"}).status_code == 200
    refused = client.post(SEARCH, {"text": "Madeup"})
    assert refused.status_code == 422
    assert "Wait until it is over" in refused.content.decode()
    assert 'value="Madeup"' in refused.content.decode()
    assert f"/people/{robin.id}/" not in refused.content.decode()
    typed = client.post(SEARCH, {"text": "Madeup"}, headers={"HX-Request": "true"})
    assert "Wait until it is over" in typed.content.decode()
    signed_in(client, cast.pat())
    assert client.post(SEARCH, {"text": "Madeup"}).status_code == 200


def test_as_somebody_types_only_the_answer_comes(client, percy, robin):
    found = client.post(SEARCH, {"text": "madeu"}, headers={"HX-Request": "true"})
    text = found.content.decode()
    assert "<html" not in text
    assert f"/people/{robin.id}/" in text
    assert "write somebody new down" in text


def test_a_person_who_is_not_in_my_care_can_be_taken_not_opened(client, percy):
    wren = make.person(by=cast.pat(), known_as="Wren")
    text = client.post(SEARCH, {"text": "Wren"}).content.decode()
    assert f"/people/{wren.id}/care/" in text
    assert f'"/people/{wren.id}/"' not in text


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({}, "Enter a name, a birth date or a phone number."),
        ({"text": "x" * 121}, "Shorten this to 120 characters or fewer."),
        ({"text": "a\x00b"}, "hidden character"),
        ({"birth_on": "1890-01-01"}, "Enter a year from 1900 on."),
        ({"birth_on": "2999-01-01"}, "This day has not come yet."),
        ({"phone": "call me"}, "Enter a telephone number"),
    ],
)
def test_a_search_that_cannot_be_is_answered_with_a_sentence(
    client, percy, asked, sentence
):
    answer = client.post(SEARCH, {"page": "1", **asked})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


@pytest.mark.parametrize("page", ["2", "0", "-1", "99999999", "x", ""])
def test_any_page_number_is_answered(client, percy, robin, page):
    assert client.post(SEARCH, {"text": "Robin", "page": page}).status_code == 200


# Writing somebody down


def test_nobody_is_written_down_without_a_search(client, percy):
    assert client.get(NEW).headers["Location"] == SEARCH
    make.person(by=cast.pat(), known_as="Wren")
    answer = _new(client, percy, search_token="made up")
    assert answer.status_code == 422
    assert "Look at the people below first" in answer.content.decode()
    assert Person.objects.count() == 1


def test_what_was_searched_for_is_in_the_form_already(client, percy):
    page = client.post(
        NEW,
        {
            "begin": "yes",
            "text": "Wren de la Fantasy",
            "birth_on": "1990-04-05",
            "phone": "555-010-0142",
            "search_token": access.searched(percy),
        },
    )
    text = page.content.decode()
    assert 'value="de la Fantasy"' in text
    assert 'value="1990-04-05"' in text
    assert 'value="555-010-0142"' in text


def test_somebody_is_written_down_with_all_that_is_known(client, percy):
    answer = _new(
        client, percy, given_name="Wren", family_name="Fantasy",
        aliases="Birdie\r\n\r\nBirdie\r\n Red  Wren ", birth_on="1990-04-05",
        birth_year_about="1990", phone="555-010-0142",
    )  # fmt: skip
    wren = Person.objects.get()
    assert answer.headers["Location"] == f"/people/{wren.pk}/"
    assert [a.text for a in Alias.objects.all()] == ["Birdie", "Red Wren"]
    assert (wren.birth_on, wren.birth_year_about) == (date(1990, 4, 5), None)
    assert ContactWay.objects.get().safe_text == "not_asked"
    assert wren in access.reachable(percy, Permission.PERSON_CHANGE)


def test_a_double_tap_writes_one_person_down(client, percy):
    id = str(new_id())
    for _ in range(2):
        answer = _new(client, percy, submission_id=id, phone="555-010-0142")
        assert answer.headers["Location"] == f"/people/{id}/"
    assert (Person.objects.count(), ContactWay.objects.count()) == (1, 1)


def test_going_back_and_changing_a_name_says_so_and_loses_nothing(client, percy):
    id = str(new_id())
    _new(client, percy, submission_id=id)
    answer = _new(client, percy, submission_id=id, known_as="Jenny", different="on")
    assert answer.status_code == 422
    assert "already saved" in answer.content.decode()
    assert 'value="Jenny"' in answer.content.decode()


def test_somebody_who_stands_out_must_be_looked_at(client, percy):
    day = date(1990, 4, 5)
    make.person(by=cast.pat(), known_as="Wren", family_name="Fantasy", birth_on=day)
    said = {"family_name": "Fantasy", "birth_on": "1990-04-05"}
    answer = _new(client, percy, **said)
    assert answer.status_code == 422
    assert "None of them is this person" in answer.content.decode()
    assert _new(client, percy, **said, different="on").status_code == 302


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"known_as": ""}, "Enter what they want to be called."),
        ({"known_as": "  "}, "Enter what they want to be called."),
        ({"known_as": "x" * 101}, "Shorten this to 100 characters"),
        ({"known_as": "a\x00b"}, "hidden character"),
        ({"birth_on": "1890-01-01"}, "Enter a year from 1900 on."),
        ({"birth_on": "2999-01-01"}, "This day has not come yet."),
        ({"birth_on": "1990-02-31"}, "Enter a date that exists"),
        ({"birth_year_about": "1890"}, "Enter 1900 or more."),
        ({"birth_year_about": "2999"}, "This year has not come yet."),
        ({"birth_year_about": "old"}, "whole number"),
        ({"aliases": "\n".join("abcdefghijk")}, "Enter 10 other names or fewer."),
        ({"aliases": "x" * 101}, "Shorten each name"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence_and_nothing_is_lost(
    client, percy, said, sentence
):
    answer = _new(client, percy, **{"family_name": "Kept", **said})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert 'value="Kept"' in answer.content.decode()
    assert not Person.objects.exists()


@pytest.mark.parametrize("name", ["🦊🌲", "عمر خيالي", "Đurđa-Ñandú O'Čaj", "李小明"])
def test_names_in_any_writing_are_kept_as_they_are(client, percy, name):
    _new(client, percy, known_as=name)
    assert Person.objects.get().known_as == name


@pytest.mark.parametrize("who", ["olive", "petra", "mona"])
def test_justice_and_managers_do_not_search(client, robin, who):
    signed_in(client, getattr(cast, who)())
    for url in (SEARCH, NEW):
        assert client.get(url).status_code == 403
        assert client.post(url, {"text": "Robin"}).status_code == 403
