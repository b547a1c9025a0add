"""A peer says afterwards whom an entry is about; it counts as of when it was written."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from offramp.doors.field.tests import pages, phones
from offramp.platform.submissions.models import StaffEntry
from offramp.program.cases.models import Intake
from offramp.program.cases.tests import factories as cases
from offramp.program.touchpoints.models import Touchpoint
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def percy():
    return cast.percy()


@pytest.fixture
def client(percy):
    return pages.browser(percy)


def _waiting(client, percy, kind="touchpoint", said=None, whom="Juni"):
    written = now() - timedelta(hours=5)
    said = said or phones.touchpoint(note=["Talked on the kerb."])
    answer = phones.put(client, percy, said, kind=kind, whom=whom, at=written)
    assert answer.status_code == 201, answer.content
    return StaffEntry.objects.get(), written


def test_it_waits_closed_until_its_writer_says_whom(client, percy):
    other = cases.case(peer=percy, known_as="Marigold Madeup")
    case = cases.case(peer=percy, known_as="Juniper Testerson")
    entry, written = _waiting(client, percy)
    assert entry.state == "waiting"
    assert b"kerb" not in bytes(entry.closed)
    assert "1 entry needs you" in client.get("/").content.decode()
    assert not Touchpoint.objects.exists()
    page = client.get(f"/field/waiting/{entry.pk}/").content.decode()
    assert "Talked on the kerb." in page
    assert page.index("Juniper") < page.index("Marigold")  # the likeliest first
    answer = client.post(f"/field/waiting/{entry.pk}/for/{case.pk}/")
    assert answer.status_code == 302
    made = Touchpoint.objects.get()
    assert (made.person_id, made.naloxone_kits) == (case.person_id, 1)
    assert abs(made.at - written) < timedelta(seconds=5)
    assert made.note.text == "Talked on the kerb."
    entry.refresh_from_db()
    assert (entry.state, bytes(entry.closed)) == ("taken", b"")
    again = client.post(f"/field/waiting/{entry.pk}/for/{other.pk}/")
    assert again.status_code == 404
    assert Touchpoint.objects.count() == 1


def test_an_intake_goes_to_a_stay_that_has_none(client, percy):
    case = cases.case(peer=percy)
    said = {
        "naloxone_kits": ["1"],
        "notice_how": ["on_paper"],
        "wish": ["A made-up roof."],
    }
    entry, written = _waiting(client, percy, "intake", said)
    client.post(f"/field/waiting/{entry.pk}/for/{case.pk}/")
    made = Intake.objects.get()
    assert (made.case_id, made.wish) == (case.pk, "A made-up roof.")
    assert abs(made.recorded_at - written) < timedelta(seconds=5)


def test_a_stay_with_its_intake_refuses_another_and_the_entry_waits_on(client, percy):
    case = cases.case(peer=percy)
    said = {"naloxone_kits": ["1"], "notice_how": ["on_paper"]}
    first, _ = _waiting(client, percy, "intake", said)
    client.post(f"/field/waiting/{first.pk}/for/{case.pk}/")
    phones.put(client, percy, said, kind="intake", whom="Again")
    second = StaffEntry.objects.get(state="waiting")
    answer = client.post(f"/field/waiting/{second.pk}/for/{case.pk}/")
    assert answer.status_code == 409
    second.refresh_from_db()
    assert second.state == "waiting"


def test_nobody_else_sees_it_and_nobody_elses_person_is_offered(client, percy):
    theirs = cases.case(peer=cast.pat(), known_as="Somebody Else")
    entry, _ = _waiting(client, percy)
    assert (
        "Somebody Else"
        not in client.get(f"/field/waiting/{entry.pk}/").content.decode()
    )
    wrong = client.post(f"/field/waiting/{entry.pk}/for/{theirs.pk}/")
    assert wrong.status_code == 404
    for who in (cast.pat(), cast.sam()):
        other = pages.browser(who).get(f"/field/waiting/{entry.pk}/")
        assert other.status_code in {403, 404}
