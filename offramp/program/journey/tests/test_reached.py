"""What a person's page shows of them is what each package reaches: no more, no less."""

import pytest
from django.http import Http404

from offramp.platform.policy.gate import Forbidden
from offramp.platform.policy.table import GRANTS, Permission
from offramp.program.appointments import access as appointments
from offramp.program.assessments import access as assessments
from offramp.program.cases import access as cases
from offramp.program.consent import access as consent
from offramp.program.people import access as people
from offramp.program.people.models import Person
from offramp.program.plans import access as plans
from offramp.program.referrals import access as referrals
from offramp.program.touchpoints import access as touchpoints
from tests import cast

pytestmark = pytest.mark.django_db

PACKAGES = (
    (cases.about, cases.reachable, Permission.CASE_READ),
    (cases.about, cases.reachable, Permission.INTAKE_READ),
    (touchpoints.about, touchpoints.reachable, Permission.TOUCHPOINT_READ),
    (appointments.about, appointments.reachable, Permission.APPOINTMENT_READ),
    (consent.about, consent.reachable, Permission.CONSENT_READ),
    (assessments.about, assessments.reachable, Permission.ASSESSMENT_READ),
    (assessments.flags_about, assessments.flags, Permission.FLAG_READ),
    (plans.about, plans.reachable, Permission.PLAN_READ),
    (referrals.about, referrals.reachable, Permission.REFERRAL_READ),
)


def everybody(told):
    insiders = (told.officer, told.peer, told.case_manager, told.supervisor)
    others = (cast.otto(), cast.pat(), cast.cora(), told.prosecutor, told.manager)
    return insiders + others


@pytest.mark.parametrize("permission", [p for p in Permission if "person." in p])
def test_a_person_is_reached_by_whoever_reaches_them_in_lists(permission, told):
    for actor in everybody(told):
        for person in Person.objects.all():
            if actor.roles & set(GRANTS[permission]):
                assert _is_reached(person.id, permission, actor) == (
                    people.reachable(actor, permission).filter(pk=person.pk).exists()
                )
            else:
                with pytest.raises(Forbidden):
                    people.reach(person.id, permission, by=actor)


def _is_reached(person_id, permission, actor) -> bool:
    try:
        found = people.reach(person_id, permission, by=actor)
    except Http404:
        return False
    assert set(found.ids) == set(people.ids_of(person_id))
    return bool(found.person.id == person_id)


@pytest.mark.parametrize(("about", "reachable", "permission"), PACKAGES)
def test_of_a_person_as_much_is_shown_as_lists_show(about, reachable, permission, told):
    seen = 0
    for actor in everybody(told):
        if not actor.roles & set(GRANTS[Permission.CARE_TAKE]):
            continue
        for person in Person.objects.all():
            # Taking somebody on reaches further than reading what is known of them.
            found = people.reach(person.id, Permission.CARE_TAKE, by=actor)
            shown = set(about(found, permission))
            listed = reachable(actor, permission).filter(person_id__in=found.ids)
            assert shown == set(listed)
            seen += len(shown)
    assert seen
