"""A quick look at the record: enough for every day, not for a proof."""

from pathlib import Path

from django.conf import settings
from django.db import connection

from offramp.platform.audit import checkpoints
from offramp.platform.audit.models import Entry, Head
from offramp.platform.audit.moments import spelled
from offramp.platform.audit.verify import Unusable, link

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
    """What is not as it should be: triggers, the last entries, the last checkpoint."""
    return [*_of_triggers(), *_of_the_end(), *_of_checkpoints()]


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


def _of_checkpoints() -> list[str]:
    if settings.OFFRAMP_DEMO:
        return []
    if not checkpoints.has_key():
        return ["The record of acts has no signed checkpoints. Run: offramp audit key"]
    found = []
    if len(settings.OFFRAMP_CHECKPOINTS) < 2:
        found.append("OFFRAMP_CHECKPOINTS names fewer than two places. Name two.")
    try:
        found += [
            problem
            for place in settings.OFFRAMP_CHECKPOINTS
            for problem in _of_place(Path(place))
        ]
    except (Unusable, OSError):
        found.append("The last checkpoint cannot be read, or another key signed it.")
    return found


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
