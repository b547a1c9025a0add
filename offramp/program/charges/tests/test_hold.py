from datetime import timedelta

import pytest
from django.http import Http404
from django.utils.timezone import localdate, now

from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.policy.gate import Forbidden
from offramp.platform.policy.table import Permission
from offramp.program.charges import access, actions
from offramp.program.charges.models import Charge
from offramp.program.charges.tests import factories as make
from offramp.program.diversions.tests import factories as diversions
from offramp.program.sites import queries as sites
from tests import cast

pytestmark = pytest.mark.django_db


def hold(diversion, by):
    return actions.hold(diversion.id, diversion.contact.offences, at=now(), by=by)


def test_a_charge_is_held_for_the_sites_prosecutor_with_both_dates():
    charge = make.charge()

    clocks = sites.current().clocks
    assert charge.state == "held"
    assert charge.prosecutor_agency_id == cast.petra().agency_id
    assert charge.due_on == localdate() + timedelta(days=clocks.assessment_due_days)
    assert charge.record_closes_on == localdate() + timedelta(
        days=clocks.arrest_record_days
    )
    assert Entry.objects.filter(action="charge.hold").count() == 1


def test_the_law_is_copied_as_it_was_that_day():
    offence = sites.current().offence(diversions.immune_offence())
    [copied] = make.charge().offences
    assert copied["statute"] == offence.statute
    assert copied["offence_class"] == offence.offence_class
    assert copied["version_on"] == offence.version_on.isoformat()
    assert copied["mark"] == offence.mark


def test_holding_twice_holds_once():
    olive = cast.olive()
    diversion = diversions.diversion(made_by=olive)
    assert hold(diversion, olive) == hold(diversion, olive)
    assert Charge.objects.count() == 1


def test_a_route_without_charges_holds_nothing():
    olive = cast.olive()
    diversion = diversions.diversion(made_by=olive, route=diversions.free_route())
    assert hold(diversion, olive) is None


def test_after_an_overdose_there_is_no_legal_matter():
    olive = cast.olive()
    diversion = diversions.diversion(made_by=olive, overdose=True)
    assert hold(diversion, olive) is None


def test_after_an_overdose_what_the_law_does_not_cover_is_still_held():
    both = (diversions.immune_offence(), diversions.charged_offence())
    charge = make.charge(overdose=True, offences=both)
    assert [o["slug"] for o in charge.offences] == [diversions.charged_offence()]


def test_nobody_holds_a_charge_on_another_officers_handover():
    diversion = diversions.diversion(made_by=cast.olive())
    with pytest.raises(Http404):
        hold(diversion, cast.otto())
    for who in (cast.petra, cast.casey):
        with pytest.raises(Forbidden):
            hold(diversion, who())


def test_a_handover_taken_back_lets_the_charge_go():
    olive = cast.olive()
    charge = make.charge()
    let_go = actions.let_go(charge.diversion.id, at=now(), by=olive)
    again = actions.let_go(charge.diversion.id, at=now(), by=olive)
    assert let_go == again
    assert again is not None
    assert again.state == "let_go"
    with pytest.raises(Refused):
        actions.file(charge.id, "other", at=now(), by=cast.petra())


def test_letting_go_of_nothing_is_nothing():
    olive = cast.olive()
    diversion = diversions.diversion(made_by=olive, overdose=True)
    assert actions.let_go(diversion.id, at=now(), by=olive) is None


def test_prosecutors_and_the_program_read_charges_and_officers_do_not():
    charge = make.charge()
    for who in (cast.petra, cast.sam, cast.mona):
        assert access.get(charge.id, Permission.CHARGE_READ, by=who())
    for other in (cast.olive, cast.percy):
        with pytest.raises(Forbidden):
            access.get(charge.id, Permission.CHARGE_READ, by=other())
