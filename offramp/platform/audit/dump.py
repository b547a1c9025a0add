"""The record as lines of JSON, for whoever checks it elsewhere."""

import json
from typing import TextIO

from offramp.platform.audit.models import Entry
from offramp.platform.audit.moments import spelled

_COLUMNS = ("position", "stored_at", "body", "prev", "hash")


def write(file: TextIO, *, after: int = 0) -> int:
    """Every entry after a position, in order; how many they were."""
    rows = Entry.objects.filter(position__gt=after).order_by("position")
    count = 0
    for seq, at, body, prev, hash in rows.values_list(*_COLUMNS).iterator():
        line = {"seq": seq, "at": spelled(at), "body": body, "prev": prev, "hash": hash}
        file.write(json.dumps(line) + "\n")
        count += 1
    return count
