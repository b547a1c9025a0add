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
from offramp.program.people.rules.wording import (
    OTHER_ANSWERS,
    born,
    full_name,
    safe_on,
)

__all__ = [
    "OTHER_ANSWERS",
    "Asked",
    "Judged",
    "Key",
    "Seen",
    "born",
    "full_name",
    "judge",
    "key",
    "keys_of",
    "main_name",
    "parts_of",
    "safe_on",
    "sound",
    "way_key",
]
