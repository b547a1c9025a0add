"""The words of policy: what can be asked, and how far an answer can reach."""

from enum import StrEnum


class Permission(StrEnum):
    """Everything that can be asked. Audit entries are named by these words."""

    # Everybody who works here
    SESSION_BEGIN = "session.begin"
    SESSION_END = "session.end"
    FACTOR_CHANGE = "factor.change"
    HOME_READ = "home.read"
    # What a phone kept without signal
    ENTRY_SEND = "entry.send"
    ENTRY_READ = "entry.read"
    ENTRY_SETTLE = "entry.settle"
    # Commands and jobs
    SITE_LOAD = "site.load"
    ACCOUNT_GRANT = "account.grant"
    SESSION_REFUSE = "session.refuse"
    DIRECTORY_IMPORT = "directory.import"
    MESSAGE_SEND = "message.send"
    AUDIT_DUMP = "audit.dump"
    AUDIT_REANCHOR = "audit.reanchor"
    AUDIT_VERIFY = "audit.verify"
    AUDIT_CLOSE = "audit.close"  # a year that is over
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
    CHANNEL_CHOOSE = "channel.choose"
    ROSTER_READ = "roster.read"
    ROSTER_CHANGE = "roster.change"
    DISPATCH_PAGE = "dispatch.page"
    DISPATCH_READ = "dispatch.read"
    DISPATCH_ANSWER = "dispatch.answer"
    DISPATCH_PROGRESS = "dispatch.progress"
    DISPATCH_RELEASE = "dispatch.release"
    DISPATCH_ESCALATE = "dispatch.escalate"
    DISPATCH_MEASURE = "dispatch.measure"
    TRIP_CHECK = "trip.check"  # on one's own, with the person: all is well
    TRIP_WATCH = "trip.watch"  # whoever has not said so for long
    FOLLOW_UP_RECORD = "follow_up.record"  # where no peer could come
    SHIFT_SWAP = "shift.swap"
    MATCH_CHOOSE = "match.choose"
    # Naloxone and other supplies
    SUPPLY_READ = "supply.read"
    SUPPLY_MOVE = "supply.move"
    SUPPLY_KEEP = "supply.keep"  # take in, correct, call back
    SUPPLY_TRACE = "supply.trace"  # where a lot went
    KIT_READ = "kit.read"  # to whom it went
    KIT_GIVE = "kit.give"
    # At an overdose
    OVERDOSE_REPORT = "overdose.report"
    OVERDOSE_READ = "overdose.read"
    OVERDOSE_LINK = "overdose.link"  # to the person, because they ask for it
    OVERDOSE_EXPORT = "overdose.export"  # to ODMAP, as a file or over the line
    OVERDOSE_SEND = "overdose.send"
    NOTICE_GIVE = "notice.give"  # the sheet that the overdose law asks for
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
    OWN_PRINT = "own.print"  # all of it, what was said in care too, on paper
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
