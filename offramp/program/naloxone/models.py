from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q

from offramp.platform.accounts.models import Agency
from offramp.platform.kernel.records import Record, Segment, id_field, known, moment
from offramp.program.naloxone.rules import (
    PLACES,
    HolderId,
    HolderKind,
    Kind,
    LotId,
    MovementId,
    Place,
    RecallId,
    Recipient,
    Side,
)
from offramp.program.people.models import Person

if TYPE_CHECKING:
    from offramp.platform.kernel.records import IdField

_RECIPIENTS = [recipient.value for recipient in Recipient]
_STAFF = [HolderKind.OFFICER.value, HolderKind.PEER.value]


class Holder(Record):
    """Where supplies lie, or with whom: a store, a car, an officer, a peer."""

    segment = Segment.JUSTICE  # whoever takes something out locks this row

    id: IdField[HolderId] = id_field()
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=20)
    staff_id = models.UUIDField(null=True, unique=True)
    opened_at = models.DateTimeField()
    opened_by_id = models.UUIDField()
    closed_at = models.DateTimeField(null=True)
    closed_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            known("kind", HolderKind),
            known("side", Side),
            moment("opened"),
            moment("closed"),
            models.CheckConstraint(
                name="holder_with_somebody_names_them",
                condition=Q(kind__in=_STAFF, staff_id__isnull=False)
                | (~Q(kind__in=_STAFF) & Q(staff_id=None)),
            ),
            models.UniqueConstraint(name="holder_once", fields=["agency", "name"]),
        ]


class Lot(Record):
    """What came together: the product, the number on the box, the date, who paid."""

    segment = Segment.SUPPLY

    id: IdField[LotId] = id_field()
    product = models.CharField(max_length=60)
    number = models.CharField(max_length=40)
    expires_on = models.DateField()
    funder = models.CharField(max_length=120, blank=True)
    standing_order = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="lot_once",
                fields=["product", "number", "expires_on", "funder", "standing_order"],
            )
        ]


class Recall(Record):
    """A lot is called back. It is not handed out any more, wherever it lies."""

    segment = Segment.SUPPLY

    id: IdField[RecallId] = id_field()
    product = models.CharField(max_length=60)
    number = models.CharField(max_length=40)
    words = models.CharField(max_length=300)
    called_at = models.DateTimeField()
    called_by_id = models.UUIDField()

    class Meta:
        constraints = [
            moment("called"),
            models.UniqueConstraint(name="recall_once", fields=["product", "number"]),
        ]


def _directions() -> Any:
    ins, outs = Q(to_holder__isnull=False), Q(from_holder__isnull=False)
    ways = {
        Place.IN: ins & ~outs,
        Place.OUT: outs & ~ins,
        Place.BETWEEN: ins & outs & ~Q(from_holder=F("to_holder")),
    }
    found = Q()
    for kind, places in PLACES.items():
        for place in sorted(places):
            found |= Q(kind=kind.value) & ways[place]
    return found


class Movement(Record):
    """So many of a lot came in, went out, or went over. Written once and never changed.

    Nobody who got something is named here, and what somebody has is the sum of these.
    """

    segment = Segment.SUPPLY

    id: IdField[MovementId] = id_field()
    side = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="movements")
    from_holder = models.ForeignKey(
        Holder, on_delete=models.PROTECT, null=True, related_name="gone"
    )
    to_holder = models.ForeignKey(
        Holder, on_delete=models.PROTECT, null=True, related_name="come"
    )
    quantity = models.PositiveIntegerField()
    moved_at = models.DateTimeField()
    moved_by_id = models.UUIDField()
    recipient = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=60, blank=True)  # of the site's refill_reason
    words = models.CharField(max_length=200, blank=True)
    # The touchpoint, the report or the sending by which it came about.
    occasion_id = models.UUIDField()

    class Meta:
        indexes = [
            models.Index(fields=["from_holder", "-moved_at"]),
            models.Index(fields=["to_holder", "-moved_at"]),
            models.Index(fields=["occasion_id"]),
        ]
        constraints = [
            known("side", Side),
            known("kind", Kind),
            moment("moved"),
            models.CheckConstraint(
                name="movement_moves_something", condition=Q(quantity__gte=1)
            ),
            models.CheckConstraint(
                name="movement_goes_its_way", condition=_directions()
            ),
            models.CheckConstraint(
                name="movement_says_to_whom",
                condition=Q(kind=Kind.HANDED_OUT.value, recipient__in=_RECIPIENTS)
                | (~Q(kind=Kind.HANDED_OUT.value) & Q(recipient="")),
            ),
            models.CheckConstraint(
                name="movement_to_a_participant_is_the_programs",
                condition=~Q(recipient=Recipient.PARTICIPANT.value)
                | Q(side=Side.PROGRAM.value),
            ),
            models.CheckConstraint(
                name="movement_correction_says_why",
                condition=~Q(kind=Kind.CORRECTED.value) | ~Q(words=""),
            ),
        ]


class Giving(Record):
    """A person got something. Without a movement it came from no stock in the books."""

    segment = Segment.TREATMENT

    id: IdField[MovementId] = id_field()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="givings")
    kind = models.CharField(max_length=60)
    quantity = models.PositiveIntegerField()
    given_at = models.DateTimeField()
    given_by_id = models.UUIDField()
    reason = models.CharField(max_length=60, blank=True)
    occasion_id = models.UUIDField()
    movement = models.OneToOneField(
        Movement, on_delete=models.PROTECT, null=True, related_name="giving"
    )

    class Meta:
        indexes = [
            models.Index(fields=["person", "-given_at"]),
            models.Index(fields=["occasion_id"]),
        ]
        constraints = [
            moment("given"),
            models.CheckConstraint(
                name="giving_gives_something", condition=Q(quantity__gte=1)
            ),
        ]
