"""The record as lines of JSON, for whoever checks it elsewhere."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TextIO

from offramp.platform.audit import models
from offramp.platform.audit.moments import spelled
from offramp.platform.audit.verify import Entry

_COLUMNS = ("position", "stored_at", "body", "prev", "hash")


def entries(*, after: int = 0) -> Iterator[Entry]:
    """Every entry after a position, in order, as the verifier reads it."""
    rows = models.Entry.objects.filter(position__gt=after).order_by("position")
    for seq, at, body, prev, hash in rows.values_list(*_COLUMNS).iterator():
        yield Entry(seq, spelled(at), body, prev, hash)


def write(file: TextIO, *, after: int = 0) -> int:
    """Every entry after a position, in order; how many they were."""
    count = 0
    for entry in entries(after=after):
        file.write(json.dumps(asdict(entry)) + "\n")
        count += 1
    return count
