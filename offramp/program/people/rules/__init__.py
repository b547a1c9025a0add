"""Names as searches see them, and when two records may be one person."""

from offramp.program.people.rules.alike import Asked, Judged, Seen, judge
from offramp.program.people.rules.names import Key, key, keys_of, sound, way_key

__all__ = [
    "Asked",
    "Judged",
    "Key",
    "Seen",
    "judge",
    "key",
    "keys_of",
    "sound",
    "way_key",
]
