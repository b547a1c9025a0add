"""What an officer learns of a handover: what was released to their agency, or nothing."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from offramp.doors.field.tests import pages
from offramp.program.cases import actions as cases
from offramp.program.consent import actions as consent
from offramp.program.consent.rules import NOTICE, Fact
from offramp.program.consent.tests import factories as consents
from offramp.program.diversions.models import Diversion
from offramp.program.people.tests import factories as people
from tests import cast

pytestmark = pytest.mark.django_db

PAIRS = 25  # a thousand in benchmarks/existence.py
MET = Fact("handoff_met", "Somebody met the person", "January 5, 2026")


@pytest.fixture
def olive():
    return pages.browser(cast.olive())


def _enrol(diversion: Diversion):
    """In the program, talked with, and free in telling others: everybody but Olive's."""
    sam = cast.sam()
    robin = people.person(by=sam)
    cases.open_for(robin.id, diversion.id, at=datetime.now(UTC), by=sam)
    others = [cast.otto().agency_id, cast.petra().agency_id]
    for agency, fact in zip(
        others, ("handoff_met", "assessment_completed"), strict=True
    ):
        consents.consent(robin, by=sam, recipient_agency_id=agency, categories=[fact])
        told = [Fact(fact, "Made-up fact", "yes")]
        consent.release(robin.id, diversion.id, told, agency, at=now(), by=sam)
    return robin


def _handovers(olive) -> list[tuple[str, Diversion]]:
    """Two alike; the second person is in the program and agreed to tell others."""
    found = []
    for _ in range(2):
        where = pages.sent(olive)
        found.append((where, Diversion.objects.get(contact_id=where.split("/")[2])))
    _enrol(found[1][1])
    return found


def _without_code(body: bytes, where: str, diversion: Diversion) -> bytes:
    """The page without what stands in its own address and its own short code."""
    from offramp.platform.kernel.ids import short_code

    own = where.split("/")[2].encode()
    bare = pages.plain(body).replace(own, b"contact")
    return bare.replace(short_code(diversion.pk).encode(), b"code")


def test_an_unknown_person_and_a_participant_give_the_same_page(olive):
    (stranger, first), (known, second) = _handovers(olive)
    for _ in range(PAIRS):
        one, other = olive.get(stranger + "told/"), olive.get(known + "told/")
        assert one.status_code == other.status_code == 200
        assert len(one.content) == len(other.content)
        assert _without_code(one.content, stranger, first) == _without_code(
            other.content, known, second
        )
        assert set(one.headers.items()) == set(other.headers.items())


def test_both_are_asked_for_in_the_same_way(olive):
    asked = []
    for where, _ in _handovers(olive):
        with CaptureQueriesContext(connection) as queries:
            olive.get(where + "told/")
        asked.append([query["sql"].split(" WHERE ")[0] for query in queries])
    assert asked[0] == asked[1]
    touched = " ".join(asked[1])
    for table in ("people_", "cases_", "consent_consent", "assessments_"):
        assert f'"{table}' not in touched.replace('"consent_consent"."id"', "")


def test_what_was_agreed_for_this_agency_is_shown_with_its_notice_until_it_ends(olive):
    where = pages.sent(olive)
    diversion = Diversion.objects.get(contact_id=where.split("/")[2])
    robin, sam, police = (
        people.person(by=cast.sam()),
        cast.sam(),
        cast.olive().agency_id,
    )
    agreed = consents.consent(
        robin, by=sam, recipient_agency_id=police, categories=["handoff_met"]
    )
    consent.release(robin.id, diversion.id, [MET], police, at=now(), by=sam)
    page = olive.get(where + "told/").content.decode()
    assert MET.value in page
    assert NOTICE in page
    assert "pass it on to nobody" in page

    consent.revoke(agreed.id, at=now(), by=sam)
    page = olive.get(where + "told/").content.decode()
    assert MET.value not in page
    assert "Nothing is released to your agency" in page


def test_another_officers_handover_is_not_there(olive):
    otto = pages.browser(cast.otto())
    theirs = pages.sent(otto)
    assert olive.get(theirs + "told/").status_code == 404
    assert pages.plain(olive.get(theirs + "told/").content) == pages.plain(
        olive.get("/contacts/11111111-1111-4111-8111-111111111119/told/").content
    )
