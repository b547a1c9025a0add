"""The tables of those who work here, and of how they prove who they are."""

from offramp.platform.accounts.models.factors import (
    Factor,
    FactorKind,
    Identity,
    RecoveryCode,
)
from offramp.platform.accounts.models.people import Agency, AgencyKind, Duty, Unit, User
from offramp.platform.accounts.models.sessions import JusticeSession, Session
from offramp.platform.accounts.models.trust import (
    Agreement,
    AgreementKind,
    Clearance,
    ClearanceKind,
    Grant,
    GrantState,
    Need,
    Reset,
)

__all__ = [
    "Agency",
    "AgencyKind",
    "Agreement",
    "AgreementKind",
    "Clearance",
    "ClearanceKind",
    "Duty",
    "Factor",
    "FactorKind",
    "Grant",
    "GrantState",
    "Identity",
    "JusticeSession",
    "Need",
    "RecoveryCode",
    "Reset",
    "Session",
    "Unit",
    "User",
]
