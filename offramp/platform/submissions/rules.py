"""What is true of an entry from a phone, whatever it holds. No Django here."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NewType
from uuid import UUID

EntryId = NewType("EntryId", UUID)  # the one that the phone minted

# The longest that an entry may be on the line. The longest form is a tenth of it.
MOST_BYTES = 64 * 1024


class Answer(StrEnum):
    """What an entry that arrives turns out to be."""

    NEW = "new"
    SAME = "same"
    DIFFERENT = "different"


class Unreadable(ValueError):
    """It was opened, and makes no sense."""


@dataclass(frozen=True)
class Opened:
    """An entry as its writer closed it."""

    kind: str
    said: Mapping[str, list[str]]
    writer: UUID | None  # nobody was known on the phone
    claimed_at: datetime
    whom: str = ""

    def digest(self) -> str:
        """The same for the same answers, however often they were closed."""
        told = [self.kind, self.whom, dict(self.said)]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def opened(entry: Mapping[str, Any]) -> Opened:
    """What stood in the envelope, looked at piece by piece."""
    try:
        said = {
            str(name): [str(one) for one in answers]
            for name, answers in entry["said"].items()
        }
        writer = UUID(entry["writer"]) if entry.get("writer") else None
        return Opened(
            kind=str(entry["kind"]),
            said=said,
            writer=writer,
            claimed_at=moment(str(entry["at"])),
            whom=str(entry.get("whom", ""))[:200],
        )
    except (KeyError, ValueError, TypeError, AttributeError):
        raise Unreadable("It holds no answers.") from None


def moment(text: str) -> datetime:
    """A moment by some clock, with its zone."""
    said = datetime.fromisoformat(text)
    if said.tzinfo is None:
        raise ValueError(text)
    return said


def happened_at(claimed: datetime, phone: datetime | None, here: datetime) -> datetime:
    """When it was, by our clock: as long before now as it was before the phone's now.

    A phone whose clock is wrong by days is so put right. One whose clock was put right
    in between may still claim what has not come: then it was just now.
    """
    offset = here - phone if phone else timedelta()
    try:
        return min(claimed + offset, here)
    except OverflowError:
        return here
