from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from offramp.platform.accounts.models import Agency
from offramp.platform.kernel.ids import ExportId
from offramp.platform.kernel.records import Record, Segment, id_field, known, moment
from offramp.platform.policy.actor import Role
from offramp.program.exports import rules
from offramp.program.exports.lifecycle import State

if TYPE_CHECKING:
    from offramp.platform.kernel.records import IdField


class Export(Record):
    """One file of released facts: who took it, how much was in it, and nobody's name.

    What was in it is gathered when it is taken, and kept nowhere: what was taken back
    in between is not in it.
    """

    segment = Segment.JUSTICE

    id: IdField[ExportId] = id_field()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    people = models.PositiveIntegerField()
    lines = models.PositiveIntegerField()
    state = models.CharField(max_length=20)
    asked_at = models.DateTimeField()
    asked_by_id = models.UUIDField()
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.UUIDField(null=True)
    taken_at = models.DateTimeField(null=True)
    taken_by_id = models.UUIDField(null=True)
    # The day it was taken on, and which of that person's files of the day it was.
    taken_on = models.DateField(null=True)
    turn = models.PositiveSmallIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["agency", "-asked_at"])]
        constraints = [
            known("role", Role),
            known("state", State),
            moment("asked"),
            moment("decided"),
            moment("taken"),
            models.CheckConstraint(
                name="export_takes_two",
                condition=Q(decided_by_id=None) | ~Q(decided_by_id=F("asked_by_id")),
            ),
            models.CheckConstraint(
                name="export_is_taken_by_who_asked",
                condition=Q(taken_by_id=None) | Q(taken_by_id=F("asked_by_id")),
            ),
            models.CheckConstraint(
                name="export_of_many_was_allowed",
                condition=Q(taken_at=None)
                | Q(people__lte=rules.MOST_ALONE)
                | Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="export_has_its_turn",
                condition=Q(taken_at=None, taken_on=None, turn=None)
                | Q(taken_at__isnull=False, taken_on__isnull=False)
                & Q(turn__gte=1, turn__lte=rules.A_DAY),
            ),
            models.UniqueConstraint(
                name="export_turn_once", fields=["taken_by_id", "taken_on", "turn"]
            ),
        ]
