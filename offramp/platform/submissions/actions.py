from datetime import datetime
from uuid import UUID

from django.db import transaction

from offramp.platform.audit import log
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.platform.submissions import access
from offramp.platform.submissions.access import Row
from offramp.platform.submissions.lifecycle import Event, State
from offramp.platform.submissions.rules import Answer, EntryId, Opened


@transaction.atomic
def take(
    entry_id: EntryId,
    opened: Opened,
    closed: bytes,
    *,
    waits: bool,
    happened_at: datetime,
    at: datetime,
    by: Actor,
) -> Answer:
    """An entry came in. New: it counts. The same again: nothing more. Other answers
    under the same id: kept beside the first, for a person to look at."""
    require(by, Permission.ENTRY_SEND)
    state = State.WAITING if waits else State.TAKEN
    first, is_new = access.table(by).objects.get_or_create(
        entry_id=entry_id,
        is_first=True,
        defaults={
            "kind": opened.kind,
            "digest": opened.digest(),
            "writer_id": by.id,
            "state": state.value,
            "claimed_at": opened.claimed_at,
            "happened_at": happened_at,
            "closed": closed if waits else b"",
        },
    )
    if is_new:
        log.record(Permission.ENTRY_SEND, first, by=by, at=at.isoformat())
        return Answer.NEW
    if first.digest == opened.digest() and first.writer_id == by.id:
        return Answer.SAME
    _keep_beside(entry_id, opened, closed, happened_at, by)
    return Answer.DIFFERENT


def _keep_beside(
    entry_id: EntryId, opened: Opened, closed: bytes, happened_at: datetime, by: Actor
) -> None:
    kept, is_new = access.table(by).objects.get_or_create(
        entry_id=entry_id,
        digest=opened.digest(),
        writer_id=by.id,
        defaults={
            "kind": opened.kind,
            "is_first": False,
            "state": State.DIFFERENT.value,
            "claimed_at": opened.claimed_at,
            "happened_at": happened_at,
            "closed": closed,
        },
    )
    if is_new:
        log.record(Permission.ENTRY_SEND, kept, by=by, differs=True)


@transaction.atomic
def done(id: UUID, *, at: datetime, by: Actor) -> Row:
    """It is known whom an entry is about, and the act was done. What it said goes."""
    entry = access.get(id, Permission.ENTRY_SETTLE, by=by, lock=True)
    _end(entry, Event.TAKE, at, by)
    log.record(Permission.ENTRY_SETTLE, entry, by=by, at=at.isoformat())
    return entry


@transaction.atomic
def settle(id: UUID, *, at: datetime, by: Actor) -> Row:
    """Its writer has looked at an entry, and it is done with. What it said goes."""
    entry = access.get(id, Permission.ENTRY_SETTLE, by=by, lock=True)
    _end(entry, Event.SETTLE, at, by)
    log.record(Permission.ENTRY_SETTLE, entry, by=by, at=at.isoformat(), unused=True)
    return entry


def _end(entry: Row, event: Event, at: datetime, by: Actor) -> None:
    entry.happen(event)
    entry.settled_at, entry.settled_by_id, entry.closed = at, by.id, b""
    entry.save(update_fields=["state", "settled_at", "settled_by_id", "closed"])
