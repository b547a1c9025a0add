"""A quick look at the record for every hour, and the proof for every night."""

from pathlib import Path

from django.conf import settings
from django.db import connection

from offramp.platform.audit import checkpoints, dump
from offramp.platform.audit.models import Entry, Head
from offramp.platform.audit.moments import spelled
from offramp.platform.audit.verify import Unusable, Verdict, link, verify

LAST = 1000
_TRIGGERS = {"postgresql": 6, "sqlite": 9}
_COUNT = {
    "postgresql": "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND "
    "tgenabled <> 'D' AND tgrelid IN ('audit_entry'::regclass, "
    "'audit_head'::regclass, 'audit_listed'::regclass)",
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' "
    "AND tbl_name IN ('audit_entry', 'audit_head', 'audit_listed')",
}


def problems() -> list[str]:
    """What is not as it should be, with what was never set up. For `offramp check`."""
    return [*wrong(), *_of_setup(), *_of_pages()]


def wrong() -> list[str]:
    """What somebody or something did: triggers, the last entries, the last checkpoint."""
    return [*_of_triggers(), *_of_the_end(), *_of_checkpoints()]


def verdict() -> Verdict:
    """What the verifier says of the record as it stands, with all checkpoints here."""
    # These first: what is signed meanwhile signs entries that are read later on.
    places = [Path(place) for place in settings.OFFRAMP_CHECKPOINTS]
    try:
        known = [point for place in places for point in checkpoints.known(place)]
    except (Unusable, OSError):
        return Verdict("A file of checkpoints cannot be read, or is not ours.", 0)
    return verify(dump.entries(), known)


def _of_triggers() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(_COUNT[connection.vendor])
        found = cursor.fetchone()[0]
    if found >= _TRIGGERS[connection.vendor]:
        return []
    return [
        "The record of acts is not guarded: triggers are missing or switched off. Find "
        "out who did that, and restore the database."
    ]


def _of_the_end() -> list[str]:
    head = Head.objects.filter(pk=1).first()
    last = list(Entry.objects.order_by("-position")[:LAST])
    if head is None or (last[0].position if last else 0) != head.position:
        return ["The record of acts does not end where it should. See operating.md."]
    wanted = head.hash
    for entry in last:
        at = spelled(entry.stored_at)
        linked = link(entry.prev, entry.position, at, entry.body)
        if not wanted == entry.hash == linked:
            return [f"Entry {entry.position} of the record of acts was changed."]
        wanted = entry.prev
    return []


def _of_setup() -> list[str]:
    if settings.OFFRAMP_DEMO:
        return []
    if not checkpoints.has_key():
        return ["The record of acts has no signed checkpoints. Run: offramp audit key"]
    if len(settings.OFFRAMP_CHECKPOINTS) < 2:
        return ["OFFRAMP_CHECKPOINTS names fewer than two places. Name two."]
    return []


def _of_checkpoints() -> list[str]:
    if settings.OFFRAMP_DEMO or not checkpoints.has_key():
        return []
    places = [Path(place) for place in settings.OFFRAMP_CHECKPOINTS]
    try:
        return [problem for place in places for problem in _of_place(place)]
    except (Unusable, OSError):
        return ["The last checkpoint cannot be read, or another key signed it."]


def _of_place(place: Path) -> list[str]:
    last = checkpoints.latest(place)
    if last is None or last.seq == 0:
        return []
    entry = Entry.objects.filter(position=last.seq).first()
    if entry is not None and entry.hash == last.hash:
        return []
    return [
        f"The record of acts differs from the checkpoint at entry {last.seq} in "
        f"{place}: it was cut or rewritten. Run: offramp audit verify"
    ]


def _of_pages() -> list[str]:
    """Whether the database would notice a page that the disk gave back wrong."""
    if connection.vendor == "sqlite" or settings.OFFRAMP_DEMO:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_checksums")
        [state] = cursor.fetchone()
    if state == "on":
        return []
    return [
        "PostgreSQL does not check its pages (data_checksums is off). Stop it, run "
        "pg_checksums --enable, and start it again."
    ]
