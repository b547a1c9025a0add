from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from offramp.impact.oversight.lifecycle import State
from offramp.impact.oversight.rules import Rule
from offramp.platform.kernel.ids import ItemId
from offramp.platform.kernel.records import Record, Segment, id_field, known, moment

if TYPE_CHECKING:
    from offramp.platform.kernel.records import IdField


class Item(Record):
    """Something of one week that somebody is to look at: a rule, a member of staff."""

    segment = Segment.PROGRAM  # the program writes it; police and prosecution do not

    id: IdField[ItemId] = id_field()
    week_on = models.DateField()
    rule = models.CharField(max_length=20)
    staff_id = models.UUIDField()
    count = models.PositiveIntegerField()
    positions = models.JSONField(default=list)
    state = models.CharField(max_length=20, default=State.OPEN.value)
    words = models.CharField(max_length=1000, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "-week_on"])]
        constraints = [
            known("rule", Rule),
            known("state", State),
            moment("settled"),
            models.UniqueConstraint(
                name="item_once_a_week", fields=["week_on", "rule", "staff_id"]
            ),
        ]
