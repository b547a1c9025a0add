"""What policy refuses is in the record, the same for what exists and what does not."""

from uuid import uuid4

import pytest

from offramp.platform.audit.models import Entry
from offramp.program.people.tests import factories as make
from tests import cast

pytestmark = pytest.mark.django_db


def refusals() -> list[Entry]:
    return list(Entry.objects.filter(outcome="refused").order_by("position"))


def test_a_page_that_no_role_opens_is_written_as_refused(client):
    cast.signed_in(client, cast.percy())
    assert client.get("/charges/").status_code == 403
    [entry] = refusals()
    assert (entry.action, entry.actor_id) == ("charge.read", cast.percy().id)
    assert entry.details == {"address": "charges:held"}


def test_out_of_reach_and_not_there_leave_the_same_entry(
    client, django_assert_num_queries
):
    there, nowhere = make.person(by=cast.sam()).id, uuid4()
    cast.signed_in(client, cast.percy())
    bodies = []
    for id in (there, nowhere):
        assert client.get(f"/people/{id}/").status_code == 404
    one, two = refusals()
    assert (one.subject_id, two.subject_id) == (there, nowhere)
    bodies = [
        {k: v for k, v in e.said.items() if k not in {"subject", "request"}}
        for e in (one, two)
    ]
    assert bodies[0] == bodies[1]


def test_an_address_that_leads_nowhere_is_no_refusal(client):
    cast.signed_in(client, cast.percy())
    assert client.get("/no/such/page/").status_code == 404
    assert refusals() == []
