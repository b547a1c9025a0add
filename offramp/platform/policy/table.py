"""The access table: who may do what, and how far it reaches.

This file is the whole of the program's access policy. A change here is a change of
policy and needs the policy owner's review (see CODEOWNERS). Source of the table:
the program's promise that what a participant tells a peer or a case manager never
reaches police or prosecution, and 42 CFR Part 2 by its stricter reading.
"""

from collections.abc import Mapping

from offramp.platform.policy.actor import OUTSIDE, TREATMENT, Role
from offramp.platform.policy.permissions import Permission as Permission
from offramp.platform.policy.permissions import Reach as Reach

Row = Mapping[Role, Reach]

_EVERYBODY: Row = dict.fromkeys(Role, Reach.OWN)
_SYSTEM: Row = {Role.SYSTEM: Reach.PROGRAM}
_PROGRAM_STAFF: Row = {
    Role.PEER: Reach.PROGRAM,
    Role.CASE_MANAGER: Reach.PROGRAM,
    Role.SUPERVISOR: Reach.PROGRAM,
}
_PROGRAM_AND_MANAGER: Row = {**_PROGRAM_STAFF, Role.MANAGER: Reach.PROGRAM}
_CARE_TEAM: Row = {
    Role.PEER: Reach.ASSIGNED,
    Role.CASE_MANAGER: Reach.ASSIGNED,
    Role.SUPERVISOR: Reach.PROGRAM,
}
_CASE_MANAGER: Row = {
    Role.CASE_MANAGER: Reach.ASSIGNED,
    Role.SUPERVISOR: Reach.PROGRAM,
}
_PRIVACY: Row = {Role.PRIVACY_OFFICER: Reach.PROGRAM}
_SUPERVISOR: Row = {Role.SUPERVISOR: Reach.PROGRAM}
_LEADS: Row = {Role.SUPERVISOR: Reach.PROGRAM, Role.MANAGER: Reach.PROGRAM}
_AUDITOR: Row = {Role.AUDITOR: Reach.PROGRAM}
_OFFICER: Row = {Role.OFFICER: Reach.OWN}
# Who has pages on a phone.
_ON_PHONES: Row = dict.fromkeys((Role.OFFICER, Role.PEER), Reach.OWN)
_PAGED: Row = {Role.PEER: Reach.ASSIGNED, Role.SUPERVISOR: Reach.ASSIGNED}
_ON_CALL: Row = {Role.PEER: Reach.OWN, Role.SUPERVISOR: Reach.OWN}
_POLICE_LEAD: Row = {Role.POLICE_SUPERVISOR: Reach.AGENCY}
_HELPERS = (Role.PEER, Role.CASE_MANAGER)
_PROSECUTOR: Row = {Role.PROSECUTOR: Reach.AGENCY}
# Bodies outside the program: each reads what names it. The first two of them read it at
# a handover or a charge, and have no list.
_OUTSIDE: Row = dict.fromkeys(OUTSIDE, Reach.AGENCY)
_LIST = dict.fromkeys(OUTSIDE - {Role.OFFICER, Role.PROSECUTOR}, Reach.AGENCY)
# Who keeps the schedule: until there is a privacy officer, who then stands here.
_KEEPERS: Row = _LEADS

GRANTS: Mapping[Permission, Row] = {
    Permission.SESSION_BEGIN: _EVERYBODY,
    Permission.SESSION_END: _EVERYBODY,
    Permission.FACTOR_CHANGE: _EVERYBODY,
    Permission.HOME_READ: _EVERYBODY,
    Permission.ENTRY_SEND: _ON_PHONES,
    Permission.ENTRY_READ: _ON_PHONES,
    Permission.ENTRY_SETTLE: _ON_PHONES,
    Permission.SITE_LOAD: _SYSTEM,
    Permission.ACCOUNT_GRANT: _SYSTEM,
    Permission.SESSION_REFUSE: _SYSTEM,
    Permission.DIRECTORY_IMPORT: _SYSTEM,
    Permission.MESSAGE_SEND: _SYSTEM,
    Permission.AUDIT_DUMP: _SYSTEM,
    Permission.AUDIT_REANCHOR: _SYSTEM,
    Permission.AUDIT_VERIFY: _SYSTEM,
    Permission.AUDIT_CLOSE: _SYSTEM,
    Permission.AUDIT_READ: _AUDITOR,
    Permission.AUDIT_REVIEW: {**_AUDITOR, **_SYSTEM},
    # It takes two leads to give a duty, so both kinds of lead may ask and decide.
    Permission.STAFF_READ: _LEADS,
    Permission.ACCOUNT_CHANGE: {**_SYSTEM, **_LEADS},
    Permission.GRANT_ASK: _LEADS,
    Permission.GRANT_DECIDE: _LEADS,
    Permission.AGREEMENT_RECORD: {Role.MANAGER: Reach.PROGRAM},
    Permission.RETENTION_READ: {**_KEEPERS, **_AUDITOR},
    Permission.HOLD_PLACE: _KEEPERS,
    Permission.HOLD_LIFT: _KEEPERS,
    Permission.DESTRUCTION_PROPOSE: _KEEPERS,
    Permission.DESTRUCTION_SIGN: _KEEPERS,
    Permission.DESTRUCTION_CARRY_OUT: _SYSTEM,
    Permission.CONTACT_RECORD: _OFFICER,
    Permission.CONTACT_READ: {**_OFFICER, **_LEADS},
    Permission.CONTACT_OVERSEE: _POLICE_LEAD,
    Permission.DIVERSION_READ: {**_OFFICER, **_PROGRAM_AND_MANAGER},
    Permission.DIVERSION_COUNT: {Role.WORK_GROUP_MEMBER: Reach.PROGRAM},
    Permission.DIVERSION_MAKE: _OFFICER,
    Permission.DIVERSION_WITHDRAW: _OFFICER,
    Permission.CHARGE_HOLD: _OFFICER,
    Permission.CHARGE_READ: {**_PROSECUTOR, **_LEADS},
    Permission.CHARGE_CLEAR: _PROSECUTOR,
    Permission.CHARGE_FILE: _PROSECUTOR,
    Permission.CHARGE_EXTEND: {**_PROSECUTOR, **_SUPERVISOR},
    Permission.CONDITION_SET: _PROSECUTOR,
    Permission.CONDITION_END: _SYSTEM,
    Permission.CHANNEL_CHOOSE: _ON_CALL,
    Permission.ROSTER_READ: _PROGRAM_AND_MANAGER,
    Permission.ROSTER_CHANGE: _LEADS,
    Permission.DISPATCH_PAGE: {**_OFFICER, **_LEADS},
    Permission.DISPATCH_READ: {
        **_OFFICER,
        **_PROGRAM_AND_MANAGER,
        Role.PEER: Reach.ASSIGNED,
    },
    Permission.DISPATCH_ANSWER: _PAGED,
    Permission.DISPATCH_PROGRESS: _PAGED,
    Permission.DISPATCH_RELEASE: {**_OFFICER, **_PAGED},
    Permission.DISPATCH_ESCALATE: {**_SYSTEM, **_LEADS},
    Permission.DISPATCH_MEASURE: _LEADS,
    Permission.TRIP_CHECK: _PAGED,
    Permission.TRIP_WATCH: {**_SYSTEM, **_LEADS},
    Permission.FOLLOW_UP_RECORD: {Role.PEER: Reach.PROGRAM, **_LEADS, **_SYSTEM},
    Permission.SHIFT_SWAP: _ON_CALL,
    Permission.MATCH_CHOOSE: _ON_CALL,
    Permission.SUPPLY_READ: {**_OFFICER, **_POLICE_LEAD, **_PROGRAM_AND_MANAGER},
    Permission.SUPPLY_MOVE: {
        **_OFFICER,
        **dict.fromkeys(_HELPERS, Reach.OWN),
        **_LEADS,
    },
    Permission.SUPPLY_KEEP: _LEADS,
    Permission.SUPPLY_TRACE: _PROGRAM_AND_MANAGER,
    Permission.KIT_READ: _CARE_TEAM,
    Permission.KIT_GIVE: _CARE_TEAM,
    Permission.OVERDOSE_REPORT: {**_OFFICER, **_PROGRAM_STAFF},
    Permission.OVERDOSE_READ: {**_OFFICER, **_PROGRAM_AND_MANAGER},
    Permission.OVERDOSE_LINK: _CARE_TEAM,
    Permission.OVERDOSE_EXPORT: _LEADS,
    Permission.OVERDOSE_SEND: _SYSTEM,
    Permission.NOTICE_GIVE: {**_OFFICER, **_PROGRAM_STAFF},
    Permission.PERSON_SEARCH: _PROGRAM_STAFF,
    Permission.PERSON_CREATE: _PROGRAM_STAFF,
    Permission.PERSON_READ: _CARE_TEAM,
    Permission.PERSON_CHANGE: _CARE_TEAM,
    Permission.PERSON_MERGE: _SUPERVISOR,
    Permission.RECORD_OPEN: _PROGRAM_STAFF,
    Permission.RECORD_CLOSE: dict.fromkeys(TREATMENT, Reach.OWN),
    Permission.RECORD_REVIEW: {**_SUPERVISOR, **_PRIVACY},
    Permission.RECORD_ESCALATE: _SYSTEM,
    Permission.RECORD_KEEP: {**_SUPERVISOR, **_PRIVACY},
    Permission.CARE_TAKE: _PROGRAM_STAFF,
    Permission.CARE_ASSIGN: _SUPERVISOR,
    Permission.REQUEST_READ: {**_CARE_TEAM, **_PRIVACY},
    Permission.REQUEST_MAKE: {**_CARE_TEAM, **_PRIVACY},
    Permission.REQUEST_ANSWER: {**_SUPERVISOR, **_PRIVACY},
    Permission.OWN_SHOW: {**_CARE_TEAM, **_PRIVACY},
    # Not a peer: the scores of the assessment stand on it.
    Permission.OWN_PRINT: _CASE_MANAGER,
    Permission.DISCLOSURE_READ: {**_CARE_TEAM, **_PRIVACY},
    Permission.DISCLOSURE_MAKE: _PROGRAM_STAFF,
    Permission.CRIME_REPORT: _PROGRAM_STAFF,
    Permission.PROCESS_RECEIVE: {**_PROGRAM_AND_MANAGER, **_PRIVACY},
    Permission.PROCESS_READ: {**_SUPERVISOR, **_PRIVACY},
    Permission.PROCESS_MATCH: _SUPERVISOR,
    Permission.PROCESS_ANSWER: _PRIVACY,
    Permission.CONSENT_READ: {**_CARE_TEAM, **_PRIVACY},
    Permission.CONSENT_RECORD: _CARE_TEAM,
    Permission.CONSENT_REVOKE: {**_CARE_TEAM, **_PRIVACY},
    Permission.CONSENT_SEAL: _SYSTEM,
    Permission.RELEASE_MAKE: _CASE_MANAGER,
    Permission.RELEASE_READ: {**_OUTSIDE, **_CARE_TEAM, **_PRIVACY},
    Permission.RELEASE_LIST: _LIST,
    Permission.RELEASE_EXPORT: {**_LIST, **_PROSECUTOR, **_CASE_MANAGER},
    Permission.EXPORT_ASK: _LIST,
    Permission.EXPORT_DECIDE: _LIST,
    Permission.APPOINTMENT_READ: _CARE_TEAM,
    Permission.APPOINTMENT_LIST: _CARE_TEAM,
    Permission.APPOINTMENT_MAKE: _CARE_TEAM,
    Permission.APPOINTMENT_CHANGE: _CARE_TEAM,
    Permission.TOUCHPOINT_READ: _CARE_TEAM,
    Permission.TOUCHPOINT_RECORD: _CARE_TEAM,
    # Nobody reads what somebody else noted for themselves, whatever their duty.
    Permission.COUNSELLING_READ: {Role.CASE_MANAGER: Reach.OWN},
    Permission.COUNSELLING_WRITE: {Role.CASE_MANAGER: Reach.ASSIGNED},
    Permission.CASE_READ: {**_CARE_TEAM, Role.MANAGER: Reach.PROGRAM},
    Permission.CASE_LIST: {**_CARE_TEAM, Role.MANAGER: Reach.PROGRAM},
    Permission.CASE_OPEN: _PROGRAM_STAFF,
    Permission.CASE_TAKE: {Role.CASE_MANAGER: Reach.PROGRAM, **_SUPERVISOR},
    Permission.CASE_ASSIGN: _SUPERVISOR,
    Permission.CASE_PAUSE: _CASE_MANAGER,
    Permission.CASE_RESUME: _CARE_TEAM,
    Permission.CASE_CLOSE: _CASE_MANAGER,
    Permission.INTAKE_READ: _CARE_TEAM,
    Permission.INTAKE_RECORD: _CARE_TEAM,
    Permission.ASSESSMENT_READ: _CARE_TEAM,
    Permission.ASSESSMENT_START: _CARE_TEAM,
    Permission.ASSESSMENT_ANSWER: _CARE_TEAM,
    Permission.ASSESSMENT_COMPLETE: _CASE_MANAGER,
    Permission.FLAG_READ: _CARE_TEAM,
    Permission.FLAG_LIST: _CARE_TEAM,
    Permission.FLAG_CLOSE: _SUPERVISOR,
    Permission.PLAN_READ: _CARE_TEAM,
    Permission.PLAN_WRITE: _CASE_MANAGER,
    Permission.PLAN_AGREE: _CASE_MANAGER,
    Permission.DIRECTORY_READ: _PROGRAM_AND_MANAGER,
    Permission.DIRECTORY_CHECK: {Role.CASE_MANAGER: Reach.PROGRAM, **_LEADS},
    Permission.REFERRAL_READ: _CARE_TEAM,
    Permission.REFERRAL_LIST: _CARE_TEAM,
    Permission.REFERRAL_SEND: _CASE_MANAGER,
    Permission.REFERRAL_UPDATE: _CASE_MANAGER,
    Permission.NOT_COMPLETED_REPORT: _SUPERVISOR,
}
