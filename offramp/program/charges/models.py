from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from offramp.platform.accounts.models import Agency
from offramp.platform.kernel.ids import ChargeId, ConditionId, ExtensionId
from offramp.platform.kernel.records import Record, Segment, id_field, known, moment
from offramp.program.charges.lifecycle import LIFECYCLE, Event, State
from offramp.program.charges.rules import AskedBy, Proceeding
from offramp.program.consent.models import Release
from offramp.program.diversions.models import Diversion

if TYPE_CHECKING:
    from offramp.platform.kernel.records import IdField


class Charge(Record):
    """The legal matter of one diversion, held back for as long as its dates say."""

    segment = Segment.JUSTICE

    id: IdField[ChargeId] = id_field()
    diversion = models.OneToOneField(
        Diversion, on_delete=models.PROTECT, related_name="charge"
    )
    prosecutor_agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    # Statute, class and the version of the law as they were: laws change, this does not.
    offences = models.JSONField()
    state = models.CharField(max_length=20, default=State.HELD.value)
    held_at = models.DateTimeField()
    held_by_id = models.UUIDField()
    due_on = models.DateField()
    record_closes_on = models.DateField()
    cleared_at = models.DateTimeField(null=True)
    cleared_by_id = models.UUIDField(null=True)
    cleared_release = models.ForeignKey(
        Release, on_delete=models.PROTECT, null=True, related_name="+"
    )
    filed_at = models.DateTimeField(null=True)
    filed_by_id = models.UUIDField(null=True)
    filing_reason = models.CharField(max_length=60, blank=True)
    let_go_at = models.DateTimeField(null=True)
    let_go_by_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["prosecutor_agency", "state", "due_on"])]
        constraints = [
            known("state", State),
            moment("held"),
            moment("cleared"),
            moment("filed"),
            moment("let_go"),
            models.CheckConstraint(
                name="charge_cleared_by_release",
                condition=~Q(state=State.CLEARED.value)
                | Q(cleared_at__isnull=False, cleared_release__isnull=False),
            ),
            models.CheckConstraint(
                name="charge_filed_says_why",
                condition=~Q(state=State.FILED.value)
                | (Q(filed_at__isnull=False) & ~Q(filing_reason="")),
            ),
        ]

    def happen(self, event: Event) -> None:
        """Move to the state that follows, or be refused."""
        self.state = LIFECYCLE.after(State(self.state), event)


class Condition(Record):
    """Taking part is a condition of this case (42 CFR 2.35), as the prosecutor set it.

    It says nothing of whether anybody takes part: that is not known on this side.
    """

    segment = Segment.JUSTICE

    id: IdField[ConditionId] = id_field()
    charge = models.ForeignKey(
        Charge, on_delete=models.PROTECT, related_name="conditions"
    )
    case_number = models.CharField(max_length=60)
    proceeding = models.CharField(max_length=20)
    length = models.CharField(max_length=120)
    disposition_on = models.DateField()
    revocable_on = models.DateField()
    # Something that can be seen to happen; the person is free from then on, if sooner.
    revocable_event = models.CharField(max_length=200, blank=True)
    set_at = models.DateTimeField()
    set_by_id = models.UUIDField()
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            known("proceeding", Proceeding),
            moment("set"),
            moment("taken_back"),
            models.UniqueConstraint(
                name="condition_stands_once",
                fields=["charge"],
                condition=Q(taken_back_at=None),
            ),
            models.CheckConstraint(
                name="condition_can_be_ended_by_its_disposition",
                condition=Q(revocable_on__lte=F("disposition_on")),
            ),
            models.CheckConstraint(
                name="condition_names_its_case",
                condition=~Q(case_number="") & ~Q(length=""),
            ),
        ]


class Extension(Record):
    """More time for the assessment. It says who asked, never what for."""

    segment = Segment.JUSTICE

    id: IdField[ExtensionId] = id_field()
    charge = models.ForeignKey(
        Charge, on_delete=models.PROTECT, related_name="extensions"
    )
    from_on = models.DateField()
    to_on = models.DateField()
    asked_by = models.CharField(max_length=20)
    approved_at = models.DateTimeField()
    approved_by_id = models.UUIDField()

    class Meta:
        constraints = [
            known("asked_by", AskedBy),
            moment("approved"),
            models.CheckConstraint(
                name="extension_gives_time", condition=Q(to_on__gt=F("from_on"))
            ),
        ]


class ExtensionGround(Record):
    """Why more time was needed. A stay in a clinic is nothing for a prosecutor."""

    segment = Segment.TREATMENT

    extension = models.OneToOneField(
        Extension, on_delete=models.PROTECT, primary_key=True, related_name="ground"
    )
    reason = models.CharField(max_length=60)


class Notice(Record):
    """A supervisor's signed word to the prosecutor, under a release that allows it."""

    segment = Segment.RELEASE

    charge = models.OneToOneField(
        Charge, on_delete=models.PROTECT, primary_key=True, related_name="notice"
    )
    kind = models.CharField(max_length=40)
    attempts = models.PositiveSmallIntegerField()
    signature_name = models.CharField(max_length=120)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    signed_by_id = models.UUIDField()

    class Meta:
        constraints = [moment("signed")]
