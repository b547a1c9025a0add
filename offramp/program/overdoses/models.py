from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from offramp.platform.accounts.models import Agency
from offramp.platform.kernel.records import Record, Segment, id_field, known, moment
from offramp.program.diversions.models import Contact
from offramp.program.overdoses.lifecycle import LIFECYCLE, Event, State
from offramp.program.overdoses.rules import (
    ExtractId,
    IncidentId,
    NoticeId,
    Said,
    SendingId,
    Side,
    VictimId,
)
from offramp.program.people.models import Person

if TYPE_CHECKING:
    from uuid import UUID

    from offramp.platform.kernel.records import IdField


class Incident(Record):
    """One overdose: where, when, whether help was called. Nobody is named.

    Officers and the program's people write into the same tables, each their own rows:
    the justice login does not see the program's (ADR 0019).
    """

    segment = Segment.JUSTICE

    id: IdField[IncidentId] = id_field()
    side = models.CharField(max_length=20)
    made_at = models.DateTimeField()
    made_by_id = models.UUIDField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    happened_at = models.DateTimeField()  # as claimed; `stored_at` is when we got it
    place = models.CharField(max_length=200, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    place_kind = models.CharField(max_length=60, blank=True)
    called_911 = models.CharField(max_length=10)
    kits_used = models.PositiveSmallIntegerField(default=0)
    kits_given = models.PositiveSmallIntegerField(default=0)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["made_by_id", "-happened_at"]),
            models.Index(fields=["-happened_at"]),
        ]
        constraints = [
            known("side", Side),
            known("called_911", Said),
            moment("made"),
            models.CheckConstraint(
                name="incident_has_both_coordinates",
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False),
            ),
            models.CheckConstraint(
                name="incident_is_somewhere",
                condition=~Q(place="") | Q(latitude__isnull=False),
            ),
        ]


class Victim(Record):
    """One person who overdosed there, by number."""

    segment = Segment.JUSTICE

    id: IdField[VictimId] = id_field()
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="victims"
    )
    number = models.PositiveSmallIntegerField()
    survived = models.CharField(max_length=10)
    naloxone = models.CharField(max_length=10)
    age_band = models.CharField(max_length=60, blank=True)
    after = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            known("survived", Said),
            known("naloxone", Said),
            models.UniqueConstraint(name="victim_once", fields=["incident", "number"]),
        ]


class Administration(Record):
    """Somebody gave naloxone to one of them: an officer, a peer, a friend."""

    segment = Segment.JUSTICE

    id: IdField[UUID] = id_field()
    victim = models.ForeignKey(
        Victim, on_delete=models.PROTECT, related_name="administrations"
    )
    number = models.PositiveSmallIntegerField()
    giver = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="administration_once", fields=["victim", "number"]
            )
        ]


class Dose(Record):
    """One dose of it."""

    segment = Segment.JUSTICE

    id: IdField[UUID] = id_field()
    administration = models.ForeignKey(
        Administration, on_delete=models.PROTECT, related_name="doses"
    )
    number = models.PositiveSmallIntegerField()
    product = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="dose_once", fields=["administration", "number"]
            )
        ]


class Notice(Record):
    """The sheet that the overdose law asks for was handed over. To whom is not said."""

    segment = Segment.JUSTICE

    id: IdField[NoticeId] = id_field()
    side = models.CharField(max_length=20)
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, null=True, related_name="notices"
    )
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, related_name="notices"
    )
    language = models.CharField(max_length=10)
    text_of = models.DateField()  # the day on which the sheet's text was last reviewed
    given_at = models.DateTimeField()
    given_by_id = models.UUIDField()

    class Meta:
        constraints = [
            known("side", Side),
            moment("given"),
            models.CheckConstraint(
                name="notice_at_one_or_the_other",
                condition=Q(incident=None, contact__isnull=False)
                | Q(incident__isnull=False, contact=None),
            ),
        ]


class Revived(Record):
    """A person asks that this overdose stands in their record. Only then, and until
    they ask that it does not."""

    segment = Segment.TREATMENT

    victim = models.OneToOneField(
        Victim, on_delete=models.PROTECT, primary_key=True, related_name="revived"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="overdoses"
    )
    linked_at = models.DateTimeField()
    linked_by_id = models.UUIDField()

    class Meta:
        constraints = [moment("linked")]


class Sending(Record):
    """One of them on the way to ODMAP, once. What is told is read when it leaves."""

    segment = Segment.OUTBOX

    id: IdField[SendingId] = id_field()
    victim = models.OneToOneField(
        Victim, on_delete=models.PROTECT, related_name="sending"
    )
    state = models.CharField(max_length=20, default=State.WAITING.value)
    task = models.CharField(max_length=64, blank=True)  # that carries it now
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state"])]
        constraints = [known("state", State)]

    def happen(self, event: Event) -> None:
        """Move to the state that follows, or be refused."""
        self.state = LIFECYCLE.after(State(self.state), event).value


class Extract(Record):
    """A file for ODMAP: who made it, of which days, with how many lines."""

    segment = Segment.PROGRAM

    id: IdField[ExtractId] = id_field()
    from_on = models.DateField()
    until_on = models.DateField()
    lines = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by_id = models.UUIDField()

    class Meta:
        constraints = [moment("made")]
