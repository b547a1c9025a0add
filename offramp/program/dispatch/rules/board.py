"""What the manager's board shows, ready to be shown. Codes and staff, no people."""

from dataclasses import dataclass

from offramp.platform.kernel.ids import DispatchId
from offramp.program.dispatch.lifecycle import Found
from offramp.program.dispatch.rules.pages import OnCall

FOUND_WORDS = {
    Found.MET: "Met in person",
    Found.SPOKEN_TO: "Spoken to",
    Found.NOT_FOUND: "Not found",
    Found.NO_WAY: "Nothing is known by which to find them",
}


@dataclass(frozen=True)
class BoardRow:
    """One handoff of today, or one that is open."""

    id: DispatchId
    code: str
    paged: str
    age: int
    is_open: bool
    headline: str
    tone: str
    watch_says: str
    watch_tone: str
    answered_in: int | None
    arrived_in: int | None
    officer_minutes: int | None


@dataclass(frozen=True)
class Waiting:
    """Somebody whom nobody could meet, and whom nobody has looked for yet."""

    id: DispatchId
    code: str
    since: str
    due: str
    is_late: bool


@dataclass(frozen=True)
class Board:
    """Who is on, what is open, what was today."""

    on_call: tuple[OnCall, ...]
    gaps: tuple[str, ...]
    open: tuple[BoardRow, ...]
    today: tuple[BoardRow, ...]
    waiting: tuple[Waiting, ...]
    etag: str


_SAID = {
    "waiting": ("Planned", "plain"),
    "sending": ("On its way", "info"),
    "sent": ("Sent", "success"),
    "taken_back": ("Not needed", "plain"),
    "given_up": ("Could not be sent", "error"),
}
_RECEIPTS = {
    "delivered": ("On their phone", "success"),
    "answered": ("Picked up", "success"),
    "in-progress": ("Picked up", "success"),
    "completed": ("Called", "success"),
    "busy": ("Busy", "warning"),
    "no-answer": ("Rang, nobody picked up", "warning"),
    "undelivered": ("Did not arrive", "error"),
    "failed": ("Did not arrive", "error"),
}


def sent_says(state: str, receipt: str, problem: str) -> tuple[str, str]:
    """What came of one step, in words, with its tone."""
    if state == "sent" and receipt in _RECEIPTS:
        return _RECEIPTS[receipt]
    if state == "waiting" and problem:
        return "Is tried again", "warning"
    return _SAID[state]
