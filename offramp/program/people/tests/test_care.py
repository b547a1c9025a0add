import pytest
from django.http import Http404
from django.utils.timezone import now

from offramp.platform.kernel.errors import Refused
from offramp.platform.policy.gate import Forbidden
from offramp.platform.policy.table import Permission
from offramp.program.people import access, actions
from offramp.program.people.models import Care
from offramp.program.people.tests import factories as make
from tests import cast

pytestmark = pytest.mark.django_db


def _reads(person, actor) -> bool:
    return person in access.reachable(actor, Permission.PERSON_CHANGE)


def test_taking_somebody_into_care_ends_the_earlier_holder_of_that_duty():
    percy, pat = cast.percy(), cast.pat()
    robin = make.person(by=percy)

    actions.take_into_care(robin.id, "peer", pat.id, reason="Shift", at=now(), by=pat)

    assert _reads(robin, pat)
    assert not _reads(robin, percy)
    assert Care.objects.filter(person=robin).count() == 2


def test_taking_twice_changes_nothing():
    percy = cast.percy()
    robin = make.person(by=percy)
    actions.take_into_care(robin.id, "peer", percy.id, at=now(), by=percy)
    assert Care.objects.filter(person=robin).count() == 1


def test_a_peer_and_a_case_manager_look_after_somebody_together():
    percy, casey = cast.percy(), cast.casey()
    robin = make.person(by=percy)
    actions.take_into_care(robin.id, "case_manager", casey.id, at=now(), by=casey)
    assert _reads(robin, percy)
    assert _reads(robin, casey)


def test_a_supervisor_hands_somebody_over():
    percy, pat, sam = cast.percy(), cast.pat(), cast.sam()
    robin = make.person(by=percy)
    actions.take_into_care(robin.id, "peer", pat.id, at=now(), by=sam)
    assert _reads(robin, pat)


def test_nobody_else_gives_a_person_to_a_colleague():
    percy, pat = cast.percy(), cast.pat()
    robin = make.person(by=percy)
    with pytest.raises(Forbidden):
        actions.take_into_care(robin.id, "peer", pat.id, at=now(), by=percy)


def test_nobody_is_handed_over_to_the_police():
    robin = make.person(by=cast.percy())
    with pytest.raises(Refused, match="Choose a colleague"):
        actions.take_into_care(
            robin.id, "peer", cast.olive().id, at=now(), by=cast.sam()
        )


def test_care_ends_and_with_it_the_reading():
    percy = cast.percy()
    robin = make.person(by=percy)
    actions.end_care(robin.id, "peer", at=now(), by=percy)
    actions.end_care(robin.id, "peer", at=now(), by=cast.sam())
    with pytest.raises(Http404):
        access.get(robin.id, Permission.PERSON_CHANGE, by=percy)


def test_only_the_holder_or_a_supervisor_ends_care():
    robin = make.person(by=cast.percy())
    with pytest.raises(Forbidden):
        actions.end_care(robin.id, "peer", at=now(), by=cast.pat())


def test_officers_take_nobody_into_care():
    robin = make.person(by=cast.percy())
    olive = cast.olive()
    with pytest.raises(Forbidden):
        actions.take_into_care(robin.id, "peer", olive.id, at=now(), by=olive)
