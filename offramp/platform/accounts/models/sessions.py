from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from offramp.platform.kernel.ids import SessionId
from offramp.platform.kernel.records import Segment

if TYPE_CHECKING:
    from offramp.platform.kernel.records import IdField


class _Held(AbstractBaseSession):
    """Where somebody is signed in. Deleting the row signs them out there.

    The columns repeat what the session itself holds, so that sessions can be found by
    their owner. `handle` names one on a page: made from the key, and nothing leads back.
    """

    handle: IdField[SessionId] = models.UUIDField(unique=True)
    user_id = models.UUIDField(null=True, db_index=True)
    device = models.CharField(max_length=80)
    began = models.DateTimeField(null=True)
    seen = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Session(_Held):
    """Somebody who is signed in at the program's address, or where one serves both."""

    segment = Segment.PROGRAM_SESSION


class JusticeSession(_Held):
    """Somebody who is signed in at the justice zone's address."""

    segment = Segment.JUSTICE_SESSION
