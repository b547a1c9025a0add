import pytest
from django.http import Http404
from django.utils.timezone import now

from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.policy.gate import Forbidden
from offramp.platform.policy.table import Permission
from offramp.program.diversions import access, actions
from offramp.program.diversions.models import Diversion
from offramp.program.diversions.rules import diversion_id_of
from offramp.program.diversions.tests import factories as make
from offramp.program.sites import queries as sites
from tests import cast

pytestmark = pytest.mark.django_db


def why():
    return sites.current().choices("withdrawal_reason")[0][0]


def test_a_yes_becomes_a_diversion_once():
    olive = cast.olive()
    contact = make.contact(made_by=olive)

    first = actions.make(contact.id, at=now(), by=olive)
    again = actions.make(contact.id, at=now(), by=olive)

    assert first == again
    assert first.id == diversion_id_of(contact.id)
    assert first.state == "handed_over"
    assert Entry.objects.filter(action="diversion.make").count() == 1


def test_a_no_becomes_no_diversion():
    olive = cast.olive()
    contact = make.contact(made_by=olive, accepted=False, declined_reason="not_now")
    with pytest.raises(Refused, match="did not say yes"):
        actions.make(contact.id, at=now(), by=olive)


def test_nobody_hands_over_somebody_elses_contact():
    contact = make.contact(made_by=cast.olive())
    with pytest.raises(Http404):
        actions.make(contact.id, at=now(), by=cast.otto())
    with pytest.raises(Forbidden):
        actions.make(contact.id, at=now(), by=cast.percy())


def test_an_officer_takes_a_handover_back_with_a_reason():
    olive = cast.olive()
    diversion = make.diversion(made_by=olive)

    taken = actions.withdraw(diversion.id, why(), at=now(), by=olive)

    assert taken.state == "withdrawn"
    assert taken.withdrawn_by_id == olive.id
    assert Entry.objects.filter(action="diversion.withdraw").count() == 1


def test_taking_it_back_twice_changes_nothing():
    olive = cast.olive()
    diversion = make.diversion(made_by=olive)
    first = actions.withdraw(diversion.id, why(), at=now(), by=olive)
    again = actions.withdraw(diversion.id, why(), at=now(), by=olive)
    assert first.withdrawn_at == again.withdrawn_at


def test_it_needs_a_reason_from_the_list():
    olive = cast.olive()
    diversion = make.diversion(made_by=olive)
    with pytest.raises(Refused, match="Choose why"):
        actions.withdraw(diversion.id, "felt_like_it", at=now(), by=olive)
    assert Diversion.objects.get().state == "handed_over"


def test_another_officer_cannot_see_it_or_take_it_back():
    diversion = make.diversion(made_by=cast.olive())
    with pytest.raises(Http404):
        access.get(diversion.id, Permission.DIVERSION_READ, by=cast.otto())
    with pytest.raises(Http404):
        actions.withdraw(diversion.id, why(), at=now(), by=cast.otto())


def test_program_staff_reach_every_diversion_and_prosecutors_none():
    diversion = make.diversion(made_by=cast.olive())
    for who in (cast.percy, cast.casey, cast.sam, cast.mona):
        assert access.get(diversion.id, Permission.DIVERSION_READ, by=who())
    with pytest.raises(Forbidden):
        access.get(diversion.id, Permission.DIVERSION_READ, by=cast.petra())
