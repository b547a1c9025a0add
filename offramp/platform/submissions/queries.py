"""What pages need to know of entries from phones."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from offramp.platform.audit import log
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.platform.sealed import phone
from offramp.platform.sealed.seal import Sealed
from offramp.platform.submissions import access
from offramp.platform.submissions.access import Row
from offramp.platform.submissions.lifecycle import State
from offramp.platform.submissions.rules import EntryId, Opened, Unreadable, opened

MOST = 50


@dataclass(frozen=True)
class Kept:
    """An entry that its writer has to look at."""

    id: UUID
    entry_id: EntryId
    kind: str
    happened_at: datetime
    stored_at: datetime
    waits: bool


def to_look_at(by: Actor) -> list[Kept]:
    """The actor's entries that wait for a person or came twice, in order of writing."""
    wanted = [State.WAITING.value, State.DIFFERENT.value]
    rows = access.mine(by, Permission.ENTRY_READ).filter(state__in=wanted)
    rows = rows.defer("closed").order_by("happened_at", "stored_at", "id")
    return [_kept(row) for row in rows[:MOST]]


def count(by: Actor) -> int:
    """How many of the actor's entries wait for them. None of them is seen."""
    wanted = [State.WAITING.value, State.DIFFERENT.value]
    mine = access.mine(by, Permission.ENTRY_READ)
    return int(mine.filter(state__in=wanted).count())


def one(id: UUID, *, by: Actor) -> tuple[Kept, Opened | None]:
    """One entry and what it says; nothing when it cannot be opened any more."""
    row = access.get(id, Permission.ENTRY_READ, by=by)
    log.read(Permission.ENTRY_READ, row, by=by)
    kept = _kept(row)
    if not row.closed:
        return kept, None
    try:
        said = phone.open_entry(phone.read(bytes(row.closed)), kept.entry_id)
        return kept, opened(said)
    except (Sealed, Unreadable):
        return kept, None


def _kept(row: Row) -> Kept:
    return Kept(
        id=row.pk,
        entry_id=EntryId(row.entry_id),
        kind=row.kind,
        happened_at=row.happened_at,
        stored_at=row.stored_at,
        waits=row.state == State.WAITING,
    )
