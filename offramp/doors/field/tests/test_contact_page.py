from uuid import uuid4

import pytest
from django.utils.timezone import now

from offramp.doors.field.tests import pages
from offramp.platform.audit.models import Entry
from offramp.program.charges.models import Charge
from offramp.program.dispatch import actions as dispatch
from offramp.program.dispatch.models import Dispatch
from offramp.program.diversions.models import Contact, Diversion
from offramp.program.sites import queries as sites
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def olive():
    return pages.browser(cast.olive())


def why():
    return sites.current().choices("withdrawal_reason")[0][0]


def arrived():
    """A peer answered and came."""
    found, percy = Dispatch.objects.get(), cast.percy()
    _put_on_call(found, percy)
    dispatch.answer(found.id, 10, at=now(), by=percy)
    dispatch.arrive(found.id, at=now(), by=percy)


def _put_on_call(found, percy):
    from datetime import timedelta

    from offramp.platform.kernel.ids import ShiftId, new_id
    from offramp.program.dispatch.rules import Place, Span

    span = Span(now() - timedelta(hours=1), now() + timedelta(hours=8))
    dispatch.add_shift(
        ShiftId(new_id()), percy.id, Place.PRIMARY, span, at=now(), by=cast.sam()
    )


@pytest.mark.parametrize("path", ["", "status/", "withdraw/", "card/", "card/en/"])
def test_another_officers_contact_is_like_one_that_does_not_exist(olive, path):
    where = pages.sent(olive)
    otto = pages.browser(cast.otto())
    theirs = otto.get(where + path)
    unknown = otto.get(f"/contacts/{uuid4()}/{path}")
    assert theirs.status_code == unknown.status_code == 404
    assert pages.plain(theirs.content) == pages.plain(unknown.content)


@pytest.mark.parametrize("path", ["withdraw/", "release/", "number/"])
def test_another_officer_cannot_act_on_it(olive, path):
    where = pages.sent(olive)
    otto = pages.browser(cast.otto())
    said = {"reason": why(), "incident_number": "26-1"}
    theirs = otto.post(where + path, said)
    unknown = otto.post(f"/contacts/{uuid4()}/{path}", said)
    assert theirs.status_code == unknown.status_code == 404
    assert pages.plain(theirs.content) == pages.plain(unknown.content)
    assert Diversion.objects.get().state == "handed_over"


def test_the_page_takes_the_same_queries_whatever_came_of_it(
    olive, django_assert_max_num_queries
):
    sites.current()
    for said in ({}, {"offer": "not_offered", "not_offered_reason": _why_not()}):
        where = pages.sent(olive, **said)
        with django_assert_max_num_queries(10):
            olive.get(where)


def _why_not():
    return sites.current().choices("not_offered_reason")[0][0]


def test_the_status_answers_304_until_something_changes(olive):
    where = pages.sent(olive)
    first = olive.get(where + "status/")
    assert first.status_code == 200
    again = olive.get(where + "status/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    arrived()
    later = olive.get(where + "status/", headers={"If-None-Match": first["ETag"]})
    assert later.status_code == 200
    assert later["ETag"] != first["ETag"]
    assert "Percy" in later.content.decode()


def test_following_the_handoff_writes_no_record_each_time(olive):
    where = pages.sent(olive)
    before = Entry.objects.count()
    olive.get(where + "status/")
    olive.get(where + "status/")
    assert Entry.objects.count() == before


def test_a_contact_without_a_handover_has_no_status(olive):
    where = pages.sent(olive, offer="not_offered", not_offered_reason=_why_not())
    assert olive.get(where + "status/").status_code == 404


def test_an_officer_takes_it_back_before_the_peer_is_there(olive):
    where = pages.sent(olive)
    assert olive.get(where + "withdraw/").status_code == 200
    answer = olive.post(where + "withdraw/", {"reason": why()})
    assert answer["Location"] == where
    assert Diversion.objects.get().state == "withdrawn"
    assert Dispatch.objects.get().state == "withdrawn"
    assert Charge.objects.get().state == "let_go"
    page = olive.get(where).content.decode()
    assert "taken back" in page
    assert sites.current().leaflet("resource_card").title in page


def test_taking_it_back_needs_a_reason(olive):
    where = pages.sent(olive)
    answer = olive.post(where + "withdraw/", {})
    assert answer.status_code == 422
    assert "Why do you take it back" in answer.content.decode()
    assert Diversion.objects.get().state == "handed_over"


def test_once_the_peer_is_there_it_stands(olive):
    where = pages.sent(olive)
    arrived()
    answer = olive.post(where + "withdraw/", {"reason": why()})
    assert answer.status_code == 409
    assert "stands" in answer.content.decode()
    assert Diversion.objects.get().state == "handed_over"
    assert Charge.objects.get().state == "held"


def test_the_officer_is_released_once_the_peer_is_there(olive):
    where = pages.sent(olive)
    arrived()
    assert olive.post(where + "release/")["Location"] == where
    assert olive.post(where + "release/")["Location"] == where
    assert Dispatch.objects.get().state == "released"
    assert "took over" in olive.get(where).content.decode()


def test_where_officers_are_told_nothing_a_past_handoff_names_nobody(
    olive, monkeypatch
):
    where = pages.sent(olive)
    arrived()
    monkeypatch.setitem(sites.current().settings, "officer_is_told", "nothing")
    assert "Percy" in olive.get(where + "status/").content.decode()
    olive.post(where + "release/")
    for path in (where, where + "status/"):
        said = olive.get(path).content.decode()
        assert "Handed over." in said
        assert "Percy" not in said
        assert 'class="steps"' not in said


def test_the_incident_number_can_follow_later_and_once(olive):
    where = pages.sent(olive)
    assert "Add the " in olive.get(where).content.decode()
    assert olive.post(where + "number/", {"incident_number": ""}).status_code == 422
    olive.post(where + "number/", {"incident_number": "26-1234"})
    assert Contact.objects.get().incident_number == "26-1234"
    assert "Add the " not in olive.get(where).content.decode()


def test_the_card_prints_in_each_language_of_the_site(olive):
    where = pages.sent(olive)
    for language in sites.current().languages:
        answer = olive.get(f"{where}card/{language}/")
        leaflet = sites.current().leaflet("resource_card", language)
        assert leaflet.title in answer.content.decode()
    assert olive.get(f"{where}card/tlh/").status_code == 404


def test_supervisors_and_managers_may_read_but_not_act(olive):
    where = pages.sent(olive)
    for who in (cast.sam, cast.mona):
        client = pages.browser(who())
        page = client.get(where)
        assert page.status_code == 200
        assert "Take it back" not in page.content.decode()
        answer = client.post(where + "withdraw/", {"reason": why()})
        assert answer.status_code == 403
    for other in (cast.percy, cast.casey, cast.petra):
        assert pages.browser(other()).get(where).status_code == 403


def test_the_list_shows_what_is_under_way_first(olive, django_assert_max_num_queries):
    assert "No contacts yet" in olive.get("/contacts/").content.decode()
    pages.sent(olive, offer="not_offered", not_offered_reason=_why_not())
    where = pages.sent(olive)
    with django_assert_max_num_queries(9):
        page = olive.get("/contacts/").content.decode()
    assert page.index("Follow the handoff") < page.index("All contacts")
    assert where in page
    otto = pages.browser(cast.otto())
    assert "No contacts yet" in otto.get("/contacts/").content.decode()


@pytest.mark.parametrize("number", ["2", "0", "-1", "x", "9" * 400, "٣", "²"])
def test_any_page_number_is_answered(olive, number):
    pages.sent(olive)
    assert olive.get("/contacts/", {"page": number}).status_code == 200
