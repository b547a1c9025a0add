"""A form sent after the session ended comes back to its writer."""

import re
from html import unescape

import pytest
from django.test import Client

from offramp.platform.accounts.models import User
from tests import cast

pytestmark = pytest.mark.django_db
PASSWORD = "a long made-up password"  # for made-up people
TYPED = {"note": "Met at the bus stop.\nSecond line & <b>", "topic": ["a", "b"]}


@pytest.fixture
def percy():
    for actor in (cast.percy(), cast.pat()):
        user = User.objects.get(pk=actor.id)
        user.set_password(PASSWORD)
        user.save()
    return User.objects.get(pk=cast.percy().id)


def hidden(page: str) -> list[tuple[str, str]]:
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page)
    return [(unescape(name), unescape(value)) for name, value in found]


def send_after_the_end(client: Client):
    return client.post("/sign-out/?a=1", TYPED)


def sign_in_with(client: Client, email: str, page: str):
    carried: dict[str, list[str]] = {}
    for name, value in hidden(page):
        carried.setdefault(name, []).append(value)
    return client.post("/sign-in/", {**carried, "email": email, "password": PASSWORD})


def test_what_was_typed_comes_back_to_its_writer(client, percy):
    client.post("/sign-in/", {"email": percy.email, "password": PASSWORD})
    client.post("/sign-out/")
    asked = send_after_the_end(client)
    assert asked.status_code == 401
    back = sign_in_with(client, percy.email, asked.content.decode())
    page = back.content.decode()
    assert 'action="/sign-out/?a=1"' in page
    fields = hidden(page)
    assert ("note", TYPED["note"]) in fields
    assert [value for name, value in fields if name == "topic"] == ["a", "b"]


def test_it_survives_a_mistyped_password(client, percy):
    client.post("/sign-in/", {"email": percy.email, "password": PASSWORD})
    client.post("/sign-out/")
    asked = send_after_the_end(client)
    carried = dict(hidden(asked.content.decode()))
    wrong = client.post(
        "/sign-in/", {**carried, "email": percy.email, "password": "no"}
    )
    back = sign_in_with(client, percy.email, wrong.content.decode())
    assert "Met at the bus stop" in back.content.decode()


def test_somebody_else_on_the_same_device_gets_none_of_it(client, percy):
    client.post("/sign-in/", {"email": percy.email, "password": PASSWORD})
    client.post("/sign-out/")
    asked = send_after_the_end(client)
    pat = User.objects.get(pk=cast.pat().id)
    back = sign_in_with(client, pat.email, asked.content.decode())
    assert back.status_code == 302
    assert "Met at" not in back.content.decode()


def test_a_device_that_nobody_used_gives_nothing_away(client, percy):
    asked = send_after_the_end(client)
    back = sign_in_with(client, percy.email, asked.content.decode())
    assert back.status_code == 302
