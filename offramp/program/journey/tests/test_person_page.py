import pytest
from django.utils.timezone import now

from offramp.platform.audit.models import Entry
from offramp.platform.kernel.ids import TouchpointId, new_id
from offramp.platform.policy.table import Permission
from offramp.program.appointments.tests.factories import appointment
from offramp.program.cases import actions as cases
from offramp.program.cases.models import Case
from offramp.program.cases.tests import factories as make
from offramp.program.journey.queries import timeline
from offramp.program.people.access import reach
from offramp.program.touchpoints import actions as touchpoints
from offramp.program.touchpoints.tests.factories import met
from tests import cast

pytestmark = pytest.mark.django_db


def test_it_shows_where_they_stand_and_what_is_next(client):
    percy = cast.percy()
    case = make.case(peer=percy)
    cast.signed_in(client, percy)
    page = client.get(f"/people/{case.person.id}/").content.decode()
    assert "Juniper Testerson" in page
    assert "Do the intake" in page
    assert "A stay in the program began" in page


def test_somebody_elses_person_is_not_found(client):
    case = make.case(peer=cast.percy())
    cast.signed_in(client, cast.pat())
    assert client.get(f"/people/{case.person.id}/").status_code == 404


@pytest.mark.parametrize("actor", ["olive", "petra", "mona"])
def test_police_prosecution_and_management_may_not_ask(client, actor):
    case = make.case(peer=cast.percy())
    cast.signed_in(client, getattr(cast, actor)())
    assert client.get(f"/people/{case.person.id}/").status_code == 403


def test_it_costs_the_same_for_one_moment_as_for_many(
    client, django_assert_num_queries
):
    percy = cast.percy()
    case = make.case(peer=percy)
    cast.signed_in(client, percy)
    url = f"/people/{case.person.id}/"
    for more in (0, 40):
        for _ in range(more):
            id = TouchpointId(new_id())
            touchpoints.record(id, case.person.id, met(), by=percy)
        # The session; the user; the person; their stays; what belongs to them; the
        # timeline; names of staff; the record of the reading.
        with django_assert_num_queries(8):
            client.get(url)


def test_the_reading_is_one_entry_that_names_what_was_opened(client):
    percy = cast.percy()
    case = make.case(peer=percy)
    booked = appointment(case.person, by=percy)
    cast.signed_in(client, percy)
    before = Entry.objects.count()
    client.get(f"/people/{case.person.id}/")
    assert Entry.objects.count() == before + 1
    entry = Entry.objects.latest("position")
    assert (entry.action, entry.subject_id) == ("person.read", case.person.pk)
    assert entry.details == {"listed": [str(booked.pk)]}


def test_what_is_of_the_same_moment_stands_in_the_order_of_the_way():
    percy = cast.percy()
    moment = now().replace(second=0, microsecond=0)
    case = make.case(peer=percy)
    id = TouchpointId(new_id())
    touchpoints.record(id, case.person.id, met(at=moment), by=percy)
    ended = {"closed_at": moment, "closed_by_id": percy.id, "closing_reason": "moved"}
    Case.objects.filter(pk=case.pk).update(opened_at=moment, state="closed", **ended)
    found = reach(case.person.id, Permission.PERSON_READ, by=percy)
    kinds = [row[1] for row in timeline.happened(found, 1).rows if row[0] == moment]
    assert kinds[0] == "case.closed"
    assert kinds[-1] == "case.opened"
    assert "touchpoint.met" in kinds[1:-1]


def test_the_timeline_has_pages(client):
    percy = cast.percy()
    case = make.case(peer=percy)
    for _ in range(40):
        id = TouchpointId(new_id())
        touchpoints.record(id, case.person.id, met(), by=percy)
    cast.signed_in(client, percy)
    last = client.get(f"/people/{case.person.id}/?page=3").content.decode()
    assert "A stay in the program began" in last
    assert client.get(f"/people/{case.person.id}/?page=x").status_code == 200


def test_a_closed_stay_is_an_earlier_one(client):
    casey = cast.casey()
    case_id = make.managed(by=casey)
    closed = cases.close(case_id, "moved", at=now(), by=casey)
    cast.signed_in(client, casey)
    page = client.get(f"/people/{closed.person.id}/").content.decode()
    assert "No stay in the program now" in page
    assert "Earlier stays" in page
