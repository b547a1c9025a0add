"""What matters asks again who it is, and brings everything back."""

from datetime import timedelta

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.utils.timezone import now

from offramp.platform.accounts.actors import acting
from offramp.platform.accounts.fresh import fresh
from offramp.platform.accounts.tests import people
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from tests import cast


@fresh
def export(request: HttpRequest) -> HttpResponse:
    """Something that matters."""
    require(acting(request), Permission.HOME_READ)
    return HttpResponse(f"exported {request.POST.getlist('what')}")


urlpatterns = [
    path("export/", export, name="export"),
    path("", include("offramp.config.urls")),
]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def casey(client):
    people.with_codes(cast.casey())
    return cast.signed_in(client, cast.casey())


def wait(client, minutes: float) -> None:
    session = client.session
    session["factor_at"] = (now() - timedelta(minutes=minutes)).isoformat()
    session.save()


def test_whoever_proved_it_just_now_notices_nothing(casey):
    wait(casey, 4.9)
    assert b"exported" in casey.post("/export/", {"what": "a"}).content


@pytest.mark.parametrize("method", ["get", "post"])
def test_after_five_minutes_it_is_asked_again_and_nothing_is_done(casey, method):
    wait(casey, 5.1)
    asked = getattr(casey, method)("/export/")
    assert asked.status_code == 401
    assert "Is it still you?" in asked.content.decode()
    assert b"exported" not in asked.content


def send_on(client, page: str, code: str):
    given: dict[str, list[str]] = {}
    for name, value in people.hidden(page):
        given.setdefault(name, []).append(value)
    return client.post("/confirm/", {**given, "code": code})


def test_what_was_typed_comes_back_also_after_a_wrong_code(casey):
    wait(casey, 6)
    asked = casey.post("/export/?a=1", {"what": ["a", "b"], "submission_id": "x"})
    wrong = send_on(casey, asked.content.decode(), "000000")
    assert wrong.status_code == 401
    back = send_on(casey, wrong.content.decode(), people.code()).content.decode()
    assert 'action="/export/?a=1"' in back
    assert [v for n, v in people.hidden(back) if n == "what"] == ["a", "b"]
    assert b"exported" in casey.post("/export/", {"what": "a"}).content


def test_a_page_that_was_only_opened_is_opened(casey):
    wait(casey, 6)
    asked = casey.get("/export/?a=1").content.decode()
    assert send_on(casey, asked, people.code())["Location"] == "/export/?a=1"


def test_it_never_leads_to_another_site(casey):
    wait(casey, 6)
    sent = {"confirming": "yes", "code": people.code(), "kept_path": "//example.com/"}
    assert casey.post("/confirm/", sent)["Location"] == "/"


def test_made_up_people_give_their_password_again(client, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    people.with_password(cast.cora())
    cora = cast.signed_in(client, cast.cora())
    wait(cora, 6)
    asked = cora.get("/export/").content.decode()
    assert "Password" in asked
    sent = {"confirming": "yes", "kept_path": "/export/"}
    assert cora.post("/confirm/", {**sent, "password": "no"}).status_code == 401
    right = cora.post("/confirm/", {**sent, "password": people.PASSWORD})
    assert right["Location"] == "/export/"


def test_a_password_does_not_count_where_a_factor_is_needed(client):
    people.with_password(cast.cora())
    cora = cast.signed_in(client, cast.cora())
    wait(cora, 6)
    sent = {"confirming": "yes", "password": people.PASSWORD}
    assert cora.post("/confirm/", sent).status_code == 401
