import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.http import Http404
from django.test import Client
from django.utils.timezone import localdate, now

from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ServiceId, new_id
from offramp.platform.policy.gate import Forbidden
from offramp.program.directory import actions, queries
from offramp.program.directory.models import Check
from offramp.program.directory.rules.checks import Heard, Taking
from offramp.program.directory.rules.page import Wanted
from offramp.program.directory.tests import factories as make
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return make.service("Made-up Beds", needs=["emergency_shelter"])


@pytest.fixture
def casey(client: Client):
    return cast.signed_in(client, cast.casey())


def test_an_answer_is_kept_with_its_age_and_is_on_record(service):
    heard = Heard(taking=Taking.WAITING, next_on=date(2030, 1, 2))
    asked = now() - timedelta(days=3)
    actions.check(new_id(), service.id, heard, at=asked, by=cast.casey())

    page = queries.one(service.id, by=cast.percy())

    assert page.asked[0].said == "Waiting list"
    assert page.asked[0].ago == "3 days ago"
    assert page.asked[0].by == "Casey Castly"
    assert page.asked[0].next_on == "Jan 2, 2030"
    assert not page.asked[0].is_old
    assert Entry.objects.get(action="directory.check").details == {"taking": "waiting"}


def test_sent_twice_it_is_kept_once(service):
    id, casey = new_id(), cast.casey()
    first = actions.check(id, service.id, Heard(Taking.YES), at=now(), by=casey)
    assert actions.check(id, service.id, Heard(Taking.YES), at=now(), by=casey) == first
    assert Check.objects.count() == 1
    other = make.service("Other")
    with pytest.raises(Refused, match="another service"):
        actions.check(id, other.id, Heard(Taking.YES), at=now(), by=casey)


def test_peers_read_and_case_managers_check(service):
    with pytest.raises(Forbidden):
        actions.check(
            new_id(), service.id, Heard(Taking.YES), at=now(), by=cast.percy()
        )
    assert not queries.one(service.id, by=cast.percy()).may_check
    assert queries.one(service.id, by=cast.casey()).may_check


def test_a_service_that_nobody_knows_is_not_found():
    with pytest.raises(Http404):
        queries.one(ServiceId(uuid4()), by=cast.casey())


def test_the_form_is_sent_and_the_page_shows_it(casey, service):
    day = localdate() + timedelta(days=9)
    sent = casey.post(
        f"/directory/{service.id}/check/",
        {
            "taking": "waiting",
            "next_on": day.isoformat(),
            "phone_right": "no",
            "right_number": "555-555-0188",
            "note": "Ask for 🌈 at the صباح desk",
            "submission_id": str(uuid4()),
        },
    )
    assert sent.status_code == 302
    shown = casey.get(sent.headers["Location"]).content.decode()
    assert "Waiting list" in shown
    assert "(today) by Casey Castly" in shown
    assert "tel:+15555550188" in shown
    assert "🌈 at the صباح" in shown


def test_mistakes_come_back_with_what_was_typed(casey, service):
    yesterday = localdate() - timedelta(days=1)
    url = f"/directory/{service.id}/check/"
    typed = {"taking": "", "next_on": yesterday.isoformat(), "note": "x" * 501}
    page = casey.post(url, typed)
    text = page.content.decode()
    assert page.status_code == 422
    assert "Choose what they said about taking people." in text
    assert "or a later day." in text
    assert "Shorten this to 500 characters or fewer." in text
    assert "x" * 501 in text
    assert casey.post(url, {"taking": "yes", "note": "a\x00b"}).status_code == 422
    assert not Check.objects.exists()


def test_a_day_that_does_not_belong_to_the_answer_is_not_kept(casey, service):
    day = (localdate() + timedelta(days=9)).isoformat()
    casey.post(f"/directory/{service.id}/check/", {"taking": "yes", "next_on": day})
    assert Check.objects.get().next_on is None


def test_what_it_helps_with_is_corrected_and_counts_as_checked(casey, service):
    url = f"/directory/{service.id}/needs/"
    ticked = re.findall(r'value="(\w+)"[^>]*checked', casey.get(url).content.decode())
    assert ticked == ["emergency_shelter"]
    sent = casey.post(url, {"helps_with": ["food"], "open_to": ["walk_in"]})
    assert sent.status_code == 302
    tags = queries.one(service.id, by=cast.casey()).tags
    assert {(tag.slug, tag.how_known) for tag in tags} == {
        ("food", "checked"),
        ("walk_in", "checked"),
    }
    assert casey.post(url, {"helps_with": ["made_up"]}).status_code == 422


def test_the_page_of_a_service_always_costs_the_same(
    casey, service, django_assert_num_queries
):
    actions.check(new_id(), service.id, Heard(Taking.NO), at=now(), by=cast.casey())
    with django_assert_num_queries(4):
        casey.get(f"/directory/{service.id}/")
    for _ in range(7):
        actions.check(new_id(), service.id, Heard(Taking.NO), at=now(), by=cast.casey())
    with django_assert_num_queries(4):
        casey.get(f"/directory/{service.id}/")


def test_a_real_looking_service_reads_well(casey):
    make.imported(make.MADE_UP)
    found = queries.search(Wanted(text="detox"), 1, by=cast.casey())
    row = next(row for row in found if row.name == "Quiet Room Detox")
    assert row.phone is not None
    assert row.phone.text.startswith("555-555-01")
    page = casey.get(f"/directory/{row.id}/").content.decode()
    assert "22 Imaginary Hill" in page
    assert "Every day, day and night" in page
    assert "3 beds free by its directory, as of Nov 1, 2026" in page
    assert "From the directory “directory-made-up”" in page


def test_a_service_that_is_gone_says_so(casey):
    closed = make.service("Closed", is_active=False)
    page = casey.get(f"/directory/{closed.id}/").content.decode()
    assert "Nobody should be sent here" in page
    assert "lists it as not active" in page
