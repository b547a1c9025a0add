from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from offramp.platform.kernel.ids import DestructionId, HoldId
from offramp.platform.kernel.records import Record, Segment, id_field, known, moment
from offramp.program.retention.lifecycle import LIFECYCLE, UNDER_WAY, Event, State

if TYPE_CHECKING:
    from uuid import UUID

    from offramp.platform.kernel.records import IdField


class Hold(Record):
    """Somebody's record, or a whole class of records, must not be destroyed for now.

    It points at nobody by a foreign key, so it stays when it was lifted and the person's
    record is gone. The reference is a number of a file or a letter, never a story.
    """

    segment = Segment.RETENTION

    id: IdField[HoldId] = id_field()
    record = models.CharField(max_length=20, blank=True)
    person_id = models.UUIDField(null=True)
    reference = models.CharField(max_length=60)
    placed_at = models.DateTimeField()
    placed_by_id = models.UUIDField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by_id = models.UUIDField(null=True)
    lifted_reference = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person_id", "lifted_at"]),
            models.Index(fields=["-placed_at"]),
        ]
        constraints = [
            moment("placed"),
            moment("lifted"),
            models.CheckConstraint(
                name="hold_on_a_person_or_on_a_class",
                condition=Q(record="", person_id__isnull=False)
                | (~Q(record="") & Q(person_id=None)),
            ),
            models.CheckConstraint(
                name="hold_says_why",
                condition=~Q(reference="")
                & (Q(lifted_at=None) | ~Q(lifted_reference="")),
            ),
        ]


class Destruction(Record):
    """What is due of one class, proposed by one person and signed by another.

    Done, it is the certificate: how many, by which rule, by whom, when, and the entry of
    the record of acts that says so. It names none of those whom the records were about.
    """

    segment = Segment.RETENTION

    id: IdField[DestructionId] = id_field()
    record = models.CharField(max_length=20)
    state = models.CharField(max_length=20, default=State.PROPOSED.value)
    # The line of the schedule as it stood, and the version of the site that had it.
    rule = models.JSONField()
    count = models.PositiveIntegerField()
    proposed_at = models.DateTimeField()
    proposed_by_id = models.UUIDField()
    signed_at = models.DateTimeField(null=True)
    signed_by_id = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_id = models.UUIDField(null=True)
    # Records that are gone, their rows, and records that were held or in use again.
    destroyed = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    spared = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    finished_by_id = models.UUIDField(null=True)
    number = models.PositiveIntegerField(null=True, unique=True)
    position = models.BigIntegerField(null=True)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-proposed_at"])]
        constraints = [
            known("state", State),
            moment("proposed"),
            moment("signed"),
            moment("withdrawn"),
            moment("finished"),
            models.CheckConstraint(
                name="destruction_takes_two",
                condition=Q(signed_by_id=None) | ~Q(signed_by_id=F("proposed_by_id")),
            ),
            models.CheckConstraint(
                name="destruction_goes_on_only_when_signed",
                condition=Q(state__in=[State.PROPOSED.value, State.WITHDRAWN.value])
                | Q(signed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="destruction_done_is_certified",
                condition=~Q(state=State.DONE.value)
                | (Q(finished_at__isnull=False, number__isnull=False) & ~Q(hash="")),
            ),
            models.UniqueConstraint(
                name="destruction_one_at_a_time",
                fields=["record"],
                condition=Q(state__in=sorted(state.value for state in UNDER_WAY)),
            ),
        ]

    def happen(self, event: Event) -> None:
        """Move to the state that follows, or be refused."""
        self.state = LIFECYCLE.after(State(self.state), event)


class Part(Record):
    """One record that a destruction is to remove. Gone with it, so what is left to do
    is what is left here."""

    segment = Segment.PROGRAM

    id: IdField[UUID] = id_field()
    destruction = models.ForeignKey(
        Destruction, on_delete=models.PROTECT, related_name="parts"
    )
    about_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="part_once", fields=["destruction", "about_id"]
            ),
        ]
