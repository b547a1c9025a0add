from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from offramp.platform.accounts.models import Agency
from offramp.platform.kernel.ids import ConsentId, ReleaseId
from offramp.platform.kernel.records import Record, Segment, id_field, known, moment
from offramp.program.consent.rules import Capacity, HowSigned, Kind, Purpose
from offramp.program.people.models import Person

if TYPE_CHECKING:
    from offramp.platform.kernel.records import IdField


class Consent(Record):
    """One written permission: who tells what to whom, for what, until when.

    Only its ending ever changes. The text is kept as it was shown and signed.
    """

    segment = Segment.CONSENT

    id: IdField[ConsentId] = id_field()
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="consents"
    )
    kind = models.CharField(max_length=40)
    from_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    recipient_agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="+"
    )
    categories = models.JSONField()
    purpose = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    text = models.JSONField()
    text_version = models.CharField(max_length=64)
    signed_how = models.CharField(max_length=20)
    signed_name = models.CharField(max_length=200, blank=True)
    signature_points = models.TextField(blank=True)
    capacity = models.CharField(max_length=20, default=Capacity.PERSON.value)
    witness_id = models.UUIDField(null=True)
    given_at = models.DateTimeField()
    given_by_id = models.UUIDField()
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-given_at"])]
        constraints = [
            known("kind", Kind),
            known("purpose", Purpose),
            known("signed_how", HowSigned),
            known("capacity", Capacity),
            moment("given"),
            moment("revoked"),
            models.CheckConstraint(
                name="consent_is_signed",
                condition=~Q(signed_name="") | ~Q(signature_points=""),
            ),
            models.CheckConstraint(
                name="consent_spoken_has_a_witness",
                condition=~Q(signed_how=HowSigned.SPOKEN.value)
                | Q(witness_id__isnull=False),
            ),
        ]


class Release(Record):
    """The facts given out under one consent, frozen, with the notice they carry.

    The recipient's pages read this row and no other, so whatever ends the consent ends
    it here too, in the same transaction. It has a segment of its own: the justice
    zone's login may read it, and neither the consent nor the person behind it.
    """

    segment = Segment.RELEASE

    id: IdField[ReleaseId] = id_field()
    consent = models.ForeignKey(
        Consent, on_delete=models.PROTECT, related_name="releases"
    )
    recipient_agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="+"
    )
    about_id = models.UUIDField()
    facts = models.JSONField()
    scope = models.TextField()
    notice = models.TextField()
    made_at = models.DateTimeField()
    made_by_id = models.UUIDField()
    expires_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["recipient_agency", "about_id"])]
        constraints = [moment("made"), moment("withdrawn")]
