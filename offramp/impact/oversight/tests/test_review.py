"""The auditor's pages: the queue, one item, the record."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now

from offramp.impact.oversight import actions, queries
from offramp.impact.oversight.lifecycle import Event
from offramp.impact.oversight.models import Item
from offramp.impact.oversight.queries.record import Wanted
from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.audit import log
from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import short_code
from offramp.platform.policy.gate import Forbidden
from offramp.platform.policy.table import Permission
from offramp.program.people.models import Person
from offramp.program.people.tests import factories as make
from tests import cast

pytestmark = pytest.mark.django_db


def this_week():
    return localdate() - timedelta(days=localdate().weekday())


def looked_up() -> Person:
    """Sam opened the record of somebody in Percy's care."""
    person = make.person(by=cast.percy())
    log.read(Permission.PERSON_READ, person, by=cast.sam())
    return person


def gathered() -> Item:
    looked_up()
    items = actions.gather(this_week(), by=SYSTEM)
    return next(i for i in items if i.rule == "off_caseload")


def test_what_stood_out_is_gathered_once():
    item = gathered()
    assert (item.staff_id, item.count, item.state) == (cast.sam().id, 1, "open")
    assert Entry.objects.get(pk=item.positions[0]).actor_id == cast.sam().id
    assert actions.gather(this_week(), by=SYSTEM) == []


def test_what_was_found_is_kept_with_who_and_when():
    item = gathered()
    with pytest.raises(Forbidden):
        actions.settle(item.id, Event.EXPLAIN, "Asked.", at=now(), by=cast.sam())
    at = now()
    actions.settle(item.id, Event.ESCALATE, "No answer yet.", at=at, by=cast.ada())
    settled = actions.settle(item.id, Event.EXPLAIN, "On call.", at=at, by=cast.ada())
    assert (settled.state, settled.words) == ("explained", "On call.")
    assert (settled.settled_at, settled.settled_by_id) == (at, cast.ada().id)
    with pytest.raises(Refused):
        actions.settle(item.id, Event.EXPLAIN, "Again.", at=at, by=cast.ada())
    assert "On call" not in Entry.objects.latest("position").body


def test_the_auditors_first_page_is_the_queue(client):
    item = gathered()
    cast.signed_in(client, cast.ada())
    page = client.get("/", follow=True)
    assert page.redirect_chain[-1][0] == "/audit/"
    assert f"/audit/items/{item.id}/" in page.content.decode()


def test_an_item_is_settled_on_its_page(client):
    item = gathered()
    cast.signed_in(client, cast.ada())
    address = f"/audit/items/{item.id}/"
    page = client.get(address)
    given = {"submission_id": page.context["form"]["submission_id"].value()}
    assert client.post(address, given).status_code == 422
    given |= {"event": "explain", "words": "She was on call."}
    assert client.post(address, given).status_code == 302
    page = client.get(address).content.decode()
    assert "She was on call." in page
    assert "Save what you found" not in page


def test_the_record_shows_codes_and_never_a_participants_name(client):
    person = looked_up()
    cast.signed_in(client, cast.ada())
    page = client.get("/audit/record/").content.decode()
    assert short_code(person.id) in page
    assert person.known_as not in page


@pytest.mark.parametrize("as_code", [True, False])
def test_the_record_is_searched_by_whom_it_is_about(as_code):
    person = looked_up()
    text = short_code(person.id) if as_code else str(person.id)
    found = queries.record(Wanted(subject=text), by=cast.ada())
    assert {row.code for row in found.rows} == {short_code(person.id)}


def test_the_record_is_searched_by_who_day_and_what():
    looked_up()
    wanted = Wanted(cast.sam().id, day=localdate(), action="person.read")
    assert len(queries.record(wanted, by=cast.ada()).rows) == 1
    yesterday = Wanted(cast.sam().id, day=localdate() - timedelta(days=1))
    assert queries.record(yesterday, by=cast.ada()).rows == ()


def test_looking_at_the_record_is_an_entry_of_it():
    queries.record(Wanted(action="person.read"), by=cast.ada())
    entry = Entry.objects.latest("position")
    assert (entry.action, entry.actor_id) == ("audit.read", cast.ada().id)
    assert entry.details == {"by_what": ["action"], "shown": 0}


def test_the_record_comes_in_pages(client, django_assert_num_queries):
    person = make.person(by=cast.percy())
    for _ in range(60):
        log.read(Permission.PERSON_READ, person, by=cast.sam())
    wanted = Wanted(action="person.read")
    with django_assert_num_queries(3):
        first = queries.record(wanted, by=cast.ada())
    assert (len(first.rows), first.older) == (50, first.rows[-1].position)
    again = Wanted(action="person.read", before=first.older)
    assert len(queries.record(again, by=cast.ada()).rows) == 10
