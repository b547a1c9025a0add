"""Names as searches see them, and when two records may be one person."""

from offramp.program.people.rules.alike import Asked, Judged, Seen, judge
from offramp.program.people.rules.names import (
    Key,
    key,
    keys_of,
    main_name,
    parts_of,
    sound,
    way_key,
)
from offramp.program.people.rules.openings import (
    ESCALATES_AFTER,
    FINDINGS,
    GRACE,
    HOLDS_FOR,
    LEAST_WORDS,
    REASONS,
    Finding,
    OpeningReason,
    is_overdue,
    notice,
    reminder,
    review_due,
    says_enough,
)
from offramp.program.people.rules.wording import (
    OTHER_ANSWERS,
    born,
    full_name,
    safe_on,
)

__all__ = [
    "ESCALATES_AFTER",
    "FINDINGS",
    "GRACE",
    "HOLDS_FOR",
    "LEAST_WORDS",
    "OTHER_ANSWERS",
    "REASONS",
    "Asked",
    "Finding",
    "Judged",
    "Key",
    "OpeningReason",
    "Seen",
    "born",
    "full_name",
    "is_overdue",
    "judge",
    "key",
    "keys_of",
    "main_name",
    "notice",
    "parts_of",
    "reminder",
    "review_due",
    "safe_on",
    "says_enough",
    "sound",
    "way_key",
]
