from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from offramp.platform.accounts.models import User
from offramp.platform.kernel.ids import MessageId
from offramp.platform.kernel.records import Record, Segment, id_field, known
from offramp.platform.outbox.lifecycle import State

if TYPE_CHECKING:
    from offramp.platform.kernel.records import IdField


class Message(Record):
    """Words for somebody who works here. Never about a person: see `post`."""

    segment = Segment.OUTBOX

    id: IdField[MessageId] = id_field()
    to = models.ForeignKey(User, on_delete=models.PROTECT)
    subject = models.CharField(max_length=120)
    body = models.CharField(max_length=1000)
    key = models.CharField(max_length=200, unique=True)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=20, default=State.WAITING.value)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_by = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=80, blank=True)
    # A call goes by the ways that its reader chose: by the first, the second, and so on.
    # Which channel that is is looked up when it leaves, and noted.
    rank = models.PositiveSmallIntegerField(null=True)
    channel = models.CharField(max_length=10, blank=True)
    about_id = models.UUIDField(null=True, db_index=True)
    short = models.CharField(max_length=120, blank=True)
    spoken = models.CharField(max_length=300, blank=True)
    # What the carrier calls it, and what it last said became of it.
    reference = models.CharField(max_length=64, blank=True)
    receipt = models.CharField(max_length=20, blank=True)
    receipt_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [known("state", State)]
        indexes = [models.Index(fields=["state", "due_at"])]


class Lease(models.Model):
    """A worker says that it lives. What it holds is free once it has said nothing."""

    segment = Segment.SITE

    worker = models.CharField(max_length=64, primary_key=True)
    until_at = models.DateTimeField()


class Recurring(models.Model):
    """A job that comes round: when it ran, and when it is due again."""

    segment = Segment.SITE

    name = models.CharField(max_length=60, primary_key=True)
    every_seconds = models.PositiveIntegerField()
    due_at = models.DateTimeField()
    ran_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=80, blank=True)
