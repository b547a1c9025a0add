"""A directory as we keep it: every value judged, every row under its own id."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from typing import TypeAlias
from uuid import UUID, uuid5

# Ids are derived from the source's name and the source's own ids, so that the next
# import finds every row again. Changing this number would orphan every directory.
NAMESPACE = UUID("0b6f1c1e-2f3c-5d59-9a53-6c6a1f6f6d10")

Row: TypeAlias = dict[str, str]


def row_id(source: str, kind: str, key: str) -> UUID:
    """The id of a source's row: the same on every machine and at every import."""
    return uuid5(NAMESPACE, f"{source}\n{kind}\n{key}")


def digest(row: object) -> str:
    """A mark of everything a row says, to tell whether it changed."""
    said = repr(sorted(vars(row).items()))
    return hashlib.sha256(said.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Organization:
    """Who runs services."""

    id: UUID
    source_key: str
    name: str
    alternate_name: str
    description: str
    website: str
    email: str


@dataclass(frozen=True)
class Location:
    """A place, or an address on the net, where services are."""

    id: UUID
    source_key: str
    organization_id: UUID | None
    name: str
    kind: str
    address: str
    city: str
    state: str
    postal_code: str
    latitude: float | None
    longitude: float | None
    getting_there: str
    accessibility: str


@dataclass(frozen=True)
class Service:
    """What an organization offers."""

    id: UUID
    source_key: str
    organization_id: UUID
    name: str
    alternate_name: str
    description: str
    website: str
    email: str
    status: str
    how_to_apply: str
    fees: str
    eligibility: str
    minimum_age: int | None
    maximum_age: int | None
    languages: str
    interpretation: str
    documents: str
    alert: str
    wait_note: str
    places_free: int | None
    places_unit: str
    places_on: date | None
    assured_on: date | None
    name_key: str
    search_text: str
    language_keys: str


@dataclass(frozen=True)
class Link:
    """A service is at a location."""

    id: UUID
    service_id: UUID
    location_id: UUID


@dataclass(frozen=True)
class Phone:
    """A number to call, of one service, location or organization."""

    id: UUID
    service_id: UUID | None
    location_id: UUID | None
    organization_id: UUID | None
    number: str
    extension: str
    kind: str
    note: str


@dataclass(frozen=True)
class Schedule:
    """When one service or location is open, as an RRULE says it."""

    id: UUID
    service_id: UUID | None
    location_id: UUID | None
    freq: str
    interval: int
    byday: str
    bymonthday: str
    opens: time | None
    closes: time | None
    valid_from: date | None
    valid_to: date | None
    note: str


@dataclass(frozen=True)
class Tag:
    """A need that a service says it meets, or that its words suggest."""

    id: UUID
    service_id: UUID
    need: str
    origin: str


@dataclass
class Admitted:
    """Everything of a directory that can be used."""

    organizations: list[Organization] = field(default_factory=list)
    locations: list[Location] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    phones: list[Phone] = field(default_factory=list)
    schedules: list[Schedule] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)


def by_key(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    """Rows under the value of one column; those without it are left out."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        if key := row.get(column, ""):
            found.setdefault(key, []).append(row)
    return found
