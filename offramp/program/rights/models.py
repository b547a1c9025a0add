from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from offramp.platform.accounts.models import Agency
from offramp.platform.kernel.ids import DisclosureId, RequestId
from offramp.platform.kernel.records import Record, Segment, id_field, known, moment
from offramp.program.people.models import Person
from offramp.program.rights.lifecycle import State
from offramp.program.rights.rules import Basis, Ground, Kind

if TYPE_CHECKING:
    from offramp.platform.kernel.records import IdField


class Request(Record):
    """What a person asks about their record: to restrict it, or to correct it.

    A restriction that was granted holds while it is `granted`: toward an agency, toward
    a colleague, or as the answer says. What was asked and answered is kept for good.
    """

    segment = Segment.CONSENT

    id: IdField[RequestId] = id_field()
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="requests"
    )
    kind = models.CharField(max_length=20)
    words = models.TextField(max_length=2000)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, related_name="+"
    )
    staff_id = models.UUIDField(null=True)
    paid_in_full = models.BooleanField(default=False)
    state = models.CharField(max_length=20, default=State.ASKED.value)
    due_on = models.DateField()
    asked_at = models.DateTimeField()
    asked_by_id = models.UUIDField()
    extended_at = models.DateTimeField(null=True)
    extended_by_id = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.UUIDField(null=True)
    answer = models.TextField(max_length=2000, blank=True)
    disagreed_at = models.DateTimeField(null=True)
    disagreed_by_id = models.UUIDField(null=True)
    disagreement = models.TextField(max_length=4000, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by_id = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-asked_at"]),
            models.Index(fields=["state", "due_on"]),
        ]
        constraints = [
            known("kind", Kind),
            known("state", State),
            *(
                moment(name)
                for name in ("asked", "extended", "answered", "disagreed", "ended")
            ),
            models.CheckConstraint(
                name="request_answered_in_words",
                condition=Q(answered_at=None) | ~Q(answer=""),
            ),
        ]


class Disclosure(Record):
    """What was told without consent, to whom, by whom, why. Never changed."""

    segment = Segment.CONSENT

    id: IdField[DisclosureId] = id_field()
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="disclosures"
    )
    basis = models.CharField(max_length=20)
    ground = models.CharField(max_length=20, blank=True)
    recipient_name = models.CharField(max_length=200)
    recipient_org = models.CharField(max_length=200)
    facts = models.JSONField()
    nature = models.TextField(max_length=2000)
    notice = models.TextField()
    given_by_name = models.CharField(max_length=200)
    given_at = models.DateTimeField()
    given_by_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["person", "-given_at"])]
        constraints = [
            known("basis", Basis),
            moment("given"),
            models.CheckConstraint(
                name="disclosure_says_who_what_and_why",
                condition=~Q(recipient_name="")
                & ~Q(recipient_org="")
                & ~Q(given_by_name="")
                & ~Q(nature=""),
            ),
            models.CheckConstraint(
                name="disclosure_emergency_says_why_without_consent",
                condition=~Q(basis=Basis.EMERGENCY.value)
                | Q(ground__in=[ground.value for ground in Ground]),
            ),
        ]
