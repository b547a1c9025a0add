"""What a service told us when we asked it, and how long ago that was."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# A check older than this is shown as old. Ours, not measured: sites may ask for less.
OLD_AFTER_DAYS = 90


class Taking(StrEnum):
    """Whether a service takes people, as it told us."""

    YES = "yes"
    WAITING = "waiting"
    NO = "no"
    UNKNOWN = "unknown"


class Right(StrEnum):
    """Whether the number in the directory is right."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


TAKING = {
    Taking.YES: "Taking people now",
    Taking.WAITING: "Waiting list",
    Taking.NO: "Not taking anybody now",
    Taking.UNKNOWN: "Could not find out",
}


@dataclass(frozen=True)
class Heard:
    """The answers of one call to a service."""

    taking: Taking
    phone_right: Right = Right.UNKNOWN
    right_number: str = ""
    next_on: date | None = None
    note: str = ""


def ago(then: date, today: date) -> str:
    """How long ago a day was, the way people say it."""
    days = (today - then).days
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    if days < 60:
        return f"{days} days ago"
    if days < 730:
        return f"{days // 30} months ago"
    return f"{days // 365} years ago"


def is_old(then: date, today: date) -> bool:
    """Whether to ask again before relying on it."""
    return (today - then).days > OLD_AFTER_DAYS
