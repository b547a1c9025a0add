from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.db.models import Q

from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ReferralId
from offramp.platform.kernel.records import Record, Segment, id_field, known, moment
from offramp.program.cases.models import Case
from offramp.program.directory.models import Service
from offramp.program.people.models import Person
from offramp.program.referrals.lifecycle import LIFECYCLE, OPEN, Event, State
from offramp.program.referrals.rules import CANNOT, Why

if TYPE_CHECKING:
    from offramp.platform.kernel.records import IdField


class Referral(Record):
    """A participant is sent to a service. Whether they arrive is the point of it."""

    segment = Segment.TREATMENT

    id: IdField[ReferralId] = id_field()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="referrals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    service = models.ForeignKey(Service, on_delete=models.PROTECT)
    need = models.CharField(max_length=60)
    is_warm = models.BooleanField(default=False)
    transport = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=20, default=State.SENT.value)
    sent_at = models.DateTimeField()
    sent_by_id = models.UUIDField()
    changed_at = models.DateTimeField()
    changed_by_id = models.UUIDField()
    waits_until_on = models.DateField(null=True)
    appointment = models.DateTimeField(null=True)
    reason = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "changed_at"]),
            models.Index(fields=["person", "-sent_at"]),
        ]
        constraints = [
            known("state", State),
            moment("sent"),
            moment("changed"),
            models.CheckConstraint(
                name="referral_no_without_a_reason",
                condition=~Q(
                    state__in=[State.DECLINED.value, State.NOT_CONNECTED.value]
                )
                | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="referral_appointed_has_a_day",
                condition=~Q(state=State.APPOINTED.value)
                | Q(appointment__isnull=False),
            ),
            models.UniqueConstraint(
                name="referral_open_once",
                fields=["case", "service"],
                condition=Q(state__in=sorted(state.value for state in OPEN)),
            ),
        ]

    def happen(self, event: Event) -> None:
        """Move to the state that follows, or be refused with a sentence."""
        state = State(self.state)
        if event not in LIFECYCLE.open_to(state) and state in CANNOT:
            raise Refused(CANNOT[state])
        self.state = LIFECYCLE.after(state, event)


class Step(Record):
    """One thing that was learned of a referral. Sent twice, it is one step."""

    segment = Segment.TREATMENT

    id: IdField[UUID] = id_field()
    referral = models.ForeignKey(
        Referral, on_delete=models.PROTECT, related_name="steps"
    )
    event = models.CharField(max_length=20)
    learned_at = models.DateTimeField()
    learned_by_id = models.UUIDField()
    reason = models.CharField(max_length=60, blank=True)
    waits_until_on = models.DateField(null=True)
    appointment = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["referral", "learned_at"])]
        constraints = [known("event", Event), moment("learned")]


class UnmetNeed(Record):
    """A need that no service meets. Counted, it argues for a service that is missing."""

    segment = Segment.TREATMENT

    id: IdField[UUID] = id_field()
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    need = models.CharField(max_length=60)
    why = models.CharField(max_length=20)
    note = models.CharField(max_length=300, blank=True)
    noted_at = models.DateTimeField()
    noted_by_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["need", "noted_at"])]
        constraints = [known("why", Why), moment("noted")]
