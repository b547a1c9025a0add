"""Reading outside one's care in an emergency: how long, why, and who looks at it after.

The emergency procedure that 45 CFR 164.312(a)(2)(ii) asks for (mark V). The hour, the
reason in words and the review are our own bounds (mark I), in line with common practice.
"""

from datetime import date, timedelta
from enum import StrEnum

# Who looked after somebody may read on for so long, to hand over well.
GRACE = timedelta(hours=72)
HOLDS_FOR = timedelta(minutes=60)
ESCALATES_AFTER = timedelta(hours=72)
LEAST_WORDS = 15
_SATURDAY = 5


class OpeningReason(StrEnum):
    """Why somebody had to read now."""

    LIFE = "life"
    CRISIS = "crisis"
    NOBODY_ELSE = "nobody_else"
    HANDOVER = "handover"
    OTHER = "other"


class Finding(StrEnum):
    """What the review came to."""

    RIGHT = "right"
    WRONG = "wrong"


REASONS = {
    OpeningReason.LIFE: "A life or somebody's safety is in danger",
    OpeningReason.CRISIS: "They are in a crisis and came to me",
    OpeningReason.NOBODY_ELSE: "Nobody who looks after them can be reached",
    OpeningReason.HANDOVER: "I am on call and was handed this person",
    OpeningReason.OTHER: "Another reason",
}
FINDINGS = {
    Finding.RIGHT: "It was right to open it",
    Finding.WRONG: "It should not have been opened",
}


def says_enough(words: str) -> bool:
    """Whether the reason is told in words, and not only ticked."""
    return len(" ".join(words.split())) >= LEAST_WORDS


def review_due(opened_on: date) -> date:
    """The next working day. Holidays are not known here, so it may come out early."""
    day = opened_on + timedelta(days=1)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return day


def is_overdue(due_on: date, today: date) -> bool:
    """Whether the day for the review has passed."""
    return today > due_on


def notice(link: str) -> tuple[str, str]:
    """The message that goes out at once. It names nobody."""
    return (
        "Offramp: a record was opened in an emergency",
        "A colleague opened a record outside their care, in an emergency. Please look "
        f"at it by the next working day:\n{link}\n",
    )


def reminder(link: str) -> tuple[str, str]:
    """The message when three days have passed and nobody has looked."""
    return (
        "Offramp: an emergency opening waits for review",
        "A record was opened in an emergency three days ago, and nobody has looked at "
        f"why. Please see to it today:\n{link}\n",
    )
