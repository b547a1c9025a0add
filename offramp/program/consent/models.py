from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from offramp.platform.accounts.models import Agency
from offramp.platform.design.uploads import KINDS
from offramp.platform.kernel.ids import ConsentId, ReleaseId
from offramp.platform.kernel.records import Record, Segment, id_field, known, moment
from offramp.program.consent.rules import (
    Capacity,
    Ending,
    HowCopied,
    HowSigned,
    Kind,
    Purpose,
    Recipient,
)
from offramp.program.people.models import Person

if TYPE_CHECKING:
    from offramp.platform.kernel.records import IdField


class Consent(Record):
    """One written permission: who tells what to whom, for what, until when.

    Only its signature, when it came later than a spoken yes, how the person has their
    copy, and its ending ever change.
    The text is kept as it was shown and signed.
    """

    segment = Segment.CONSENT

    id: IdField[ConsentId] = id_field()
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="consents"
    )
    kind = models.CharField(max_length=40)
    from_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    recipient_kind = models.CharField(max_length=20)
    # Empty when the recipient is a class: those who treat, pay or help run the program.
    recipient_agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="+", null=True
    )
    recipient_members = models.JSONField(default=list)
    categories = models.JSONField()
    purpose = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    text = models.JSONField()
    text_version = models.CharField(max_length=64)
    signed_how = models.CharField(max_length=20)
    signed_name = models.CharField(max_length=200, blank=True)
    signature_points = models.TextField(blank=True)
    capacity = models.CharField(max_length=20, default=Capacity.PERSON.value)
    cosigned_name = models.CharField(max_length=200, blank=True)
    authority = models.CharField(max_length=200, blank=True)
    witness_id = models.UUIDField(null=True)
    given_at = models.DateTimeField()
    given_by_id = models.UUIDField()
    # A spoken yes is over at `lapses_at` unless it was signed before.
    signed_at = models.DateTimeField(null=True)
    signed_by_id = models.UUIDField(null=True)
    lapses_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=20)
    expires_at = models.DateTimeField(null=True)
    # 42 CFR 2.35: the case, and from when on the person may end it.
    condition = models.JSONField(null=True)
    rests_on_id = models.UUIDField(null=True, db_index=True)
    revocable_at = models.DateTimeField(null=True)
    # How the person has their own copy; empty while nobody has written it down.
    copy_how = models.CharField(max_length=20, blank=True)
    copied_at = models.DateTimeField(null=True)
    copied_by_id = models.UUIDField(null=True)
    asked_at = models.DateTimeField(null=True)
    asked_by_id = models.UUIDField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by_id = models.UUIDField(null=True)
    # The stay or the case that it belonged to is over.
    ended_at = models.DateTimeField(null=True)
    ended_by_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-given_at"])]
        constraints = [
            known("kind", Kind),
            known("recipient_kind", Recipient),
            known("purpose", Purpose),
            known("signed_how", HowSigned),
            known("capacity", Capacity),
            known("ending", Ending),
            moment("given"),
            moment("signed"),
            moment("copied"),
            moment("asked"),
            moment("revoked"),
            moment("ended"),
            models.CheckConstraint(
                name="consent_copy_is_known",
                condition=Q(copy_how="", copied_at=None)
                | Q(
                    copy_how__in=[how.value for how in HowCopied],
                    copied_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="consent_is_signed",
                condition=~Q(signed_name="") | ~Q(signature_points=""),
            ),
            models.CheckConstraint(
                name="consent_spoken_has_a_witness_and_lapses",
                condition=~Q(signed_how=HowSigned.SPOKEN.value)
                | Q(witness_id__isnull=False, lapses_at__isnull=False),
            ),
            models.CheckConstraint(
                name="consent_signed_unless_spoken",
                condition=Q(signed_how=HowSigned.SPOKEN.value)
                | Q(signed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="consent_names_a_body_or_a_class",
                condition=Q(recipient_kind=Recipient.PROVIDERS.value)
                | Q(recipient_agency__isnull=False),
            ),
            models.CheckConstraint(
                name="consent_without_a_last_day_is_for_care",
                condition=Q(kind=Kind.CARE.value) | Q(expires_at__isnull=False),
            ),
            models.CheckConstraint(
                name="consent_condition_names_its_case",
                condition=Q(kind=Kind.CONDITION.value)
                & Q(condition__isnull=False, revocable_at__isnull=False)
                & Q(rests_on_id__isnull=False)
                | ~Q(kind=Kind.CONDITION.value)
                & Q(condition__isnull=True, revocable_at__isnull=True)
                & Q(rests_on_id__isnull=True),
            ),
        ]


class Scan(Record):
    """The paper on which a consent was signed, as it was photographed. Sealed at rest.

    It stands beside the consent and not in it, so that no list of consents drags files
    along; and in the database, so that neither is ever there without the other.
    """

    segment = Segment.CONSENT

    consent = models.OneToOneField(
        Consent, on_delete=models.PROTECT, primary_key=True, related_name="scan"
    )
    signed_on = models.DateField()
    witness_id = models.UUIDField()
    kind = models.CharField(max_length=40)
    # Of what was sent, so that what is opened later can be shown to be the same.
    fingerprint = models.CharField(max_length=64)
    key = models.CharField(max_length=8)
    sealed = models.BinaryField()
    kept_at = models.DateTimeField()
    kept_by_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["key"])]
        constraints = [
            moment("kept"),
            models.CheckConstraint(
                name="scan_is_of_a_kind_that_is_taken", condition=Q(kind__in=KINDS)
            ),
        ]


class Release(Record):
    """The facts given out under one consent, frozen, with the notice they carry.

    The recipient's pages read this row and no other, so whatever ends the consent ends
    it here too, in the same transaction. The row stays: what was told was told. It has
    a segment of its own: the justice zone's login may read it, and neither the consent
    nor the person behind it.
    """

    segment = Segment.RELEASE

    id: IdField[ReleaseId] = id_field()
    consent = models.ForeignKey(
        Consent, on_delete=models.PROTECT, related_name="releases"
    )
    kind = models.CharField(max_length=40)
    consent_version = models.CharField(max_length=64)
    recipient_agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="+"
    )
    recipient_kind = models.CharField(max_length=20)
    recipient_name = models.CharField(max_length=200)
    purpose = models.CharField(max_length=40)
    about_id = models.UUIDField()
    categories = models.JSONField()
    facts = models.JSONField()
    scope = models.TextField()
    onward = models.TextField()
    notice = models.TextField()
    notice_version = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by_id = models.UUIDField()
    expires_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["recipient_agency", "about_id"])]
        constraints = [
            known("kind", Kind),
            known("recipient_kind", Recipient),
            known("purpose", Purpose),
            moment("made"),
            moment("withdrawn"),
        ]
