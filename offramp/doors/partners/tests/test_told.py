"""What a police supervisor, a work group and a clinic read: what names them, or nothing."""

from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now

from offramp.doors.field.tests.pages import plain
from offramp.platform.accounts import actions as accounts
from offramp.platform.accounts.actors import SYSTEM, actor_for
from offramp.platform.audit.models import Entry
from offramp.platform.kernel.ids import ActorId, new_id
from offramp.platform.policy.actor import Role
from offramp.program.cases import actions as cases
from offramp.program.consent import actions as consent
from offramp.program.consent.models import Release
from offramp.program.consent.rules import NOTICE, Fact
from offramp.program.consent.tests import factories as consents
from offramp.program.diversions.rules import said_of
from offramp.program.diversions.tests import factories as diversions
from offramp.program.people.tests import factories as people
from tests import cast

pytestmark = pytest.mark.django_db

READERS = {"lee": "police", "wren": "work_group", "tess": "treatment_partner"}
PAIRS = 25


def browser(who) -> Client:
    return cast.signed_in(Client(), who)


def telling(reader, value="June 1, 2026", **changes):
    """A new person who agreed that this reader's body is told that they take part."""
    sam, person = cast.sam(), people.person(by=cast.sam())
    to = {"recipient_agency_id": reader.agency_id, "categories": ["engaged"]}
    agreed = consents.consent(person, by=sam, **{**to, **changes})
    facts = [Fact("engaged", "Is taking part", value)]
    told = consent.release(
        person.id, new_id(), facts, reader.agency_id, at=now(), by=sam
    )
    return agreed, told


@pytest.fixture(params=sorted(READERS))
def reader(request):
    return getattr(cast, request.param)()


def test_what_names_the_body_is_there_with_notice_scope_and_last_day(reader):
    _, told = telling(reader)
    for where in ("/told/", f"/told/{told.id}/"):
        page = unescape(browser(reader).get(where).content.decode())
        for said in ("June 1, 2026", NOTICE, told.onward, "agreed in writing that"):
            assert said in page, (where, said)
        assert "Robin" not in page
    assert "Until" in browser(reader).get("/told/").content.decode()
    assert "No. " in page  # printed, it is numbered


def test_an_unknown_person_and_a_participant_give_the_same_page(reader):
    client, sam = browser(reader), cast.sam()
    before = [client.get("/told/") for _ in range(PAIRS)]
    robin = people.person(by=sam)
    handed = diversions.diversion(made_by=cast.olive())
    cases.open_for(robin.id, handed.id, at=datetime.now(UTC), by=sam)
    to = {"recipient_agency_id": reader.agency_id, "categories": ["engaged"]}
    consents.consent(robin, by=sam, **to)  # agreed, and nothing was told yet
    others = {getattr(cast, name)() for name in READERS} - {reader}
    for other in others:
        telling(other)
    after = [client.get("/told/") for _ in range(PAIRS)]
    for one, two in zip(before, after, strict=True):
        assert one.status_code == two.status_code == 200
        assert plain(one.content) == plain(two.content)
        assert len(one.content) == len(two.content)
        assert set(one.headers.items()) == set(two.headers.items())
    assert b"Nothing is released to you" in after[0].content


def test_both_are_asked_for_without_a_table_about_people(reader):
    telling(reader)
    with CaptureQueriesContext(connection) as queries:
        browser(reader).get("/told/")
    touched = " ".join(query["sql"] for query in queries)
    for table in ("people_", "cases_", '"consent_consent"', "assessments_"):
        assert table not in touched


def test_what_was_told_to_others_is_as_unknown_as_what_was_never_told(reader):
    other = next(
        getattr(cast, name)()
        for name in READERS
        if getattr(cast, name)().agency_id != reader.agency_id
    )
    _, theirs = telling(other)
    client = browser(reader)
    answers = [client.get(f"/told/{id}/") for id in (theirs.id, new_id())]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert plain(answers[0].content) == plain(answers[1].content)


def test_taken_back_it_is_gone_at_once(reader):
    agreed, told = telling(reader)
    client = browser(reader)
    assert client.get(f"/told/{told.id}/").status_code == 200
    consent.revoke(agreed.id, at=now(), by=cast.sam())
    assert client.get(f"/told/{told.id}/").status_code == 404
    assert b"Nothing is released to you" in client.get("/told/").content


def test_it_is_gone_at_the_second_when_it_ends(reader, monkeypatch):
    _, told = telling(reader)
    end = now() + timedelta(hours=1)
    Release.objects.update(expires_at=end)
    place, client = "offramp.program.consent.access.rows.now", browser(reader)
    monkeypatch.setattr(place, lambda: end - timedelta(seconds=1))
    assert client.get(f"/told/{told.id}/").status_code == 200
    monkeypatch.setattr(place, lambda: end)
    assert client.get(f"/told/{told.id}/").status_code == 404
    assert b"Nothing is released to you" in client.get("/told/").content


def test_the_newest_comes_first_and_the_rest_on_other_pages(
    reader, django_assert_num_queries
):
    for number in range(26):
        telling(reader, value=f"Fact {number:02}")
    client = browser(reader)
    with django_assert_num_queries(7 if reader == cast.wren() else 6):
        page = client.get("/told/").content.decode()
    assert page.index("Fact 25") < page.index("Fact 24")
    assert "Fact 00" not in page
    assert "Fact 00" in client.get("/told/?page=2").content.decode()


def test_reading_is_on_record(reader):
    _, told = telling(reader)
    browser(reader).get("/told/")
    browser(reader).get(f"/told/{told.id}/")
    of_list, of_one = Entry.objects.filter(
        actor_id=reader.id, action="release.list"
    ).order_by("position")
    assert of_list.details["listed"] == [str(told.id)]
    assert of_one.subject_id == told.id


def test_everybody_at_the_table_sees_the_same():
    """Defender, prosecutor, officer: whoever sits there, from whichever office."""
    user = accounts.hire(
        "wim@example.test", name="Wim Castly", password=None, by=SYSTEM
    )
    accounts.assign(
        user.id, Role.WORK_GROUP_MEMBER, agency_id=cast.wren().agency_id,
        unit_id=None, from_on=localdate(), by=SYSTEM,
    )  # fmt: skip
    wim = actor_for(ActorId(user.id))
    telling(cast.wren())
    pages = {
        plain(browser(one).get("/told/").content).replace(name, b"member")
        for one, name in ((cast.wren(), b"Wren Castly"), (wim, b"Wim Castly"))
    }
    assert len(pages) == 1


def test_only_what_was_ticked_goes_to_the_table():
    telling(cast.wren())
    page = browser(cast.wren()).get("/told/").content.decode()
    assert page.count("<dt>Is taking part</dt>") == 1
    assert "<dt>The long talk" not in page


def test_of_the_others_the_group_is_told_no_small_number_and_no_exact_one():
    client = browser(cast.wren())
    assert b"handed over 10 or fewer people" in client.get("/told/").content
    for _ in range(11):
        diversions.diversion(made_by=cast.olive())
    assert b"handed over more than 10 people" in client.get("/told/").content
    for who in (cast.lee(), cast.tess()):
        assert b"handed over" not in browser(who).get("/told/").content


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "10 or fewer"), (1, "10 or fewer"), (10, "10 or fewer"),
        (11, "more than 10"), (20, "more than 10"), (21, "more than 20"),
        (110, "more than 100"),
    ],
)  # fmt: skip
def test_how_many_is_said_in_tens(count, said):
    assert said_of(count) == said


@pytest.mark.parametrize("who", ["olive", "petra", "casey", "sam", "mona", "ada"])
def test_nobody_else_has_a_list(who):
    assert browser(getattr(cast, who)()).get("/told/").status_code == 403
