from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from offramp.platform.kernel.ids import TouchpointId
from offramp.platform.kernel.records import Record, Segment, id_field
from offramp.program.people.models import Person

if TYPE_CHECKING:
    from offramp.platform.kernel.records import IdField


class Touchpoint(Record):
    """A meeting of staff and person, or an attempt at one, with its risk reduction."""

    segment = Segment.TREATMENT

    id: IdField[TouchpointId] = id_field()
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="touchpoints"
    )
    at = models.DateTimeField()
    staff_id = models.UUIDField()
    mode = models.CharField(max_length=60)
    reached = models.BooleanField()
    result = models.CharField(max_length=60, blank=True)
    place_kind = models.CharField(max_length=60, blank=True)
    minutes = models.CharField(max_length=20, blank=True)
    naloxone_kits = models.PositiveSmallIntegerField(default=0)
    strips = models.PositiveSmallIntegerField(default=0)
    taught = models.JSONField(default=list)
    no_risk_reduction_reason = models.CharField(max_length=60, blank=True)
    next_step = models.CharField(max_length=300, blank=True)
    next_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-at"]),
            models.Index(fields=["next_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="touchpoint_attempt_says_what_came_of_it",
                condition=Q(reached=True) | ~Q(result=""),
            ),
            models.CheckConstraint(
                name="touchpoint_reduces_risk_or_says_why_not",
                condition=Q(reached=False)
                | Q(naloxone_kits__gt=0)
                | Q(strips__gt=0)
                | ~Q(taught=[])
                | ~Q(no_risk_reduction_reason=""),
            ),
        ]


class Note(Record):
    """What the colleague wrote in their own words. Apart, so that lists never read it."""

    segment = Segment.TREATMENT

    touchpoint = models.OneToOneField(
        Touchpoint, on_delete=models.PROTECT, primary_key=True, related_name="note"
    )
    text = models.TextField(max_length=4000)
