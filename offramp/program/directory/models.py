from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.db.models import Q

from offramp.platform.kernel.ids import LocationId, OrganizationId, ServiceId
from offramp.platform.kernel.records import Record, Segment, id_field, known, moment
from offramp.program.directory.rules.checks import Right, Taking

if TYPE_CHECKING:
    from offramp.platform.kernel.records import IdField


class Status(StrEnum):
    """What a directory says of a service."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    DEFUNCT = "defunct"
    TEMPORARILY_CLOSED = "temporarily_closed"


class Origin(StrEnum):
    """How we know that a service meets a need."""

    LISTED = "listed"  # its directory says so, in our own terms
    WORDS = "words"  # the words of its name or description suggest it
    CHECKED = "checked"  # somebody here asked


class Source(Record):
    """A directory that we imported, under one name for all its editions."""

    segment = Segment.PROGRAM

    id: IdField[UUID] = id_field()
    slug = models.CharField(max_length=80, unique=True)
    format = models.CharField(max_length=40)
    licence = models.CharField(max_length=200, blank=True)
    imported_at = models.DateTimeField()
    imported_by_id = models.UUIDField()

    class Meta:
        constraints = [moment("imported")]


class Listed(Record):
    """A row of somebody's directory. Vanished there, it is kept here as gone."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT)
    source_key = models.CharField(max_length=200)
    digest = models.CharField(max_length=32)
    gone_at = models.DateTimeField(null=True)
    gone_by_id = models.UUIDField(null=True)

    class Meta:
        abstract = True
        constraints = [moment("gone")]
        indexes = [models.Index(fields=["source_key"])]


class Organization(Listed):
    """Who runs services."""

    segment = Segment.PROGRAM

    id: IdField[OrganizationId] = id_field()
    name = models.CharField(max_length=250)
    alternate_name = models.CharField(max_length=250, blank=True)
    description = models.TextField(blank=True)
    website = models.CharField(max_length=500, blank=True)
    email = models.CharField(max_length=254, blank=True)

    class Meta(Listed.Meta):
        pass


class Location(Listed):
    """A place where services are."""

    segment = Segment.PROGRAM

    id: IdField[LocationId] = id_field()
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True)
    name = models.CharField(max_length=250, blank=True)
    kind = models.CharField(max_length=20)
    address = models.CharField(max_length=400, blank=True)
    city = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=60, blank=True)
    postal_code = models.CharField(max_length=20, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    getting_there = models.TextField(blank=True)
    accessibility = models.CharField(max_length=500, blank=True)

    class Meta(Listed.Meta):
        pass


class Service(Listed):
    """What an organization offers. What we checked ourselves stands in `Check`."""

    segment = Segment.PROGRAM

    id: IdField[ServiceId] = id_field()
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT)
    name = models.CharField(max_length=250)
    alternate_name = models.CharField(max_length=250, blank=True)
    description = models.TextField(blank=True)
    website = models.CharField(max_length=500, blank=True)
    email = models.CharField(max_length=254, blank=True)
    status = models.CharField(max_length=20)
    # Listed, and neither inactive nor defunct: it may be offered to somebody.
    is_active = models.BooleanField()
    how_to_apply = models.TextField(blank=True)
    fees = models.TextField(blank=True)
    eligibility = models.TextField(blank=True)
    minimum_age = models.PositiveSmallIntegerField(null=True)
    maximum_age = models.PositiveSmallIntegerField(null=True)
    languages = models.CharField(max_length=500, blank=True)
    interpretation = models.TextField(blank=True)
    documents = models.TextField(blank=True)
    alert = models.TextField(blank=True)
    wait_note = models.CharField(max_length=500, blank=True)
    places_free = models.PositiveIntegerField(null=True)
    places_unit = models.CharField(max_length=60, blank=True)
    places_on = models.DateField(null=True)
    assured_on = models.DateField(null=True)
    # For search: small letters, no accents, no punctuation.
    name_key = models.CharField(max_length=250)
    search_text = models.TextField()
    language_keys = models.CharField(max_length=500)

    class Meta(Listed.Meta):
        indexes = [
            *Listed.Meta.indexes,
            models.Index(fields=["is_active", "name_key"]),
        ]
        constraints = [
            *Listed.Meta.constraints,
            known("status", Status),
            models.CheckConstraint(
                name="service_gone_is_not_active",
                condition=Q(gone_at=None) | Q(is_active=False),
            ),
        ]


class ServiceAtLocation(Record):
    """A service is at a location."""

    segment = Segment.PROGRAM

    id: IdField[UUID] = id_field()
    source = models.ForeignKey(Source, on_delete=models.PROTECT)
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="places"
    )
    location = models.ForeignKey(Location, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="service_once_at_location", fields=["service", "location"]
            )
        ]


class Phone(Record):
    """A number to call, of one service, location or organization."""

    segment = Segment.PROGRAM

    id: IdField[UUID] = id_field()
    source = models.ForeignKey(Source, on_delete=models.PROTECT)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True)
    location = models.ForeignKey(Location, on_delete=models.PROTECT, null=True)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True)
    number = models.CharField(max_length=60)
    extension = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=20, blank=True)
    note = models.CharField(max_length=250, blank=True)


class Schedule(Record):
    """When one service or location is open, as an RRULE says it."""

    segment = Segment.PROGRAM

    id: IdField[UUID] = id_field()
    source = models.ForeignKey(Source, on_delete=models.PROTECT)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True)
    location = models.ForeignKey(Location, on_delete=models.PROTECT, null=True)
    freq = models.CharField(max_length=10, blank=True)
    interval = models.PositiveSmallIntegerField(default=1)
    byday = models.CharField(max_length=120, blank=True)
    bymonthday = models.CharField(max_length=60, blank=True)
    opens = models.TimeField(null=True)
    closes = models.TimeField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    note = models.CharField(max_length=500, blank=True)


class Tag(Record):
    """A need that a service meets, or is known not to meet, and how we know."""

    segment = Segment.PROGRAM

    id: IdField[UUID] = id_field()
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="tags")
    need = models.CharField(max_length=60)
    origin = models.CharField(max_length=10)
    holds = models.BooleanField(default=True)

    class Meta:
        constraints = [
            known("origin", Origin),
            models.UniqueConstraint(name="tag_once", fields=["service", "need"]),
        ]
        indexes = [models.Index(fields=["need", "service"])]


class Check(Record):
    """Somebody here asked the service itself. No import touches this."""

    segment = Segment.PROGRAM

    id: IdField[UUID] = id_field()
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="checks"
    )
    checked_at = models.DateTimeField()
    checked_by_id = models.UUIDField()
    phone_right = models.CharField(max_length=10)
    right_number = models.CharField(max_length=60, blank=True)
    taking = models.CharField(max_length=10)
    next_on = models.DateField(null=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            known("taking", Taking),
            known("phone_right", Right),
            moment("checked"),
        ]
        indexes = [models.Index(fields=["service", "-checked_at"])]
