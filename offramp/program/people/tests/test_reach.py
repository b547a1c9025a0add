"""What ends with care, what lasts three days longer, and what a person keeps back."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.utils.timezone import now

from offramp.platform.policy.gate import Forbidden
from offramp.platform.policy.table import Permission
from offramp.program.cases import queries as cases
from offramp.program.cases.tests import factories as case_factory
from offramp.program.people import access, actions
from offramp.program.people.tests import factories as make
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("hours", "reads"), [(71, True), (73, False)])
def test_who_looked_after_somebody_reads_on_for_three_days(hours, reads):
    percy = cast.percy()
    robin = make.person(by=percy)
    ended = now() - timedelta(hours=hours)
    actions.end_care(robin.id, "peer", at=ended, by=percy)
    found = access.reachable(percy, Permission.PERSON_READ)
    assert found.filter(pk=robin.pk).exists() == reads
    with pytest.raises(Http404):
        access.get(robin.id, Permission.PERSON_CHANGE, by=percy)


def test_lists_show_only_whom_one_looks_after_now():
    percy, pat = cast.percy(), cast.pat()
    case = case_factory.case(peer=percy)
    assert cases.living(percy).count() == 1
    person_id = case.person.id
    actions.take_into_care(person_id, "peer", pat.id, at=now(), by=pat)
    assert cases.living(percy).count() == 0
    assert access.get(person_id, Permission.PERSON_READ, by=percy)


@pytest.mark.parametrize("who", ["percy", "casey", "sam"])
def test_a_person_keeps_their_record_from_a_colleague_whatever_the_role(who):
    actor = getattr(cast, who)()
    case = case_factory.case(peer=cast.percy())
    robin = case.person
    actions.take_into_care(
        robin.id, "case_manager", cast.casey().id, at=now(), by=cast.sam()
    )
    actions.keep_from(robin.id, actor.id, at=now(), by=cast.quinn())
    for permission in (Permission.PERSON_READ, Permission.RECORD_OPEN):
        with pytest.raises(Http404):
            access.get(robin.id, permission, by=actor)
    assert not cases.living(actor).exists()
    actions.keep_no_more(robin.id, actor.id, at=now(), by=cast.quinn())
    assert access.get(robin.id, Permission.PERSON_READ, by=actor)


def test_only_supervisor_and_privacy_officer_grant_that():
    percy = cast.percy()
    robin = make.person(by=percy)
    with pytest.raises(Forbidden):
        actions.keep_from(robin.id, cast.pat().id, at=now(), by=percy)


def test_it_costs_no_query_more(django_assert_num_queries):
    percy = cast.percy()
    robin = make.person(by=percy)
    with django_assert_num_queries(1):
        access.get(robin.id, Permission.PERSON_READ, by=percy)


@pytest.mark.parametrize("looked_after", ["kept", "merged", "other"])
@pytest.mark.parametrize("keeps_out", ["", "kept", "merged", "other"])
def test_one_person_is_reached_as_a_list_reaches_them(looked_after, keeps_out):
    percy, pat = cast.percy(), cast.pat()
    people = {name: make.person(by=pat) for name in ("kept", "merged", "other")}
    actions.take_into_care(
        people[looked_after].id, "case_manager", percy.id, at=now(), by=cast.sam()
    )
    if keeps_out:
        actions.keep_from(people[keeps_out].id, percy.id, at=now(), by=cast.quinn())
    actions.merge(
        people["kept"].id, people["merged"].id, "Same phone", at=now(), by=cast.sam()
    )

    one = {"kept", "merged"}
    near, out = (one if name in one else {name} for name in (looked_after, keeps_out))
    listed = access.reachable(percy, Permission.PERSON_READ)
    for name, person in people.items():
        assert reached(person, percy) == (name in near - out)
        assert listed.filter(pk=person.pk).exists() == (name in near - out)
        assert reached(person, cast.sam())


def reached(person, actor):
    try:
        return access.get(person.id, Permission.PERSON_READ, by=actor) == person
    except Http404:
        return False
