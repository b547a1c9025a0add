"""What kind of thing a table holds, which says who may read it. No Django here."""

from enum import StrEnum


class Segment(StrEnum):
    """Each table has one. Who may do what with it stands in `policy/zones.py`."""

    JUSTICE = "justice"  # what officers and prosecutors write, as they wrote it
    RELEASE = "release"  # what a participant agreed to tell, frozen
    PROGRAM = "program"  # who the person is, and where they stand
    TREATMENT = "treatment"  # what was said and done with the person
    COUNSELLING = "counselling"  # what only its author reads
    CONSENT = "consent"  # what a person allowed, in full
    SUPPLY = "supply"  # what is in stock and where it went, with nobody's name
    RETENTION = "retention"  # what is held, and what was destroyed
    AUDIT = "audit"  # who did and read what
    SITE = "site"  # the program's data, agencies, duties, who is on call
    PLATFORM = "platform"  # logins, and what guards them
    OUTBOX = "outbox"  # messages and tasks on their way
    JUSTICE_SESSION = "justice_session"  # who is signed in at the justice address
    PROGRAM_SESSION = "program_session"  # who is signed in at the program's address
