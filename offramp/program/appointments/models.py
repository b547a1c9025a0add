from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from offramp.platform.kernel.ids import AppointmentId
from offramp.platform.kernel.records import Record, Segment, id_field, known, moment
from offramp.program.appointments.lifecycle import LIFECYCLE, Event, State
from offramp.program.people.models import Person

if TYPE_CHECKING:
    from offramp.platform.kernel.records import IdField


class AppointmentKind(StrEnum):
    """What an appointment is for."""

    ASSESSMENT = "assessment"
    FOLLOW_UP = "follow_up"
    SERVICE = "service"
    OTHER = "other"


class Appointment(Record):
    """A meeting that was agreed on, with how to get there and how to be reminded."""

    segment = Segment.TREATMENT

    id: IdField[AppointmentId] = id_field()
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="appointments"
    )
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()
    place = models.CharField(max_length=200)
    with_id = models.UUIDField(null=True)
    transport = models.CharField(max_length=60)
    reminder = models.CharField(max_length=60)
    reminder_words = models.CharField(max_length=200, blank=True)
    reminded_at = models.DateTimeField(null=True)
    reminded_by_id = models.UUIDField(null=True)
    state = models.CharField(max_length=20, default=State.BOOKED.value)
    made_at = models.DateTimeField()
    made_by_id = models.UUIDField()
    settled_at = models.DateTimeField(null=True)
    settled_by_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=60, blank=True)
    moved_to = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="moved_from"
    )

    class Meta:
        indexes = [
            models.Index(fields=["person", "-at"]),
            models.Index(fields=["state", "at"]),
            models.Index(fields=["with_id", "state", "at"]),
        ]
        constraints = [
            known("kind", AppointmentKind),
            known("state", State),
            moment("made"),
            moment("reminded"),
            moment("settled"),
            models.CheckConstraint(
                name="appointment_settled_unless_booked",
                condition=Q(state=State.BOOKED.value, settled_at=None)
                | (~Q(state=State.BOOKED.value) & Q(settled_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="appointment_moved_somewhere",
                condition=~Q(state=State.MOVED.value) | Q(moved_to__isnull=False),
            ),
        ]

    def happen(self, event: Event) -> None:
        """Move to the state that follows, or be refused."""
        self.state = LIFECYCLE.after(State(self.state), event)
