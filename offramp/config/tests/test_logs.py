"""No id, no name and nothing typed reaches a line of the log."""

import logging
import sys
from inspect import getsource, signature
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from granian import Granian

from offramp.config.commands import server
from offramp.config.logs import Plain
from tests import cast

pytestmark = pytest.mark.django_db
TYPED = "met at the bus stop"


@pytest.fixture
def lines(caplog):
    """Everything that the log would hold, as it would be written."""
    caplog.set_level(logging.DEBUG)

    def written() -> str:
        for record in caplog.records:
            record.exc_text = None  # pytest has already written it in its own way
        return "\n".join(Plain().format(record) for record in caplog.records)

    return written


def broken(request: HttpRequest, id: UUID) -> HttpResponse:
    """A page with a mistake in it."""
    raise ValueError(f"{request.GET['q']} is no number")


urlpatterns = [path("people/<uuid:id>/", login_not_required(broken))]


@pytest.mark.urls(__name__)
def test_an_error_leaves_its_kind_and_its_way_and_no_id(lines):
    id = uuid4()
    client = Client(raise_request_exception=False)
    assert client.get(f"/people/{id}/?q={TYPED}").status_code == 500
    said = lines()
    assert "builtins.ValueError" in said
    assert "test_logs.py" in said
    assert str(id) not in said
    assert TYPED not in said


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_not_found_or_refused_leaves_no_id(method, lines):
    id = uuid4()
    olive = cast.signed_in(Client(enforce_csrf_checks=True), cast.olive())
    answer = getattr(olive, method)(f"/contacts/{id}/?name={TYPED}")
    assert answer.status_code in {403, 404}
    said = lines()
    assert str(id) not in said
    assert TYPED not in said


def test_an_id_without_dashes_is_taken_out_too():
    id = uuid4()
    record = logging.LogRecord("x", 30, "", 0, "%s %s", (id.hex, f"/a/?q={id}"), None)
    assert Plain().format(record).endswith("WARNING … /a/?")


def test_the_word_that_answers_a_page_is_taken_out():
    told = ("Internal Server Error: %s", ("/p/EjRWeBI0-FZ4_RI0VngSNFZ4/",))
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, *told, None)
    assert Plain().format(record).endswith("Error: /p/…/")


def test_what_an_error_says_is_not_written():
    try:
        raise KeyError(TYPED)
    except KeyError:
        record = logging.LogRecord("x", 40, "", 0, "Broken", (), sys.exc_info())
    assert TYPED not in Plain().format(record)
    assert "builtins.KeyError" in Plain().format(record)


def test_the_server_writes_no_line_for_a_request():
    assert signature(Granian).parameters["log_access"].default is False
    assert "log_access" not in getsource(server)
