from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from offramp.platform.kernel.records import Record, Segment, id_field, known, moment
from offramp.platform.submissions.lifecycle import LIFECYCLE, Event, State


class Entry(Record):
    """An entry that came from a phone. What it says stays closed, and goes when done."""

    id: models.UUIDField[UUID, UUID] = id_field()
    entry_id = models.UUIDField()
    is_first = models.BooleanField()
    kind = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    writer_id = models.UUIDField()
    state = models.CharField(max_length=20)
    claimed_at = models.DateTimeField()
    happened_at = models.DateTimeField()
    closed = models.BinaryField(default=b"")
    settled_at = models.DateTimeField(null=True)
    settled_by_id = models.UUIDField(null=True)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            known("state", State),
            moment("settled"),
            # The phone's id counts once; what differs lies beside it.
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_first_of_its_id",
                fields=["entry_id"],
                condition=Q(is_first=True),
            ),
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_same_once",
                fields=["entry_id", "digest", "writer_id"],
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["writer_id", "state"])]

    def happen(self, event: Event) -> None:
        """Go on to the next state, or refuse."""
        self.state = LIFECYCLE.after(State(self.state), event).value


class OfficerEntry(Entry):
    """What an officer's phone sent."""

    segment = Segment.JUSTICE

    class Meta(Entry.Meta):
        pass


class StaffEntry(Entry):
    """What a peer's phone sent: it is about people, as all that they write."""

    segment = Segment.TREATMENT

    class Meta(Entry.Meta):
        pass
