"""The only way to a counselling note: to have written it, and still look after whom
it is about. No emergency opens one, and none outlasts the care."""

from django.db.models import Q, QuerySet
from django.http import Http404

from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import CounsellingNoteId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission, Reach
from offramp.platform.sealed import seal
from offramp.program.notes.models import CounsellingNote
from offramp.program.people import access as people_access

SHUT = (
    "A note of yours cannot be opened with the keys that are here. Nothing is lost. Tell "
    "whoever looks after the server."
)


def _rows(reach: Reach, actor: Actor, permission: Permission) -> Q:
    match reach:
        case Reach.OWN:
            near = people_access.about(Reach.ASSIGNED, actor, permission)
            return Q(written_by_id=actor.id) & near
        # No duty reaches what somebody else wrote, however far it reaches elsewhere.
        case Reach.ASSIGNED | Reach.AGENCY | Reach.PROGRAM:
            return Q(pk__in=[])


def reachable(actor: Actor, permission: Permission) -> QuerySet[CounsellingNote]:
    """The actor's own notes."""
    rows = Q(pk__in=[])
    for reach in require(actor, permission):
        rows |= _rows(reach, actor, permission)
    return CounsellingNote.objects.filter(rows)


def get(
    note_id: CounsellingNoteId, permission: Permission, *, by: Actor
) -> CounsellingNote:
    """A note of the actor's, not an addition to one; or 404."""
    found = reachable(by, permission).filter(pk=note_id, adds_to=None)
    note = found.select_related("person").first()
    if note is None:
        raise Http404
    return note


def sealed(note: CounsellingNote, text: str) -> bytes:
    """The words, closed for this note: moved to another one they do not open."""
    return seal.seal_note(text, note.id)


def words(note: CounsellingNote) -> str:
    """What its author wrote. Whoever has a note came through `reachable`."""
    try:
        return seal.open_note(bytes(note.sealed), note.id)
    except seal.Sealed:
        raise Refused(SHUT) from None
