"""The rights of the person about their record, and telling somebody without consent.

Restriction: 45 CFR 164.522(a), which 42 CFR 2.26 follows (mark R); no clock is in the
rule. Correction: 45 CFR 164.526, 60 days and one extension of 30 (mark E). Emergency:
42 CFR 2.51 (mark V for the five things to write down). Crime against the program:
42 CFR 2.12(c)(5) (mark V2). Counsel reads all of it: docs/sign-off.md.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

# 45 CFR 164.526(b)(2)(ii), mark E: one extension of at most so many days.
EXTENSION = timedelta(days=30)
# 42 CFR 2.25 and 45 CFR 164.528 (mark V2): the accounting goes back so many years.
ACCOUNTING_YEARS = 3
# 42 CFR 2.32(a), the short statement. Mark V: exact words; do not reword.
NOTICE = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
# Asked of the recipient where a restriction was agreed to: 45 CFR 164.522(a)(1)(iii).
# Mark E for the duty, I for the words.
NOT_FURTHER = (
    "The person asked us to restrict what is told about them. Please do not use or "
    "pass this on beyond the emergency."
)


class Kind(StrEnum):
    """What is asked."""

    RESTRICTION = "restriction"
    CORRECTION = "correction"


class Basis(StrEnum):
    """Why something was told without consent."""

    EMERGENCY = "emergency"
    CRIME = "crime"
    ORDER = "order"


class Ground(StrEnum):
    """Why consent was not asked first in an emergency."""

    UNABLE = "unable"
    CLOSED = "closed"


GROUNDS = {
    Ground.UNABLE: "Their consent could not be obtained first",
    Ground.CLOSED: "The program is closed in a declared emergency",
}
BASES = {
    Basis.EMERGENCY: "Medical emergency (42 CFR 2.51)",
    Basis.CRIME: "Crime against the program or its staff (42 CFR 2.12(c)(5))",
    Basis.ORDER: "Order of a court (42 CFR 2.61 to 2.66)",
}
# All that may be said of a crime on the premises. Nothing else has a field.
CRIME_FIELDS: Mapping[str, str] = {
    "circumstances": "What happened",
    "status": "That they take part in the program",
    "name": "Name",
    "address": "Address",
    "whereabouts": "Where they were last known to be",
}


def due_on(asked_on: date, days: int) -> date:
    """The day by which a request is answered."""
    return asked_on + timedelta(days=days)


def since(today: date) -> date:
    """How far back the accounting goes."""
    try:
        return today.replace(year=today.year - ACCOUNTING_YEARS)
    except ValueError:  # 29 February
        return today.replace(year=today.year - ACCOUNTING_YEARS, day=28)


def letter(link: str) -> tuple[str, str]:
    """The message after an emergency disclosure. It names nobody."""
    return (
        "Offramp: something was told in a medical emergency",
        "A colleague told medical staff something in an emergency, without consent. "
        f"Please look at it:\n{link}\n",
    )
