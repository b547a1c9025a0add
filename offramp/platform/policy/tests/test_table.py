from uuid import uuid4

import pytest

from offramp.platform.kernel.ids import ActorId, AgencyId
from offramp.platform.policy import gate
from offramp.platform.policy.actor import OUTSIDE, Actor, Role
from offramp.platform.policy.table import GRANTS, Permission, Reach

TREATMENT = {
    name
    for name in Permission
    if name.split(".")[0]
    in {
        "person", "care", "consent", "appointment", "touchpoint", "case", "intake",
        "assessment", "flag", "plan", "referral", "directory",
    }
}  # fmt: skip


def actor(*roles: Role) -> Actor:
    return Actor(ActorId(uuid4()), AgencyId(uuid4()), frozenset(roles))


def test_every_permission_has_a_row():
    assert set(GRANTS) == set(Permission)


@pytest.mark.parametrize("permission", sorted(TREATMENT))
def test_nobody_outside_reaches_anything_that_a_participant_said(permission):
    assert not OUTSIDE & set(GRANTS[permission])


def test_a_manager_reads_no_treatment_record():
    allowed = {p for p in TREATMENT if Role.MANAGER in GRANTS[p]}
    assert allowed == {
        Permission.CASE_READ,
        Permission.CASE_LIST,
        Permission.DIRECTORY_READ,
        Permission.DIRECTORY_CHECK,
    }


def test_a_role_without_a_grant_is_refused():
    with pytest.raises(gate.Forbidden):
        gate.require(actor(Role.OFFICER), Permission.PERSON_READ)


def test_somebody_with_two_roles_reaches_as_far_as_both():
    both = actor(Role.CASE_MANAGER, Role.SUPERVISOR)
    reaches = gate.require(both, Permission.PERSON_READ)
    assert reaches == {Reach.ASSIGNED, Reach.PROGRAM}


def test_asking_is_noted_even_when_the_answer_is_no():
    token = gate.asked.set(False)
    with pytest.raises(gate.Forbidden):
        gate.require(actor(Role.MANAGER), Permission.PLAN_READ)
    assert gate.asked.get()
    gate.asked.reset(token)


def test_a_privacy_officer_reads_consents_and_nothing_said_in_care():
    allowed = {p for p in TREATMENT if Role.PRIVACY_OFFICER in GRANTS[p]}
    assert allowed == {Permission.CONSENT_READ, Permission.CONSENT_REVOKE}
