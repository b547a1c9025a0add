from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from offramp.platform.kernel.ids import OrderId, PaperId
from offramp.platform.kernel.records import Record, Segment, id_field, known, moment
from offramp.program.people.models import Person
from offramp.program.process.lifecycle import State
from offramp.program.process.rules import Finding, Kind, Mandate, Section

if TYPE_CHECKING:
    from offramp.platform.kernel.records import IdField


class Paper(Record):
    """A legal paper that asks about somebody, known here or not.

    `about` is the name that the paper says. The person is only set once somebody who
    may look found that the paper is about them.
    """

    segment = Segment.CONSENT

    id: IdField[PaperId] = id_field()
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="papers"
    )
    kind = models.CharField(max_length=20)
    brought_by = models.CharField(max_length=200)
    case_number = models.CharField(max_length=100, blank=True)
    about = models.CharField(max_length=200)
    asks = models.TextField(max_length=4000)
    kept_where = models.CharField(max_length=200)
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=20, default=State.RECEIVED.value)
    received_at = models.DateTimeField()
    received_by_id = models.UUIDField()
    matched_at = models.DateTimeField(null=True)
    matched_by_id = models.UUIDField(null=True)
    answer = models.TextField(max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "due_on"])]
        constraints = [
            known("kind", Kind),
            known("state", State),
            *(moment(name) for name in ("received", "matched", "answered")),
            models.CheckConstraint(
                name="paper_refused_in_words",
                condition=~Q(state=State.REFUSED.value) | ~Q(answer=""),
            ),
        ]


class Order(Record):
    """What a court let out: under which section, what, to whom, until when."""

    segment = Segment.CONSENT

    id: IdField[OrderId] = id_field()
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="orders")
    section = models.CharField(max_length=10)
    court = models.CharField(max_length=200)
    case_number = models.CharField(max_length=100)
    issued_on = models.DateField()
    until_on = models.DateField(null=True)
    fields = models.JSONField()
    recipients = models.JSONField()
    limits = models.TextField(max_length=4000, blank=True)
    finding = models.CharField(max_length=20)
    mandate = models.CharField(max_length=20)
    kept_where = models.CharField(max_length=200)
    entered_at = models.DateTimeField()
    entered_by_id = models.UUIDField()

    class Meta:
        constraints = [
            known("section", Section),
            known("finding", Finding),
            known("mandate", Mandate),
            moment("entered"),
        ]
