from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from offramp.platform.kernel.ids import (
    CareId,
    ContactWayId,
    MergeId,
    OpeningId,
    PersonId,
)
from offramp.platform.kernel.records import Record, Segment, id_field, known, moment
from offramp.program.people.rules import OpeningReason

if TYPE_CHECKING:
    from offramp.platform.kernel.records import IdField


class WayKind(StrEnum):
    """How somebody can be reached. The labels are the site's."""

    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    PERSON = "person"
    PLACE = "place"


class Safe(StrEnum):
    """What the person said about something we might do. Not asked counts as no."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"


class CareDuty(StrEnum):
    """What somebody is to a person they look after."""

    PEER = "peer"
    CASE_MANAGER = "case_manager"


class Person(Record):
    """Someone the program has been asked to help, whether or not they join."""

    segment = Segment.PROGRAM

    id: IdField[PersonId] = id_field()
    known_as = models.CharField(max_length=100)
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    birth_on = models.DateField(null=True)
    birth_year_about = models.PositiveSmallIntegerField(null=True)
    # Always the record that is in use, never one that was itself merged away.
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="merged",
        db_index=False,
    )
    recorded_at = models.DateTimeField()
    recorded_by_id = models.UUIDField()
    # How often it was changed: two people who change it at once are told.
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "people"
        indexes = [
            models.Index(fields=["birth_on"]),
            # Few are merged. An index of all the others would look useless to SQLite.
            models.Index(
                fields=["merged_into"],
                name="person_merged_into",
                condition=Q(merged_into__isnull=False),
            ),
        ]
        constraints = [
            moment("recorded"),
            models.CheckConstraint(
                name="person_known_as_something", condition=~Q(known_as="")
            ),
            models.CheckConstraint(
                name="person_not_merged_into_itself",
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Alias(Record):
    """Another name that somebody goes by."""

    segment = Segment.PROGRAM

    id: IdField[UUID] = id_field()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="aliases")
    text = models.CharField(max_length=100)
    place = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name_plural = "aliases"
        ordering = ["place"]


class NameKey(Record):
    """A name as searches look it up: computed from the person's names, never typed.

    Each name has a row for each way round, so that swapped parts are found too.
    """

    segment = Segment.PROGRAM

    id: IdField[UUID] = id_field()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="keys")
    name_key = models.CharField(max_length=210)
    sound = models.CharField(max_length=8)
    first_sound = models.CharField(max_length=8, blank=True)
    birth_on = models.DateField(null=True)

    class Meta:
        indexes = [
            # Sorted byte by byte on PostgreSQL too, so that a prefix finds its rows.
            models.Index(
                fields=["name_key"],
                name="name_key_prefix",
                opclasses=["varchar_pattern_ops"],
            ),
            models.Index(fields=["sound", "first_sound"]),
            models.Index(fields=["sound", "birth_on"]),
        ]


class ContactWay(Record):
    """A way to reach somebody, with what they said is safe on it."""

    segment = Segment.PROGRAM

    id: IdField[ContactWayId] = id_field()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="ways")
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=300)
    value_key = models.CharField(max_length=80, blank=True)
    safe_text = models.CharField(max_length=10, default=Safe.NOT_ASKED.value)
    safe_voicemail = models.CharField(max_length=10, default=Safe.NOT_ASKED.value)
    may_say_lead = models.CharField(max_length=10, default=Safe.NOT_ASKED.value)
    note = models.CharField(max_length=300, blank=True)
    from_at = models.DateTimeField()
    from_by_id = models.UUIDField()
    until_at = models.DateTimeField(null=True)
    until_by_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["value_key", "kind"])]
        constraints = [
            known("kind", WayKind),
            known("safe_text", Safe),
            known("safe_voicemail", Safe),
            known("may_say_lead", Safe),
            moment("from"),
            moment("until"),
        ]


class SelfDescription(Record):
    """Who somebody says they are. The newest counts; the earlier ones stay."""

    segment = Segment.PROGRAM

    id: IdField[UUID] = id_field()
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="descriptions"
    )
    race = models.JSONField(default=list)
    race_words = models.CharField(max_length=200, blank=True)
    ethnicity = models.CharField(max_length=60)
    gender = models.CharField(max_length=60)
    gender_words = models.CharField(max_length=200, blank=True)
    pronouns = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=60)
    language_words = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["person", "-recorded_at"])]
        constraints = [moment("recorded")]


class Care(Record):
    """Somebody of the program looks after a person, from a moment until a moment."""

    segment = Segment.PROGRAM

    id: IdField[CareId] = id_field()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="care")
    staff_id = models.UUIDField()
    duty = models.CharField(max_length=20)
    reason = models.CharField(max_length=300, blank=True)
    from_at = models.DateTimeField()
    from_by_id = models.UUIDField()
    until_at = models.DateTimeField(null=True)
    until_by_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["staff_id", "until_at"])]
        constraints = [
            known("duty", CareDuty),
            moment("from"),
            moment("until"),
            models.UniqueConstraint(
                name="care_one_holder_of_a_duty",
                fields=["person", "duty"],
                condition=Q(until_at=None),
            ),
        ]


class Merge(Record):
    """Two records turned out to be one person. No row moves, so it can be undone."""

    segment = Segment.PROGRAM

    id: IdField[MergeId] = id_field()
    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges")
    merged = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    # Those that had been merged into the second one before, and came along.
    followed = models.JSONField(default=list)
    reason = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    made_by_id = models.UUIDField()
    undone_at = models.DateTimeField(null=True)
    undone_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            moment("made"),
            moment("undone"),
            models.UniqueConstraint(
                name="merge_once_at_a_time",
                fields=["merged"],
                condition=Q(undone_at=None),
            ),
        ]


class Opening(Record):
    """Somebody read a record outside their care, in an emergency; another looks why."""

    segment = Segment.PROGRAM

    id: IdField[OpeningId] = id_field()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20)
    words = models.CharField(max_length=500)
    opened_at = models.DateTimeField()
    opened_by_id = models.UUIDField()
    holds_until = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by_id = models.UUIDField(null=True)
    review_due_on = models.DateField()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by_id = models.UUIDField(null=True)
    finding = models.CharField(max_length=10, blank=True)
    finding_words = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["reviewed_at", "opened_at"])]
        constraints = [known("reason", OpeningReason)]
        constraints += [moment(name) for name in ("opened", "closed", "reviewed")]


class Keeping(Record):
    """A person keeps their record from a colleague, as was agreed to."""

    segment = Segment.PROGRAM

    id: IdField[UUID] = id_field()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    staff_id = models.UUIDField()
    from_at = models.DateTimeField()
    from_by_id = models.UUIDField()
    until_at = models.DateTimeField(null=True)
    until_by_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["staff_id", "until_at"])]
        constraints = [moment("from"), moment("until")]
