"""A screen in the hands of somebody without a login stays where it was put."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now

from offramp.platform.accounts import handed
from offramp.platform.accounts.tests import people as logins
from offramp.platform.kernel.ids import new_id
from offramp.program.people.tests import factories as make
from tests import cast
from tests.cast import signed_in

pytestmark = pytest.mark.django_db
WRONG = {"confirming": "yes", "code": "000000"}


@pytest.fixture
def robin():
    return make.person(by=cast.casey(), known_as="Robin")


@pytest.fixture
def tablet(client, robin):
    logins.with_codes(cast.casey())
    signed_in(client, cast.casey())
    client.post(
        reverse("participant:show", args=[robin.id]),
        {"language": "en", "submission_id": str(new_id())},
    )
    return client


def _start(person) -> str:
    return reverse("participant:start", args=[person.id, "en"])


def _done(person) -> str:
    return reverse("participant:done", args=[person.id, "en"])


def _is_signed_in(client) -> bool:
    return bool(client.session.get("_auth_user_id"))


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_other_address_leads_back_to_the_persons_own_page(tablet, robin, method):
    wren = make.person(by=cast.casey(), known_as="Wren")
    others = [
        "/",
        "/sign-in/",
        "/no/such/page/",
        reverse("people:search"),
        reverse("journey:person", args=[robin.id]),
        reverse("participant:show", args=[robin.id]),
        reverse("participant:start", args=[wren.id, "en"]),
        reverse("people:edit", args=[robin.id]),
    ]
    for url in others:
        answer = getattr(tablet, method)(url)
        assert (answer.status_code, answer.url) == (302, _start(robin)), url


def test_nothing_is_done_at_another_address(tablet, robin):
    tablet.post(reverse("people:edit", args=[robin.id]), {"known_as": "Other"})
    robin.refresh_from_db()
    assert robin.known_as == "Robin"


def test_their_own_pages_show_no_way_to_the_colleagues(tablet, robin):
    page = tablet.get(_start(robin)).content.decode()
    assert 'href="/"' not in page
    assert "Casey" not in page
    assert "Find a person" not in page


def test_only_who_signed_in_leads_back_however_fresh_their_proof(tablet, robin):
    assert tablet.post(_done(robin), {}).status_code == 200
    assert tablet.get("/").url == _start(robin)
    wrong = tablet.post(_done(robin), WRONG)
    assert wrong.status_code == 422
    assert tablet.get("/").url == _start(robin)
    right = tablet.post(_done(robin), {"confirming": "yes", "code": logins.code()})
    assert right.url == reverse("journey:person", args=[robin.id])
    assert tablet.get(right.url).status_code == 200


def test_after_three_wrong_tries_nobody_is_signed_in(tablet, robin):
    for _ in range(handed.MOST_TRIES):
        answer = tablet.post(_done(robin), WRONG)
    assert answer.url == reverse("accounts:sign_in")
    assert not _is_signed_in(tablet)


def test_the_tries_are_counted_across_pages(tablet, robin):
    for _ in range(handed.MOST_TRIES):
        tablet.post(_done(robin), WRONG)
        tablet.get(_start(robin))
    assert not _is_signed_in(tablet)


def test_after_half_an_hour_nobody_is_signed_in(tablet, robin, monkeypatch):
    later = now() + handed.HOLDS_FOR + timedelta(seconds=1)
    monkeypatch.setattr(handed, "now", lambda: later)
    answer = tablet.get(_start(robin))
    assert answer.url == reverse("accounts:sign_in")
    assert not _is_signed_in(tablet)


def test_signing_out_ends_it(tablet):
    tablet.post(reverse("accounts:sign_out"))
    assert not _is_signed_in(tablet)


def test_a_page_that_is_not_there_says_nothing_of_the_colleague(tablet, robin):
    answer = tablet.get(_start(robin) + "nowhere/")
    assert answer.status_code == 404
    assert "Find a person" not in answer.content.decode()


def test_a_session_that_was_not_handed_over_goes_everywhere(client):
    signed_in(client, cast.casey())
    assert client.get("/").status_code == 200


def test_made_up_people_have_only_their_password(client, robin, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    logins.with_password(cast.casey())
    signed_in(client, cast.casey())
    client.post(
        reverse("participant:show", args=[robin.id]),
        {"language": "en", "submission_id": str(new_id())},
    )
    assert "Password" in client.get(_done(robin)).content.decode()
    sent = {"confirming": "yes", "password": logins.PASSWORD}
    assert client.post(_done(robin), sent).url == reverse(
        "journey:person", args=[robin.id]
    )


def test_whoever_came_in_through_their_agency_is_told_what_to_do(client, robin):
    signed_in(client, cast.casey())
    client.post(
        reverse("participant:show", args=[robin.id]),
        {"language": "en", "submission_id": str(new_id())},
    )
    page = client.get(_done(robin)).content.decode()
    assert "Sign out, and sign in again" in page
