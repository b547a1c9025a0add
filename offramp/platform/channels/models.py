from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models

from offramp.platform.accounts.models import User
from offramp.platform.kernel.records import Record, Segment, id_field

if TYPE_CHECKING:
    from offramp.platform.kernel.records import IdField


class Reach(Record):
    """By what somebody wants to be reached, the first first, and at which number."""

    segment = Segment.PLATFORM

    user = models.OneToOneField(User, on_delete=models.PROTECT, primary_key=True)
    order: Any = models.JSONField(default=list)
    phone = models.CharField(max_length=20, blank=True, db_index=True)
    chosen_at = models.DateTimeField()


class Device(Record):
    """A browser that takes push messages for somebody, as it described itself."""

    segment = Segment.PLATFORM

    id: IdField[UUID] = id_field()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="devices")
    endpoint = models.CharField(max_length=600, unique=True)
    keys: Any = models.JSONField(default=dict)
    name = models.CharField(max_length=80)
    # When it last said that a message has been shown.
    shown_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)
