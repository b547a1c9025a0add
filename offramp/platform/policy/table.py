"""The access table: who may do what, and how far it reaches.

This file is the whole of the program's access policy. A change here is a change of
policy and needs the policy owner's review (see CODEOWNERS). Source of the table:
the program's promise that what a participant tells a peer or a case manager never
reaches police or prosecution, and 42 CFR Part 2 by its stricter reading.
"""

from collections.abc import Mapping
from enum import StrEnum

from offramp.platform.policy.actor import OUTSIDE, TREATMENT, Role


class Permission(StrEnum):
    """Everything that can be asked. Audit entries are named by these words."""

    # Everybody who works here
    SESSION_BEGIN = "session.begin"
    SESSION_END = "session.end"
    FACTOR_CHANGE = "factor.change"
    HOME_READ = "home.read"
    # Commands and jobs
    SITE_LOAD = "site.load"
    ACCOUNT_GRANT = "account.grant"
    SESSION_REFUSE = "session.refuse"
    DIRECTORY_IMPORT = "directory.import"
    MESSAGE_SEND = "message.send"
    AUDIT_DUMP = "audit.dump"
    AUDIT_REANCHOR = "audit.reanchor"
    AUDIT_VERIFY = "audit.verify"
    # Looking after the record of acts
    AUDIT_READ = "audit.read"
    AUDIT_REVIEW = "audit.review"
    # Who works here
    STAFF_READ = "staff.read"
    ACCOUNT_CHANGE = "account.change"
    GRANT_ASK = "grant.ask"
    GRANT_DECIDE = "grant.decide"
    AGREEMENT_RECORD = "agreement.record"
    # How long records are kept, what is held, what is destroyed
    RETENTION_READ = "retention.read"
    HOLD_PLACE = "hold.place"
    HOLD_LIFT = "hold.lift"
    DESTRUCTION_PROPOSE = "destruction.propose"
    DESTRUCTION_SIGN = "destruction.sign"
    DESTRUCTION_CARRY_OUT = "destruction.carry_out"
    # What officers and prosecutors write (justice)
    CONTACT_RECORD = "contact.record"
    CONTACT_READ = "contact.read"
    CONTACT_OVERSEE = "contact.oversee"  # an agency's, as its officers typed them
    DIVERSION_READ = "diversion.read"
    DIVERSION_COUNT = "diversion.count"
    DIVERSION_MAKE = "diversion.make"
    DIVERSION_WITHDRAW = "diversion.withdraw"
    CHARGE_HOLD = "charge.hold"
    CHARGE_READ = "charge.read"
    CHARGE_CLEAR = "charge.clear"
    CHARGE_FILE = "charge.file"
    CHARGE_EXTEND = "charge.extend"
    CONDITION_SET = "condition.set"
    CONDITION_END = "condition.end"
    # Sending a peer
    ROSTER_READ = "roster.read"
    ROSTER_CHANGE = "roster.change"
    DISPATCH_PAGE = "dispatch.page"
    DISPATCH_READ = "dispatch.read"
    DISPATCH_ANSWER = "dispatch.answer"
    DISPATCH_PROGRESS = "dispatch.progress"
    DISPATCH_RELEASE = "dispatch.release"
    DISPATCH_ESCALATE = "dispatch.escalate"
    # The person
    PERSON_SEARCH = "person.search"
    PERSON_CREATE = "person.create"
    PERSON_READ = "person.read"
    PERSON_CHANGE = "person.change"
    PERSON_MERGE = "person.merge"
    RECORD_OPEN = "record.open"
    RECORD_CLOSE = "record.close"
    RECORD_REVIEW = "record.review"
    RECORD_ESCALATE = "record.escalate"
    RECORD_KEEP = "record.keep"
    CARE_TAKE = "care.take"
    CARE_ASSIGN = "care.assign"
    REQUEST_READ = "request.read"
    REQUEST_MAKE = "request.make"
    REQUEST_ANSWER = "request.answer"
    OWN_SHOW = "own.show"  # a person their own record, on our screen or on paper
    DISCLOSURE_READ = "disclosure.read"
    DISCLOSURE_MAKE = "disclosure.make"
    CRIME_REPORT = "crime.report"
    PROCESS_RECEIVE = "process.receive"
    PROCESS_READ = "process.read"
    PROCESS_MATCH = "process.match"
    PROCESS_ANSWER = "process.answer"
    CONSENT_READ = "consent.read"
    CONSENT_RECORD = "consent.record"
    CONSENT_REVOKE = "consent.revoke"
    CONSENT_SEAL = "consent.seal"
    RELEASE_MAKE = "release.make"
    RELEASE_READ = "release.read"
    RELEASE_LIST = "release.list"  # all that one's own body was told
    RELEASE_EXPORT = "release.export"  # as a file
    EXPORT_ASK = "export.ask"
    EXPORT_DECIDE = "export.decide"
    APPOINTMENT_READ = "appointment.read"
    APPOINTMENT_LIST = "appointment.list"
    APPOINTMENT_MAKE = "appointment.make"
    APPOINTMENT_CHANGE = "appointment.change"
    TOUCHPOINT_READ = "touchpoint.read"
    TOUCHPOINT_RECORD = "touchpoint.record"
    COUNSELLING_READ = "counselling.read"
    COUNSELLING_WRITE = "counselling.write"
    # The stay in the program
    CASE_READ = "case.read"
    CASE_LIST = "case.list"
    CASE_OPEN = "case.open"
    CASE_TAKE = "case.take"
    CASE_ASSIGN = "case.assign"
    CASE_PAUSE = "case.pause"
    CASE_RESUME = "case.resume"
    CASE_CLOSE = "case.close"
    INTAKE_READ = "intake.read"
    INTAKE_RECORD = "intake.record"
    ASSESSMENT_READ = "assessment.read"
    ASSESSMENT_START = "assessment.start"
    ASSESSMENT_ANSWER = "assessment.answer"
    ASSESSMENT_COMPLETE = "assessment.complete"
    FLAG_READ = "flag.read"
    FLAG_LIST = "flag.list"
    FLAG_CLOSE = "flag.close"
    PLAN_READ = "plan.read"
    PLAN_WRITE = "plan.write"
    PLAN_AGREE = "plan.agree"
    DIRECTORY_READ = "directory.read"
    DIRECTORY_CHECK = "directory.check"
    REFERRAL_READ = "referral.read"
    REFERRAL_LIST = "referral.list"
    REFERRAL_SEND = "referral.send"
    REFERRAL_UPDATE = "referral.update"
    NOT_COMPLETED_REPORT = "not_completed.report"


class Reach(StrEnum):
    """How far a grant reaches. Each capability says what this means for its own rows."""

    OWN = "own"  # made by the actor
    AGENCY = "agency"  # belongs to the actor's agency
    ASSIGNED = "assigned"  # about people whom the actor looks after
    PROGRAM = "program"  # every row


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
_PAGED: Row = {Role.PEER: Reach.ASSIGNED}
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
    Permission.SITE_LOAD: _SYSTEM,
    Permission.ACCOUNT_GRANT: _SYSTEM,
    Permission.SESSION_REFUSE: _SYSTEM,
    Permission.DIRECTORY_IMPORT: _SYSTEM,
    Permission.MESSAGE_SEND: _SYSTEM,
    Permission.AUDIT_DUMP: _SYSTEM,
    Permission.AUDIT_REANCHOR: _SYSTEM,
    Permission.AUDIT_VERIFY: _SYSTEM,
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
    Permission.CONTACT_OVERSEE: {Role.POLICE_SUPERVISOR: Reach.AGENCY},
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
    Permission.ROSTER_READ: _PROGRAM_AND_MANAGER,
    Permission.ROSTER_CHANGE: _LEADS,
    Permission.DISPATCH_PAGE: {**_OFFICER, **_LEADS},
    Permission.DISPATCH_READ: {**_OFFICER, **_PROGRAM_AND_MANAGER, **_PAGED},
    Permission.DISPATCH_ANSWER: _PAGED,
    Permission.DISPATCH_PROGRESS: _PAGED,
    Permission.DISPATCH_RELEASE: {**_OFFICER, **_PAGED},
    Permission.DISPATCH_ESCALATE: {**_SYSTEM, **_LEADS},
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
