"""The only way to an entry: through whoever wrote it."""

from typing import Any, TypeAlias
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from offramp.platform.policy.actor import OUTSIDE, Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.platform.submissions.models import OfficerEntry, StaffEntry
from offramp.platform.submissions.rules import EntryId

Row: TypeAlias = OfficerEntry | StaffEntry
Table: TypeAlias = type[OfficerEntry] | type[StaffEntry]


def table(by: Actor) -> Table:
    """Where this colleague's entries lie: the police and treatment share no table."""
    return OfficerEntry if by.roles & OUTSIDE else StaffEntry


def mine(by: Actor, permission: Permission) -> QuerySet[Any]:
    """The actor's own entries. Nobody else's are ever reached."""
    require(by, permission)
    return table(by).objects.filter(writer_id=by.id)


def get(id: UUID, permission: Permission, *, by: Actor, lock: bool = False) -> Row:
    """One of the actor's own entries, or 404."""
    found = mine(by, permission).filter(pk=id)
    if lock:
        found = found.select_for_update(of=("self",))
    entry: Row | None = found.first()
    if entry is None:
        raise Http404
    return entry


def first(entry_id: EntryId, *, by: Actor) -> Row | None:
    """What stands under the phone's id, whoever wrote it."""
    return table(by).objects.filter(entry_id=entry_id, is_first=True).first()
