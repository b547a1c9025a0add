"""The contacts of an agency, as its officers typed them, for whoever leads them."""

import pytest
from django.test import Client
from django.utils.timezone import now

from offramp.doors.field.tests import pages
from offramp.doors.field.tests.pages import plain
from offramp.program.cases import actions as cases
from offramp.program.diversions.models import Diversion
from offramp.program.people.tests import factories as people
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def lee():
    return cast.signed_in(Client(), cast.lee())


def test_a_police_supervisor_reads_their_own_agencys_contacts_and_no_others(lee):
    ours = pages.sent(pages.browser(cast.olive()), said_name="Ours Madeup")
    theirs = pages.sent(pages.browser(cast.otto()), said_name="Theirs Madeup")
    listed = lee.get("/agency/contacts/").content.decode()
    assert "Ours Madeup" in listed
    assert "Olive Castly" in listed
    assert "Theirs Madeup" not in listed
    shown = lee.get(f"/agency{ours}")
    assert "Behind the library" in shown.content.decode()
    gone = [
        lee.get(f"/agency{where}")
        for where in (theirs, "/contacts/11111111-1111-4111-8111-111111111119/")
    ]
    assert [answer.status_code for answer in gone] == [404, 404]
    assert plain(gone[0].content) == plain(gone[1].content)


def test_the_pages_do_not_say_what_became_of_it(lee):
    """They are the same before and after somebody met the person and took them on."""
    where = pages.sent(pages.browser(cast.olive()))
    both = ("/agency/contacts/", f"/agency{where}")
    before = [plain(lee.get(url).content) for url in both]
    diversion = Diversion.objects.get(contact_id=where.split("/")[2])
    robin = people.person(by=cast.sam())
    cases.open_for(robin.id, diversion.id, at=now(), by=cast.sam())
    assert [plain(lee.get(url).content) for url in both] == before
    for url in ("/contacts/", where, f"{where}status/", f"{where}told/"):
        assert lee.get(url).status_code == 403


def test_a_long_list_has_pages_and_costs_the_same(lee, django_assert_num_queries):
    olive = pages.browser(cast.olive())
    pages.sent(olive)
    with django_assert_num_queries(5):
        lee.get("/agency/contacts/")
    for _ in range(26):
        pages.sent(olive)
    with django_assert_num_queries(5):
        page = lee.get("/agency/contacts/").content.decode()
    assert "?page=2" in page


@pytest.mark.parametrize("who", ["wren", "tess", "petra", "olive", "casey"])
def test_nobody_else_reads_an_agencys_contacts(who):
    client = cast.signed_in(Client(), getattr(cast, who)())
    assert client.get("/agency/contacts/").status_code == 403
