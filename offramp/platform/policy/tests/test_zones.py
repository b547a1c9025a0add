"""The table of rights, read as promises."""

import pytest

from offramp.platform.kernel.ids import ActorId, AgencyId, new_id
from offramp.platform.kernel.segments import Segment
from offramp.platform.policy.actor import Actor, Role
from offramp.platform.policy.zones import Right, Zone, rights, within, zone_of

KEPT_FROM_JUSTICE = {
    Segment.PROGRAM, Segment.TREATMENT, Segment.COUNSELLING, Segment.CONSENT,
    Segment.PROGRAM_SESSION, Segment.RETENTION,
}  # fmt: skip


def actor(*roles: Role) -> Actor:
    return Actor(ActorId(new_id()), AgencyId(new_id()), frozenset(roles))


@pytest.mark.parametrize("segment", [*Segment, None])
def test_each_segment_says_what_both_zones_may(segment):
    for zone in Zone:
        assert isinstance(rights(segment, zone), frozenset)


@pytest.mark.parametrize("segment", sorted(KEPT_FROM_JUSTICE))
def test_justice_has_nothing_of_what_a_participant_said(segment):
    assert rights(segment, Zone.JUSTICE) == frozenset()


def test_justice_only_reads_releases_and_only_adds_to_the_record_of_acts():
    assert rights(Segment.RELEASE, Zone.JUSTICE) == {Right.SELECT}
    assert rights(Segment.AUDIT, Zone.JUSTICE) == {Right.INSERT}


def test_nobody_changes_the_record_of_acts_or_a_counselling_note():
    for segment in (Segment.AUDIT, Segment.COUNSELLING):
        for zone in Zone:
            assert not rights(segment, zone) & {Right.UPDATE, Right.DELETE}


def test_a_table_without_a_segment_is_its_owners():
    assert rights(None, Zone.ALL) == frozenset()


def test_whoever_reads_only_what_was_told_works_in_the_justice_zone():
    there = {role for role in Role if zone_of(role) == Zone.JUSTICE}
    assert there == {
        Role.OFFICER,
        Role.POLICE_SUPERVISOR,
        Role.PROSECUTOR,
        Role.WORK_GROUP_MEMBER,
        Role.TREATMENT_PARTNER,
    }


def test_in_a_zone_somebody_has_only_the_duties_that_belong_there():
    both = actor(Role.OFFICER, Role.MANAGER)
    assert within(both, Zone.ALL) == both
    for zone, role in ((Zone.JUSTICE, Role.OFFICER), (Zone.PROGRAM, Role.MANAGER)):
        found = within(both, zone)
        assert found is not None
        assert found.roles == {role}
    assert within(actor(Role.PEER), Zone.JUSTICE) is None
