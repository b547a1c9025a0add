"""Answers kept while the others are still being thought about."""

from uuid import uuid4

import pytest
from django.test import Client

from offramp.program.assessments.models import Flag, Response
from offramp.program.assessments.tests import factories as make
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client: Client) -> Client:
    return cast.signed_in(client, cast.casey())


def test_saving_as_you_go_gives_back_what_changes_on_the_page(browser: Client):
    found = make.assessment(by=cast.casey())
    here = make.url("answers", found.id, "right-now")
    answer = browser.post(here, {"changed": ["withdrawal"], "withdrawal": ["a-lot"]})
    page = answer.content.decode()
    assert 'name="version" value="1"' in page
    assert 'id="slot-body"' in page
    assert 'name="body"' in page

    given = {"changed": ["body"], "body": ["slow-breathing"], "version": "1"}
    page = browser.post(here, given).content.decode()
    assert "Call 911" in page
    assert Flag.objects.get().rule == "urgent-medical"
    assert Response.objects.get().standing == "started"


def test_saving_as_you_go_refuses_what_cannot_be_kept(browser: Client):
    found = make.assessment(by=cast.casey())
    here = make.url("answers", found.id, "closer-look")
    browser.post(here, {"changed": ["used"], "used": ["meth"]})
    bad = {"changed": ["days"], "days": ["400"], "version": "1"}
    assert browser.post(here, bad).status_code == 422
    assert browser.get(here).status_code == 405


def test_saving_as_you_go_from_an_old_window_is_refused(browser: Client):
    found = make.assessment(by=cast.casey())
    here = make.url("answers", found.id, "work")
    old = {"changed": ["now"], "version": "0"}
    browser.post(here, old | {"now": ["full"], "submission_id": str(uuid4())})
    answer = browser.post(here, old | {"now": ["part"], "submission_id": str(uuid4())})
    assert answer.status_code == 409
