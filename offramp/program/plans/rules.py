"""Words and decisions of a plan that are the same at every site. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class How(StrEnum):
    """How the participant agreed."""

    SIGNED = "signed"
    SPOKEN = "spoken"


class Owner(StrEnum):
    """Who does a step."""

    PARTICIPANT = "participant"
    CASE_MANAGER = "case_manager"
    PEER = "peer"
    PARTNER = "partner"


OWNERS: tuple[tuple[str, str], ...] = (
    (Owner.PARTICIPANT, "The participant"),
    (Owner.CASE_MANAGER, "The case manager"),
    (Owner.PEER, "The peer"),
    (Owner.PARTNER, "A partner or service"),
)
# On the participant's own copy.
OWNERS_TO_PARTICIPANT = {
    Owner.PARTICIPANT: "I do",
    Owner.CASE_MANAGER: "My case manager",
    Owner.PEER: "My peer",
    Owner.PARTNER: "Somebody else",
}
STAGES: tuple[tuple[str, str], ...] = (
    ("not_thinking", "Not thinking about it"),
    ("thinking", "Thinking about it"),
    ("getting_ready", "Getting ready"),
    ("doing", "Doing it"),
    ("keeping", "Keeping it up"),
)
NOT_STARTED = "not_started"
# The words that the program acts on; a site gives each its own label.
SETTLED = frozenset({"done", "changed_my_mind"})
TONES = {"working": "info", "done": "success"}


@dataclass(frozen=True)
class GoalWords:
    """What a goal says."""

    domain: str
    words: str
    importance: int | None = None
    stage: str = ""


@dataclass(frozen=True)
class StepWords:
    """What a step says."""

    words: str
    owner: str
    owner_name: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class About:
    """What stands around the goals."""

    strengths: str
    barriers: tuple[str, ...]
    barrier_words: str


@dataclass(frozen=True)
class Agreement:
    """How the participant said yes to the plan."""

    how: How
    review_on: date
    typed: str = ""
    points: str = ""
    note: str = ""
    copy_given: bool = False

    def lacks(self) -> str:
        """What is missing, as a sentence; empty when nothing is."""
        if self.how == How.SIGNED and not (self.typed or self.points):
            return "Let them sign in the box, or type their name beneath it."
        if self.how == How.SPOKEN and not self.note.strip():
            return "Write down how they said yes, and who heard it."
        return ""


def is_late(due_on: date | None, state: str, today: date) -> bool:
    """Whether a step's day has passed while it is still to be done."""
    return due_on is not None and due_on < today and state not in SETTLED
