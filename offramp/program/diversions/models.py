from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from offramp.platform.accounts.models import Agency, Unit
from offramp.platform.kernel.ids import ContactId, DiversionId
from offramp.platform.kernel.records import Record, Segment, id_field, known, moment
from offramp.program.diversions.lifecycle import LIFECYCLE, Event, State
from offramp.program.diversions.rules import Outcome

if TYPE_CHECKING:
    from offramp.platform.kernel.records import IdField


class Contact(Record):
    """An officer's encounter with somebody, eligible or not, offered or not.

    The person is only what the officer typed. There is no link to people the program
    knows, so nothing made from this row can tell whether it knows them.
    """

    segment = Segment.JUSTICE

    id: IdField[ContactId] = id_field()
    made_at = models.DateTimeField()
    made_by_id = models.UUIDField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True)
    happened_at = models.DateTimeField()
    route = models.CharField(max_length=60)
    offences = models.JSONField(default=list)
    incident_number = models.CharField(max_length=40, blank=True)
    place = models.CharField(max_length=200, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    said_name = models.CharField(max_length=120, blank=True)
    said_alias = models.CharField(max_length=120, blank=True)
    name_not_known = models.BooleanField(default=False)
    birth_on = models.DateField(null=True)
    age_band = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    perceived_race = models.CharField(max_length=60, blank=True)
    perceived_sex = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=60, blank=True)
    peer_gender = models.CharField(max_length=60, blank=True)  # asked for
    needs = models.JSONField(default=list)
    note = models.CharField(max_length=500, blank=True)

    overdose = models.BooleanField(default=False)
    naloxone_doses = models.PositiveSmallIntegerField(null=True)

    rules_version = models.CharField(max_length=60)
    answers = models.JSONField(default=dict)
    # The lines as they were shown: rules change, the reasons of that night do not.
    explained = models.JSONField(default=list)
    outcome = models.CharField(max_length=20)
    override_reason = models.CharField(max_length=60, blank=True)
    override_by_name = models.CharField(max_length=120, blank=True)
    offered = models.BooleanField(null=True)
    accepted = models.BooleanField(null=True)
    not_offered_reason = models.CharField(max_length=60, blank=True)
    declined_reason = models.CharField(max_length=60, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["made_by_id", "-made_at"])]
        constraints = [
            known("outcome", Outcome),
            moment("made"),
            models.CheckConstraint(
                name="contact_accepted_only_if_offered",
                condition=Q(accepted=None) | Q(offered=True),
            ),
            models.CheckConstraint(
                name="contact_accepted_only_if_it_may_be",
                condition=~Q(accepted=True)
                | ~Q(outcome=Outcome.NOT_ELIGIBLE.value)
                | ~Q(override_reason="")
                | Q(overdose=True),
            ),
            models.CheckConstraint(
                name="contact_override_has_reason_and_name",
                condition=Q(override_reason="", override_by_name="")
                | (~Q(override_reason="") & ~Q(override_by_name="")),
            ),
            models.CheckConstraint(
                name="contact_has_both_coordinates",
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False),
            ),
        ]


class Diversion(Record):
    """The person said yes, and the officer hands them to the program."""

    segment = Segment.JUSTICE

    id: IdField[DiversionId] = id_field()
    contact = models.OneToOneField(
        Contact, on_delete=models.PROTECT, related_name="diversion"
    )
    made_at = models.DateTimeField()
    made_by_id = models.UUIDField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    route = models.CharField(max_length=60)
    state = models.CharField(max_length=20, default=State.HANDED_OVER.value)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_id = models.UUIDField(null=True)
    withdrawal_reason = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["made_by_id", "-made_at"])]
        constraints = [
            known("state", State),
            moment("made"),
            moment("withdrawn"),
            models.CheckConstraint(
                name="diversion_withdrawn_says_when_and_why",
                condition=~Q(state=State.WITHDRAWN.value)
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawal_reason="")),
            ),
        ]

    def happen(self, event: Event) -> None:
        """Move to the state that follows, or be refused."""
        self.state = LIFECYCLE.after(State(self.state), event)
