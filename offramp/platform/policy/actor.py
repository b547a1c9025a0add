"""Whoever acts, as policy sees them."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from offramp.platform.kernel.ids import ActorId, AgencyId, UnitId


class Role(StrEnum):
    """What somebody is here to do. Stored by these words."""

    OFFICER = "officer"
    PEER = "peer"
    CASE_MANAGER = "case_manager"
    SUPERVISOR = "supervisor"
    PROSECUTOR = "prosecutor"
    MANAGER = "manager"
    PRIVACY_OFFICER = "privacy_officer"
    AUDITOR = "auditor"  # who did what and when, never what was written
    SYSTEM = "system"  # a job or a command, never a person


JUSTICE = frozenset({Role.OFFICER, Role.PROSECUTOR})
TREATMENT = frozenset({Role.PEER, Role.CASE_MANAGER, Role.SUPERVISOR})
# Who may never also serve police or prosecution.
CONFIDENTIAL = TREATMENT | {Role.PRIVACY_OFFICER}


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
