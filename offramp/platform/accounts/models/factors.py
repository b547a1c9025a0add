from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from offramp.platform.accounts.models.people import User
from offramp.platform.kernel.ids import FactorId
from offramp.platform.kernel.records import Record, Segment, id_field, known

if TYPE_CHECKING:
    from offramp.platform.kernel.records import IdField


class FactorKind(StrEnum):
    """How somebody proves a second time who they are."""

    CODES = "codes"  # six figures from an app
    PASSKEY = "passkey"


class Factor(Record):
    """A second factor that somebody set up. What it rests on is sealed."""

    segment = Segment.PLATFORM

    id: IdField[FactorId] = id_field()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="factors")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    sealed = models.TextField()
    # The thirty seconds of the last code, or the passkey's own count: never used twice.
    counter = models.BigIntegerField(default=0)
    used_on = models.DateField(null=True)

    class Meta:
        constraints = [
            known("kind", FactorKind),
            models.UniqueConstraint(
                name="codes_once", fields=["user"], condition=Q(kind="codes")
            ),
        ]


class Identity(Record):
    """What the provider of somebody's agency calls them. Its own name, never ours."""

    segment = Segment.PLATFORM

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="identities")
    provider = models.SlugField(max_length=60)
    subject = models.CharField(max_length=255)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="identity_is_one_login", fields=["provider", "subject"]
            ),
            models.UniqueConstraint(
                name="one_identity_a_provider", fields=["user", "provider"]
            ),
        ]
        verbose_name_plural = "identities"


class RecoveryCode(Record):
    """A way in when the factor is lost. Kept as a hash, good for once."""

    segment = Segment.PLATFORM

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="recovery")
    hashed = models.CharField(max_length=128)
    used_on = models.DateField(null=True)
