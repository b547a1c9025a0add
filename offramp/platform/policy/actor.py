"""Whoever acts, as policy sees them."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from offramp.platform.kernel.ids import ActorId, AgencyId, UnitId


class Role(StrEnum):
    """What somebody is here to do. Stored by these words."""

    OFFICER = "officer"
    POLICE_SUPERVISOR = "police_supervisor"  # of officers; ours is the supervisor below
    PEER = "peer"
    CASE_MANAGER = "case_manager"
    SUPERVISOR = "supervisor"
    PROSECUTOR = "prosecutor"
    WORK_GROUP_MEMBER = "work_group_member"
    TREATMENT_PARTNER = "treatment_partner"  # somebody at a clinic outside the program
    MANAGER = "manager"
    PRIVACY_OFFICER = "privacy_officer"
    AUDITOR = "auditor"  # who did what and when, never what was written
    SYSTEM = "system"  # a job or a command, never a person


JUSTICE = frozenset(
    {
        Role.OFFICER,
        Role.POLICE_SUPERVISOR,
        Role.PROSECUTOR,
        # Police and prosecutors sit in the group.
        Role.WORK_GROUP_MEMBER,
    }
)
# Who reads of people only what they agreed to have told.
OUTSIDE = JUSTICE | {Role.TREATMENT_PARTNER}
TREATMENT = frozenset({Role.PEER, Role.CASE_MANAGER, Role.SUPERVISOR})
# Who may never also serve police or prosecution.
CONFIDENTIAL = TREATMENT | {Role.PRIVACY_OFFICER}
# Who has no other duty beside it, now or before: an auditor looks after nobody's acts but
# other people's, and what was told to a group or a clinic goes to no other desk.
ALONE = frozenset({Role.AUDITOR, Role.WORK_GROUP_MEMBER, Role.TREATMENT_PARTNER})


@dataclass(frozen=True)
class Actor:
    """Who is acting, as policy sees them. Built once per request, job or sync batch."""

    id: ActorId
    agency_id: AgencyId
    roles: frozenset[Role]
    unit_id: UnitId | None = None
    # Records opened in an emergency, in this session and no other.
    opened: frozenset[UUID] = frozenset()

    def has(self, role: Role) -> bool:
        """Whether the actor serves in this role today."""
        return role in self.roles
