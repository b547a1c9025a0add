"""What leads do on pages, from the first wish for a duty to the day somebody leaves."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate

from offramp.platform.accounts.models import Agreement, Clearance, Grant, Reset, User
from offramp.platform.accounts.tests import people
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def mona():
    return cast.signed_in(Client(), cast.mona())


@pytest.fixture
def sam():
    return cast.signed_in(Client(), cast.sam())


def wish(**other: str) -> dict[str, str]:
    return {
        "name": "New Castly",
        "email": "new@example.test",
        "agency": str(cast.agency("program").id),
        "role": "peer",
        "from_on": localdate().isoformat(),
        "until_on": (localdate() + timedelta(days=90)).isoformat(),
        "why": "A second peer at night",
        **other,
    }


def test_from_a_wish_to_the_first_sign_in(mona, sam, client):
    assert mona.post("/staff/grants/new/", wish()).status_code == 302
    grant = Grant.objects.get()
    assert "You asked for this" in mona.get("/staff/").content.decode()
    assert "Asked for by Mona Castly" in sam.get("/staff/").content.decode()
    where = sam.post(f"/staff/grants/{grant.id}/approve/")["Location"]
    assert "Has no password yet" in sam.get(where).content.decode()
    page = sam.post(f"{where}first-password/").content.decode()
    found = re.search(r"<code>([0-9a-f-]{24})</code>", page)
    assert found
    inside = people.password(client, "new@example.test", found[1])
    assert inside["Location"] == "/sign-in/set-up/"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"until_on": "2020-01-01"}, "Enter a day after the first one"),
        ({"until_on": "2031-01-01"}, "Enter a day within twelve months"),
        ({"email": "nobody"}, "such as name@"),
        ({"agency": ""}, "Agency"),
        ({"why": ""}, "What do they need it for"),
        ({"email": "percy@example.test"}, "is the login of Percy Castly"),
    ],
)
def test_a_wish_that_cannot_be_says_why_and_keeps_what_was_typed(mona, wrong, said):
    answer = mona.post("/staff/grants/new/", wish(**wrong))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert "New Castly" in page


def test_somebody_leaves_and_comes_back(mona, client):
    percy = cast.percy()
    cast.signed_in(client, percy)
    mona.post(f"/staff/{percy.id}/disable/")
    assert client.get("/me/").status_code == 302
    assert "Closed" in mona.get(f"/staff/{percy.id}/").content.decode()
    mona.post(f"/staff/{percy.id}/enable/")
    assert User.objects.get(pk=percy.id).is_active


def test_a_lost_factor_from_vouching_to_allowing(mona, sam):
    percy = people.with_codes(cast.percy())
    said = {"proof": "Met in person, showed the badge"}
    assert mona.post(f"/staff/{percy.id}/reset/", said).status_code == 302
    assert "showed the badge" in sam.get("/staff/").content.decode()
    sam.post(f"/staff/resets/{Reset.objects.get().id}/approve/")
    assert not percy.factors.exists()


def test_dates_and_papers_are_recorded(mona):
    today = localdate().isoformat()
    given = {"kind": "vetting", "done_on": today, "until_on": today}
    where = f"/staff/{cast.percy().id}/clearances/new/"
    assert mona.post(where, given).status_code == 302
    assert Clearance.objects.get().recorded_by_id == cast.mona().id
    paper = {
        "agency": str(cast.agency("police").id),
        "kind": "mou",
        "from_on": today,
        "until_on": today,
        "lies": "Cabinet 2",
        "permits": "Attendance, to plan help together.",
    }
    assert mona.post("/staff/agreements/new/", paper).status_code == 302
    assert Agreement.objects.get().lies == "Cabinet 2"
    page = mona.get("/staff/agreements/").content.decode()
    assert "Permits: Attendance, to plan help together." in page


def test_a_lead_sees_no_buttons_on_their_own_login(mona):
    page = mona.get(f"/staff/{cast.mona().id}/").content.decode()
    assert "A colleague looks after your login" in page
    assert "/disable/" not in page


def test_the_list_of_staff_costs_the_same_however_many_there_are(
    mona, django_assert_num_queries
):
    with django_assert_num_queries(8):
        mona.get("/staff/")
    for name in ("percy", "pat", "casey", "cora", "olive", "otto", "petra"):
        getattr(cast, name)()
    with django_assert_num_queries(8):
        mona.get("/staff/")


def test_an_address_of_nobody_is_answered_calmly(mona):
    for path in ("", "disable/", "enable/", "unlock/", "first-password/"):
        where = f"/staff/{cast.CAST}/{path}"
        answer = mona.post(where) if path else mona.get(where)
        assert answer.status_code == 404, path
    assert mona.post(f"/staff/grants/{cast.CAST}/approve/").status_code == 404
    assert mona.post(f"/staff/duties/{cast.CAST}/end/").status_code == 404
