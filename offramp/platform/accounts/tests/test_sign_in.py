from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now

from offramp.platform.accounts.models import Duty
from offramp.platform.accounts.tests import people
from offramp.platform.accounts.tests.people import PASSWORD
from offramp.platform.accounts.tests.people import password as sign_in
from offramp.platform.audit.models import Entry
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def percy(settings):
    settings.SECOND_FACTOR_REQUIRED = False  # as in the demo: the password alone
    return people.with_password(cast.percy())


def test_somebody_with_a_duty_comes_in_whatever_the_capitals(client, percy):
    response = sign_in(client, percy.email.upper())
    assert response.status_code == 302
    assert response["Location"] == "/"
    assert Entry.objects.filter(action="session.begin", actor_id=percy.id).count() == 1


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("percy@example.test", "wrong"),
        ("nobody@example.test", PASSWORD),
        ("", ""),
        ("percy@example.test", "\x00"),
        ("a" * 300, "b" * 600),
    ],
)
def test_any_wrong_pair_gets_a_sentence_and_no_session(client, percy, email, password):
    response = sign_in(client, email, password)
    assert response.status_code == 422
    assert "_auth_user_id" not in client.session


def test_without_a_duty_today_nobody_comes_in(client, percy):
    Duty.objects.filter(user=percy).update(until_on=localdate() - timedelta(days=2))
    response = sign_in(client, percy.email)
    assert response.status_code == 422
    assert "no duty here today" in response.content.decode()


def test_nobody_comes_in_without_the_notice(client, percy):
    sent = {"email": percy.email, "password": PASSWORD}
    assert client.post("/sign-in/", sent).status_code == 422
    assert client.post("/sign-in/", {**sent, "notice": "0"}).status_code == 422
    assert sign_in(client, percy.email).status_code == 302
    entry = Entry.objects.get(action="session.begin", actor_id=percy.id)
    assert entry.details["notice"] == "1"


def test_it_goes_on_where_one_was_but_never_to_another_site(client, percy):
    assert sign_in(client, percy.email, next="/roster/")["Location"] == "/roster/"
    client.logout()
    away = sign_in(client, percy.email, next="https://example.com/")
    assert away["Location"] == "/"


def test_a_page_without_a_session_asks_to_sign_in(client):
    response = client.get("/sign-out/")
    assert response.status_code in {302, 405}


@pytest.mark.parametrize(
    ("idle", "age", "stays"),
    [(29, 60, True), (31, 60, False), (1, 12 * 60 + 1, False)],
)
def test_a_session_ends_when_idle_or_old(client, idle, age, stays):
    cast.signed_in(client, cast.percy())
    session = client.session
    session["seen_at"] = (now() - timedelta(minutes=idle)).isoformat()
    session["began_at"] = (now() - timedelta(minutes=age)).isoformat()
    session.save()
    client.get("/healthz")
    assert ("_auth_user_id" in client.session) is stays


def test_signing_out_ends_the_session(client):
    percy = cast.percy()
    cast.signed_in(client, percy)
    assert client.post("/sign-out/").status_code == 302
    assert "_auth_user_id" not in client.session
    assert Entry.objects.filter(action="session.end", actor_id=percy.id).exists()


def test_a_page_knows_who_acts_in_two_queries(client, django_assert_num_queries):
    cast.signed_in(client, cast.percy())
    with django_assert_num_queries(2):  # the session; the user with their duties
        client.get("/no-such-page/")


def test_a_page_that_polls_does_not_keep_a_session_alive(client):
    cast.signed_in(client, cast.percy())
    session = client.session
    seen = session["seen_at"] = (now() - timedelta(minutes=20)).isoformat()
    session.save()
    client.get("/healthz", headers={"X-Requested-With": "fetch"})
    assert client.session["seen_at"] == seen
    client.get("/healthz")
    assert client.session["seen_at"] != seen
