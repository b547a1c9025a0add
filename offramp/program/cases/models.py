from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from offramp.platform.kernel.ids import ArrivalId, CaseId, IntakeId
from offramp.platform.kernel.records import Record, Segment, id_field, known, moment
from offramp.program.cases.lifecycle import LIFECYCLE, Event, State
from offramp.program.diversions.models import Diversion
from offramp.program.people.models import Person

if TYPE_CHECKING:
    from offramp.platform.kernel.records import IdField


class Case(Record):
    """One stay of a person in the program, from the handoff to the closing."""

    segment = Segment.PROGRAM

    id: IdField[CaseId] = id_field()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cases")
    state = models.CharField(max_length=20, default=State.OPEN.value)
    opened_at = models.DateTimeField()
    opened_by_id = models.UUIDField()
    case_manager_id = models.UUIDField(null=True)
    taken_at = models.DateTimeField(null=True)
    taken_by_id = models.UUIDField(null=True)
    paused_at = models.DateTimeField(null=True)
    paused_by_id = models.UUIDField(null=True)
    pause_reason = models.CharField(max_length=60, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by_id = models.UUIDField(null=True)
    closing_reason = models.CharField(max_length=60, blank=True)
    closing_words = models.TextField(max_length=2000, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "-opened_at"]),
            models.Index(fields=["case_manager_id", "state"]),
        ]
        constraints = [
            known("state", State),
            moment("opened"),
            moment("taken"),
            moment("paused"),
            moment("closed"),
            models.CheckConstraint(
                name="case_closed_says_why",
                condition=~Q(state=State.CLOSED.value)
                | (Q(closed_at__isnull=False) & ~Q(closing_reason="")),
            ),
            models.UniqueConstraint(
                name="case_one_stay_at_a_time",
                fields=["person"],
                condition=~Q(state=State.CLOSED.value),
            ),
        ]

    def happen(self, event: Event) -> None:
        """Move to the state that follows, or be refused."""
        self.state = LIFECYCLE.after(State(self.state), event)


class Arrival(Record):
    """A diversion brought this person here. The only link from diversion to person."""

    segment = Segment.PROGRAM

    id: IdField[ArrivalId] = id_field()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="arrivals")
    diversion = models.OneToOneField(Diversion, on_delete=models.PROTECT)
    met_at = models.DateTimeField()
    met_by_id = models.UUIDField()

    class Meta:
        constraints = [moment("met")]


class Intake(Record):
    """What a peer and a person settled first: needs, dangers, wishes."""

    segment = Segment.TREATMENT

    id: IdField[IntakeId] = id_field()
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="intake")
    recorded_at = models.DateTimeField()
    recorded_by_id = models.UUIDField()
    needs = models.JSONField(default=dict)
    overdosed = models.CharField(max_length=20, blank=True)
    last_overdose = models.CharField(max_length=40, blank=True)
    uses_alone = models.CharField(max_length=20, blank=True)
    wants_medicine_talk = models.CharField(max_length=20, blank=True)
    wish = models.TextField(max_length=2000, blank=True)
    # The notice of privacy practice; none where the site has no text of it yet.
    notice_version = models.CharField(max_length=60, blank=True)
    notice_how = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            moment("recorded"),
            models.CheckConstraint(
                name="intake_notice_says_which_and_how",
                condition=Q(notice_version="", notice_how="")
                | (~Q(notice_version="") & ~Q(notice_how="")),
            ),
        ]
