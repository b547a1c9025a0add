"""An author's own notes about somebody. Nothing else in the program asks for them."""

from dataclasses import dataclass
from datetime import datetime

from offramp.platform.audit import log
from offramp.platform.kernel.ids import CounsellingNoteId, PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.notes import access
from offramp.program.notes.models import CounsellingNote
from offramp.program.people import access as people_access


@dataclass(frozen=True)
class Addition:
    """What its author said later."""

    at: datetime
    text: str


@dataclass(frozen=True)
class NoteView:
    """A note with what was added to it."""

    id: CounsellingNoteId
    person_id: PersonId
    at: datetime
    text: str
    additions: tuple[Addition, ...]


def of_person(person_id: PersonId, by: Actor) -> tuple[NoteView, ...]:
    """What the actor wrote about this person, the newest first."""
    rows = list(
        access.reachable(by, Permission.COUNSELLING_READ)
        .filter(person_id__in=people_access.ids_of(person_id))
        .order_by("-written_at", "pk")
    )
    log.listed(
        Permission.COUNSELLING_READ, CounsellingNote, [row.id for row in rows], by=by
    )
    return tuple(_view(row, rows) for row in rows if row.adds_to_id is None)


def one(note_id: CounsellingNoteId, by: Actor) -> NoteView:
    """One note of the actor's, to be added to; 404 for everybody else."""
    note = access.get(note_id, Permission.COUNSELLING_READ, by=by)
    log.read(Permission.COUNSELLING_READ, note, by=by)
    return _view(note, list(note.additions.order_by("-written_at", "pk")))


def _view(note: CounsellingNote, rows: list[CounsellingNote]) -> NoteView:
    return NoteView(
        id=note.id,
        person_id=PersonId(note.person_id),
        at=note.written_at,
        text=access.words(note),
        additions=tuple(
            Addition(row.written_at, access.words(row))
            for row in reversed(rows)
            if row.adds_to_id == note.id
        ),
    )
