from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from django.db import models

from offramp.platform.kernel.ids import CounsellingNoteId
from offramp.platform.kernel.records import Record, Segment, id_field, moment
from offramp.program.people.models import Person

if TYPE_CHECKING:
    from offramp.platform.kernel.records import IdField


class CounsellingNote(Record):
    """What somebody wrote of a conversation, apart from the record. Written once.

    Only its author reads it, and it lies sealed, so that no copy of the database shows
    it (`access.words` opens it). What is to be corrected is said in a note of its own that
    `adds_to` the first one.
    """

    segment = Segment.COUNSELLING

    id: IdField[CounsellingNoteId] = id_field()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    adds_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="additions"
    )
    sealed = models.BinaryField()
    written_at = models.DateTimeField()
    written_by_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["written_by_id", "person", "-written_at"])]
        constraints = [moment("written")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write once; a second save is refused."""
        if not self._state.adding:
            raise TypeError("A counselling note is never changed. Add to it.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise TypeError("A counselling note is never removed.")
