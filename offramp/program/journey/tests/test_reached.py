"""What a person's page shows of them is what each package reaches: no more, no less."""

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import timedelta

import pytest
from django.http import Http404
from django.utils.timezone import now

from offramp.platform.accounts.actors import actor_for
from offramp.platform.kernel.ids import ActorId, PersonId
from offramp.platform.policy.beyond import GRACE, OPENED
from offramp.platform.policy.gate import Forbidden
from offramp.platform.policy.table import GRANTS, Permission, Reach
from offramp.program.appointments import access as appointments
from offramp.program.assessments import access as assessments
from offramp.program.cases import access as cases
from offramp.program.consent import access as consent
from offramp.program.notes import access as notes
from offramp.program.people import access as people
from offramp.program.people.models import Care, Keeping, Opening, Person
from offramp.program.plans import access as plans
from offramp.program.referrals import access as referrals
from offramp.program.touchpoints import access as touchpoints
from tests import cast

pytestmark = pytest.mark.django_db

PACKAGES = (
    (cases.about, cases.reachable, Permission.CASE_LIST),
    (cases.about, cases.reachable, Permission.CASE_CLOSE),
    (touchpoints.about, touchpoints.reachable, Permission.TOUCHPOINT_RECORD),
    (appointments.about, appointments.reachable, Permission.APPOINTMENT_LIST),
    (consent.about, consent.reachable, Permission.CONSENT_REVOKE),
    (plans.about, plans.reachable, Permission.PLAN_WRITE),
    (referrals.about, referrals.reachable, Permission.REFERRAL_LIST),
    (cases.about, cases.reachable, Permission.CASE_READ),
    (cases.about, cases.reachable, Permission.INTAKE_READ),
    (touchpoints.about, touchpoints.reachable, Permission.TOUCHPOINT_READ),
    (appointments.about, appointments.reachable, Permission.APPOINTMENT_READ),
    (consent.about, consent.reachable, Permission.CONSENT_READ),
    (assessments.about, assessments.reachable, Permission.ASSESSMENT_READ),
    (assessments.flags_about, assessments.flags, Permission.FLAG_READ),
    (assessments.flags_about, assessments.flags, Permission.FLAG_LIST),
    (plans.about, plans.reachable, Permission.PLAN_READ),
    (referrals.about, referrals.reachable, Permission.REFERRAL_READ),
)


def everybody(told):
    insiders = (told.officer, told.peer, told.case_manager, told.supervisor)
    others = (cast.otto(), cast.pat(), cast.cora(), told.prosecutor, told.manager)
    return (*insiders, *others, told.privacy_officer, opener(told))


def as_told(told):
    """Nobody keeps anybody out; everybody is in care or not."""


def kept_out(told):
    """The person keeps the one out who looks after them, and the supervisor."""
    for actor in (told.case_manager, told.supervisor):
        Keeping.objects.create(
            person_id=told.ids["person_id"],
            staff_id=actor.id,
            from_at=now(),
            from_by_id=told.supervisor.id,
        )


def in_grace(told):
    """Everybody's care ended yesterday."""
    ended = {"until_at": now() - timedelta(days=1), "until_by_id": told.supervisor.id}
    Care.objects.update(**ended)


def after_grace(told):
    """Everybody's care ended four days ago."""
    ended = {"until_at": now() - timedelta(days=4), "until_by_id": told.supervisor.id}
    Care.objects.update(**ended)


def opened_after_merge(told):
    """Everybody's care is long over; what was opened is a record since merged."""
    after_grace(told)
    twin = Person.objects.exclude(merged_into=None).get()
    Opening.objects.update(person_id=twin.id)


CASES = (as_told, kept_out, in_grace, after_grace, opened_after_merge)


def opener(told):
    """The stranger who opened a record in an emergency, in the session that did it."""
    opening = Opening.objects.get(pk=told.ids["opening_id"])
    stranger = actor_for(ActorId(opening.opened_by_id))
    assert stranger
    return replace(stranger, opened=frozenset({opening.pk}))


@pytest.mark.parametrize("case", CASES)
def test_a_person_is_reached_by_whoever_reaches_them_in_lists(case, told):
    case(told)
    for permission in (p for p in Permission if "person." in p):
        for actor in everybody(told):
            for person in Person.objects.all():
                _is_the_same(person.id, permission, actor)


def _is_the_same(person_id, permission, actor) -> None:
    if actor.roles & set(GRANTS[permission]):
        assert _is_reached(person_id, permission, actor) == (
            people.reachable(actor, permission).filter(pk=person_id).exists()
        )
    else:
        with pytest.raises(Forbidden):
            people.reach(person_id, permission, by=actor)


def _is_reached(person_id, permission, actor) -> bool:
    try:
        found = people.reach(person_id, permission, by=actor)
    except Http404:
        return False
    assert set(found.ids) == set(people.ids_of(person_id))
    return bool(found.person.id == person_id)


@pytest.mark.parametrize("case", CASES)
def test_of_a_person_as_much_is_shown_as_lists_show(case, told):
    case(told)
    seen: Counter[object] = Counter()
    for actor in everybody(told):
        asked = [package for package in PACKAGES if _asks(actor, package[-1])]
        everyone = Person.objects.all() if asked else ()
        found = {person.id: _found(person.id, actor) for person in everyone}
        for package in asked:
            about, reachable, permission = package
            seen[package] += _seen(about, reachable, permission, actor, found)
    assert all(seen[package] for package in PACKAGES) or case is not as_told


def _seen(about, reachable, permission, actor, found) -> int:
    listed = defaultdict(set)
    for row in reachable(actor, permission):
        listed[row.person_id].add(row)
    assert not {id for id, reached in found.items() if not reached and listed[id]}
    seen = 0
    for reached in filter(None, found.values()):
        shown = set(about(reached, permission))
        assert shown == set().union(*(listed[id] for id in reached.ids))
        seen += len(shown)
    return seen


def _asks(actor, permission) -> bool:
    wanted = set(GRANTS[permission]) & set(GRANTS[Permission.CARE_TAKE])
    return bool(actor.roles & wanted)


def _found(person_id, actor):
    """Taking somebody on reaches further than reading; only who is kept out, not."""
    try:
        return people.reach(person_id, Permission.CARE_TAKE, by=actor)
    except Http404:
        return None


def test_each_permission_is_answered_for_itself_in_grace_and_after_an_opening(told):
    stranger, id = opener(told), _person(told)
    found = people.reach(id, Permission.PERSON_READ, by=stranger)
    asked = [p for p in Permission if stranger.roles & set(GRANTS[p])]
    near = [p for p in asked if _only_assigned(stranger, p)]
    assert {p for p in near if found.has(p)} == OPENED & set(near)
    in_grace(told)
    found = people.reach(id, Permission.PERSON_READ, by=told.case_manager)
    asked = [p for p in Permission if told.case_manager.roles & set(GRANTS[p])]
    near = [p for p in asked if _only_assigned(told.case_manager, p)]
    assert {p for p in near if found.has(p)} == GRACE & set(near)


def _person(told) -> PersonId:
    return PersonId(told.ids["person_id"])


def _only_assigned(actor, permission) -> bool:
    return Reach.PROGRAM not in {GRANTS[permission].get(r) for r in actor.roles}


def test_whoever_is_kept_out_reaches_nothing_by_no_permission(told):
    found = people.reach(_person(told), Permission.PERSON_READ, by=told.case_manager)
    assert found.has(Permission.PERSON_CHANGE)
    kept_out(told)
    for actor in (told.case_manager, told.supervisor):
        for permission in (Permission.PERSON_READ, Permission.CARE_TAKE):
            with pytest.raises(Http404):
                people.reach(_person(told), permission, by=actor)


def test_counselling_notes_are_not_reached_in_grace_nor_by_whom_they_keep_out(told):
    mine = told.case_manager
    assert notes.reachable(mine, Permission.COUNSELLING_READ).exists()
    kept_out(told)
    assert not notes.reachable(mine, Permission.COUNSELLING_READ).exists()
    Keeping.objects.all().delete()
    in_grace(told)
    assert not notes.reachable(mine, Permission.COUNSELLING_READ).exists()
    again = _opening_by(told, mine)
    assert people.reach(_person(told), Permission.PERSON_READ, by=again)
    assert not notes.reachable(again, Permission.COUNSELLING_READ).exists()


def _opening_by(told, actor):
    """The one who wrote the notes opens the record in an emergency."""
    Opening.objects.filter(pk=told.ids["opening_id"]).update(opened_by_id=actor.id)
    return replace(actor, opened=frozenset({told.ids["opening_id"]}))
