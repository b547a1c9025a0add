from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from offramp.platform.accounts.models.people import Agency, Unit, User
from offramp.platform.kernel.ids import (
    AgreementId,
    ClearanceId,
    GrantId,
    NeedId,
    ResetId,
)
from offramp.platform.kernel.records import Record, Segment, id_field, known, moment
from offramp.platform.policy.actor import Role

if TYPE_CHECKING:
    from offramp.platform.kernel.records import IdField


class AgreementKind(StrEnum):
    """A paper between an agency and the program."""

    MOU = "mou"  # memorandum of understanding
    QSOA = "qsoa"  # qualified service organization agreement, 42 CFR Part 2
    BAA = "baa"  # business associate agreement, HIPAA


class ClearanceKind(StrEnum):
    """What a person must have behind them before they begin."""

    TRAINING = "training"
    VETTING = "vetting"
    CREDENTIAL = "credential"


class GrantState(StrEnum):
    """Where a wish for a duty stands."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"


class Need(Record):
    """What the site asks for: a paper of a kind of agency, or a date of a role."""

    segment = Segment.SITE

    id: IdField[NeedId] = id_field()
    of = models.CharField(max_length=20)  # a kind of agency, or a role
    what = models.CharField(max_length=20)  # a kind of agreement, or of clearance

    class Meta:
        constraints = [models.UniqueConstraint(name="need_once", fields=["of", "what"])]


class Agreement(Record):
    """A signed paper, from a day, until a day (both included)."""

    segment = Segment.SITE

    id: IdField[AgreementId] = id_field()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    kind = models.CharField(max_length=20)
    from_on = models.DateField()
    until_on = models.DateField()
    lies = models.CharField(max_length=200)
    # What may be told under it and what for, as the paper says it.
    permits = models.TextField(max_length=2000, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by_id = models.UUIDField()

    class Meta:
        constraints = [
            known("kind", AgreementKind),
            models.CheckConstraint(
                name="agreement_ends_after_it_begins",
                condition=Q(until_on__gte=F("from_on")),
            ),
        ]


class Clearance(Record):
    """Training done, vetting passed or a credential held, until a day."""

    segment = Segment.SITE

    id: IdField[ClearanceId] = id_field()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="clearances")
    kind = models.CharField(max_length=20)
    done_on = models.DateField()
    until_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by_id = models.UUIDField()

    class Meta:
        constraints = [
            known("kind", ClearanceKind),
            models.CheckConstraint(
                name="clearance_ends_after_it_begins",
                condition=Q(until_on__gte=F("done_on")),
            ),
        ]


class _Twofold(Record):
    """What one person asks for and another decides."""

    asked_at = models.DateTimeField()
    asked_by_id = models.UUIDField()
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.UUIDField(null=True)
    state = models.CharField(max_length=20, default=GrantState.ASKED.value)

    class Meta:
        abstract = True
        constraints = [
            known("state", GrantState),
            moment("decided"),
            models.CheckConstraint(
                name="%(class)s_takes_two",
                condition=Q(decided_by_id=None) | ~Q(decided_by_id=F("asked_by_id")),
            ),
            models.CheckConstraint(
                name="%(class)s_decided_once_it_is_not_asked",
                condition=Q(state="asked", decided_at=None)
                | (~Q(state="asked") & Q(decided_at__isnull=False)),
            ),
        ]


class Grant(_Twofold):
    """A duty that somebody is to have: one person asks for it, another one decides."""

    segment = Segment.SITE

    id: IdField[GrantId] = id_field()
    email = models.EmailField()
    name = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True)
    role = models.CharField(max_length=20)
    from_on = models.DateField()
    until_on = models.DateField()
    why = models.CharField(max_length=400)

    class Meta(_Twofold.Meta):
        constraints = [
            *_Twofold.Meta.constraints,
            known("role", Role),
            models.CheckConstraint(
                name="grant_ends_after_it_begins",
                condition=Q(until_on__gte=F("from_on")),
            ),
        ]


class Reset(_Twofold):
    """Somebody lost their second factor: one person vouches for them, another allows it."""

    segment = Segment.SITE

    id: IdField[ResetId] = id_field()
    user = models.ForeignKey(User, on_delete=models.PROTECT)
    proof = models.CharField(max_length=400)
