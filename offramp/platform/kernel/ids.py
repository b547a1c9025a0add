"""Identifiers. Every record is named by a UUID that any device can mint offline."""

from typing import NewType
from uuid import UUID, uuid4, uuid5

ActorId = NewType("ActorId", UUID)
AgencyId = NewType("AgencyId", UUID)
UnitId = NewType("UnitId", UUID)
DutyId = NewType("DutyId", UUID)
MessageId = NewType("MessageId", UUID)
SessionId = NewType("SessionId", UUID)
FactorId = NewType("FactorId", UUID)
GrantId = NewType("GrantId", UUID)
ResetId = NewType("ResetId", UUID)
AgreementId = NewType("AgreementId", UUID)
ClearanceId = NewType("ClearanceId", UUID)
NeedId = NewType("NeedId", UUID)

SiteVersionId = NewType("SiteVersionId", UUID)
PersonId = NewType("PersonId", UUID)
ContactWayId = NewType("ContactWayId", UUID)
CareId = NewType("CareId", UUID)
MergeId = NewType("MergeId", UUID)
OpeningId = NewType("OpeningId", UUID)
OrganizationId = NewType("OrganizationId", UUID)
ServiceId = NewType("ServiceId", UUID)
LocationId = NewType("LocationId", UUID)
RequestId = NewType("RequestId", UUID)
DisclosureId = NewType("DisclosureId", UUID)
PaperId = NewType("PaperId", UUID)
OrderId = NewType("OrderId", UUID)
ConsentId = NewType("ConsentId", UUID)
ReleaseId = NewType("ReleaseId", UUID)
ExportId = NewType("ExportId", UUID)
AppointmentId = NewType("AppointmentId", UUID)
TouchpointId = NewType("TouchpointId", UUID)
CounsellingNoteId = NewType("CounsellingNoteId", UUID)
ContactId = NewType("ContactId", UUID)
DiversionId = NewType("DiversionId", UUID)
ChargeId = NewType("ChargeId", UUID)
ExtensionId = NewType("ExtensionId", UUID)
ConditionId = NewType("ConditionId", UUID)
ShiftId = NewType("ShiftId", UUID)
DispatchId = NewType("DispatchId", UUID)
PageId = NewType("PageId", UUID)
CaseId = NewType("CaseId", UUID)
ArrivalId = NewType("ArrivalId", UUID)
IntakeId = NewType("IntakeId", UUID)
AssessmentId = NewType("AssessmentId", UUID)
ResponseId = NewType("ResponseId", UUID)
FlagId = NewType("FlagId", UUID)
PlanId = NewType("PlanId", UUID)
GoalId = NewType("GoalId", UUID)
ReferralId = NewType("ReferralId", UUID)
ItemId = NewType("ItemId", UUID)
HoldId = NewType("HoldId", UUID)
DestructionId = NewType("DestructionId", UUID)

new_id = uuid4


def derived_id(namespace: UUID, natural_key: str) -> UUID:
    """The same id on every device for a thing that two of them may both record."""
    return uuid5(namespace, natural_key)


def short_code(id: UUID) -> str:
    """What people read aloud, such as `LD-7F3K2`. Never a key: two may be alike."""
    alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
    number, letters = id.int, ""
    for _ in range(5):
        number, rest = divmod(number, len(alphabet))
        letters += alphabet[rest]
    return f"LD-{letters}"
