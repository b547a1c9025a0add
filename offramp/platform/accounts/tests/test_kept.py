"""A form sent after the session ended comes back to its writer."""

import pytest
from django.test import Client

from offramp.platform.accounts.models import User
from offramp.platform.accounts.tests import people
from offramp.platform.accounts.tests.people import PASSWORD, hidden
from tests import cast

pytestmark = pytest.mark.django_db
TYPED = {"note": "Met at the bus stop.\nSecond line & <b>", "topic": ["a", "b"]}


@pytest.fixture
def percy(settings):
    settings.SECOND_FACTOR_REQUIRED = False  # as in the demo: the password alone
    people.with_password(cast.pat())
    return people.with_password(cast.percy())


def send_after_the_end(client: Client):
    return client.post("/sign-out/?a=1", TYPED)


def carried(page: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in hidden(page):
        found.setdefault(name, []).append(value)
    return found


def sign_in_with(client: Client, email: str, page: str):
    given = {**carried(page), "email": email, "password": PASSWORD, "notice": "1"}
    return client.post("/sign-in/", given)


def test_what_was_typed_comes_back_to_its_writer(client, percy):
    people.password(client, percy.email)
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
    people.password(client, percy.email)
    client.post("/sign-out/")
    asked = send_after_the_end(client)
    waiting = carried(asked.content.decode())
    wrong = client.post(
        "/sign-in/", {**waiting, "email": percy.email, "password": "no"}
    )
    back = sign_in_with(client, percy.email, wrong.content.decode())
    assert "Met at the bus stop" in back.content.decode()


def test_somebody_else_on_the_same_device_gets_none_of_it(client, percy):
    people.password(client, percy.email)
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


def test_it_comes_back_after_the_second_factor_too(client, percy, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    casey = people.with_codes(cast.casey())
    people.come_in(client, casey)
    client.post("/sign-out/")
    asked = send_after_the_end(client)
    factor = sign_in_with(client, casey.email, asked.content.decode())
    assert "It comes back in the next step" in factor.content.decode()
    waiting = carried(factor.content.decode())
    wrong = client.post("/sign-in/factor/", {**waiting, "code": "000000"})
    assert wrong.status_code == 422
    waiting = carried(wrong.content.decode())
    casey.factors.update(counter=0)  # so that the same half minute has another code
    back = client.post("/sign-in/factor/", {**waiting, "code": people.code()})
    assert ("note", TYPED["note"]) in hidden(back.content.decode())
