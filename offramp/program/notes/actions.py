from datetime import datetime

from django.db import transaction

from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import CounsellingNoteId, PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.notes import access
from offramp.program.notes.models import CounsellingNote
from offramp.program.people import access as people_access

SENT_BEFORE = (
    "This was sent before with other words, and what was sent first stands. "
    "To say more, add to that note."
)


@transaction.atomic
def write(
    id: CounsellingNoteId, person_id: PersonId, text: str, *, at: datetime, by: Actor
) -> CounsellingNote:
    """A case manager notes down a conversation, for themselves. Sent twice it is one."""
    person = people_access.get(
        person_id, Permission.COUNSELLING_WRITE, by=by, lock=True
    )
    note = CounsellingNote(id=id, person=person)
    note, is_new = _once(note, text, at, by)
    if is_new:
        log.record(Permission.COUNSELLING_WRITE, note, by=by, at=at.isoformat())
    return note


@transaction.atomic
def add(
    id: CounsellingNoteId,
    note_id: CounsellingNoteId,
    text: str,
    *,
    at: datetime,
    by: Actor,
) -> CounsellingNote:
    """Say more, or what was wrong. The first words stay as they were."""
    first = access.get(note_id, Permission.COUNSELLING_READ, by=by)
    people_access.get(
        PersonId(first.person_id), Permission.COUNSELLING_WRITE, by=by, lock=True
    )
    note = CounsellingNote(id=id, person=first.person, adds_to=first)
    note, is_new = _once(note, text, at, by)
    if is_new:
        log.record(Permission.COUNSELLING_WRITE, note, by=by, to=str(first.id))
    return note


def _once(
    note: CounsellingNote, text: str, at: datetime, by: Actor
) -> tuple[CounsellingNote, bool]:
    if not text.strip():
        raise Refused("Write something, or leave the page.")
    before = CounsellingNote.objects.filter(pk=note.id).first()
    note.written_at, note.written_by_id = at, by.id
    if before is None:
        note.sealed = access.sealed(note, text)
        note.save(force_insert=True)
        return note, True
    said = ("person_id", "adds_to_id", "written_by_id")
    same = all(getattr(before, name) == getattr(note, name) for name in said)
    if not same or access.words(before) != text:
        raise Refused(SENT_BEFORE)
    return before, False
