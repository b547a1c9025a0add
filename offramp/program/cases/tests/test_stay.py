"""A stay begins, is taken on, goes quiet, comes back, ends; and begins anew."""

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.timezone import now

from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.policy.gate import Forbidden
from offramp.platform.policy.table import Permission
from offramp.program.cases import access, actions, queries
from offramp.program.cases.models import Case
from offramp.program.cases.tests import factories as make
from offramp.program.diversions.tests import factories as diversions
from offramp.program.people import actions as people
from offramp.program.people.access import reach
from tests import cast

pytestmark = pytest.mark.django_db


def test_the_peer_who_met_the_person_looks_after_them():
    percy = cast.percy()
    made = make.case(peer=percy)
    assert access.get(made.id, Permission.CASE_READ, by=percy) == made
    with pytest.raises(Http404):
        access.get(made.id, Permission.CASE_READ, by=cast.pat())


def test_the_same_handover_twice_is_one_case():
    percy = cast.percy()
    handed = diversions.diversion(made_by=cast.olive())
    person = make.person(by=percy)
    first = actions.open_for(person, handed.id, at=now(), by=percy)
    assert actions.open_for(person, handed.id, at=now(), by=percy) == first


def test_somebody_who_comes_again_during_a_stay_keeps_their_case():
    percy = cast.percy()
    first = make.case(peer=percy)
    again = diversions.diversion(made_by=cast.otto())
    same = actions.open_for(first.person.id, again.id, at=now(), by=percy)
    assert same == first
    assert len(queries.arrivals([first.id])[first.id]) == 2


def test_after_a_closing_it_is_a_new_case_of_the_same_person():
    percy, casey = cast.percy(), cast.casey()
    first = make.case(peer=percy)
    actions.take(first.id, at=now(), by=casey)
    actions.close(first.id, "own_goals_met", at=now(), by=casey)
    again = diversions.diversion(made_by=cast.olive())
    second = actions.open_for(first.person.id, again.id, at=now(), by=percy)
    assert second != first
    found = reach(first.person.id, Permission.CASE_READ, by=percy)
    assert [row.id for row in queries.of_person(found)] == [second.id, first.id]


def test_a_joined_record_has_one_stay():
    percy, sam = cast.percy(), cast.sam()
    first = make.case(peer=percy)
    twin = make.person(by=percy, known_as="June Testerson")
    people.merge(first.person.id, twin, "Same birth date", at=now(), by=sam)
    again = diversions.diversion(made_by=cast.olive())
    assert actions.open_for(twin, again.id, at=now(), by=percy) == first


def test_a_case_manager_takes_what_waits_and_no_one_elses():
    made = make.case()
    assert [row.id for row in queries.waiting(cast.casey())] == [made.id]
    actions.take(made.id, at=now(), by=cast.casey())
    assert actions.take(made.id, at=now(), by=cast.casey()).case_manager_id
    with pytest.raises(Refused, match="Somebody else manages this case"):
        actions.take(made.id, at=now(), by=cast.cora())
    assert queries.waiting(cast.casey()) == []
    with pytest.raises(Http404):
        access.get(made.id, Permission.CASE_READ, by=cast.cora())


def test_a_supervisor_moves_a_case():
    made = make.managed(by=cast.casey())
    actions.assign(made, cast.cora().id, at=now(), by=cast.sam())
    assert access.get(made, Permission.CASE_READ, by=cast.cora())
    with pytest.raises(Http404):
        access.get(made, Permission.CASE_PAUSE, by=cast.casey())
    with pytest.raises(Forbidden):
        actions.assign(made, cast.cora().id, at=now(), by=cast.casey())


def test_out_of_touch_is_not_closed_and_comes_back():
    casey = cast.casey()
    made = make.managed(by=casey)
    assert actions.pause(made, "out_of_touch", at=now(), by=casey).state == "paused"
    with pytest.raises(Refused):
        actions.pause(made, "out_of_touch", at=now(), by=casey)
    (row,) = queries.shown(queries.living(casey), by=casey)
    assert row.reason == "Out of touch"
    back = actions.resume(made, at=now(), by=casey)
    assert (back.state, back.paused_at) == ("open", None)


def test_closing_takes_a_reason_and_happens_once():
    casey = cast.casey()
    made = make.managed(by=casey)
    actions.close(made, "moved", "Moved to a made-up town.", at=now(), by=casey)
    with pytest.raises(Refused):
        actions.close(made, "moved", at=now(), by=casey)
    entry = Entry.objects.filter(action="case.close").latest("position")
    assert "made-up town" not in str(entry.details)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=made).update(closing_reason="")


@pytest.mark.parametrize("role", ["olive", "petra"])
def test_the_justice_side_reaches_no_case(role):
    actor = getattr(cast, role)()
    made = make.case()
    with pytest.raises(Forbidden):
        access.get(made.id, Permission.CASE_READ, by=actor)
    with pytest.raises(Forbidden):
        queries.led_to([], by=actor)


def test_lists_cost_the_same_for_one_as_for_many(django_assert_num_queries):
    casey = cast.casey()
    for count in (1, 5):
        for _ in range(count):
            make.managed(by=casey)
        with django_assert_num_queries(2):  # the cases; the entry that they were seen
            queries.shown(queries.living(casey), by=casey)
