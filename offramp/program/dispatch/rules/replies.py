"""What a reply by text or by a key means. Anything else is asked again, never guessed."""

import re
from dataclasses import dataclass

_MINUTES = 20
_REPLY = re.compile(
    r"\s*(?P<word>1|2|yes|y|no|n|coming|can'?t|cannot)\b[\s,.;:]*"
    r"(?P<minutes>[0-9]{1,3}\b)?\s*(?:min\w*)?[\s,.;:]*"
    r"(?:LD-?)?(?P<code>[2-9A-HJKMNP-Z]{5})?\W*",
    re.IGNORECASE,
)
_YES = {"1", "yes", "y", "coming"}


@dataclass(frozen=True)
class Reply:
    """Yes or no, in how many minutes, and to which page if that was said."""

    yes: bool
    minutes: int
    code: str


def read_reply(words: str) -> Reply | None:
    """The reply in these words; None when they are none."""
    found = _REPLY.fullmatch(words[:100])
    if found is None:
        return None
    minutes, code = found["minutes"], found["code"]
    return Reply(
        yes=found["word"].lower() in _YES,
        minutes=int(minutes) if minutes else _MINUTES,
        code=(code or "").upper(),
    )
