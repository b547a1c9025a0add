"""What is kept of services in tables of its own: tags, places, numbers, hours, checks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.utils.timezone import localdate, localtime

from offramp.platform.accounts import actors
from offramp.platform.rows.together import together
from offramp.program.directory.models import (
    Check,
    Location,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    Tag,
)
from offramp.program.directory.rules import hours, needs, page
from offramp.program.directory.rules.page import Asked, Number, Tagged


@dataclass(frozen=True)
class Around:
    """What is kept of some services in tables of its own, by what it belongs to."""

    tags: Mapping[UUID, list[Tagged]]
    places: Mapping[UUID, list[Location]]
    phones: Mapping[UUID, list[Number]]
    asked: Mapping[UUID, list[Asked]]
    hours: Mapping[UUID, list[str]]


def around(services: Sequence[Service], *, is_whole: bool) -> Around:
    """All of it in one query; hours, and who asked, only for a whole page."""
    ids = [service.id for service in services]
    links = ServiceAtLocation.objects.filter(service_id__in=ids)
    there = Q(location_id__in=links.values("location"))
    theirs = Q(organization_id__in={service.organization_id for service in services})
    own = Q(service_id__in=ids)
    checks, opening = Check.objects.filter(own), Schedule.objects.all()
    found = together(
        Tag.objects.filter(own, holds=True),
        Location.objects.filter(serviceatlocation__service_id__in=ids).annotate(
            link=F("serviceatlocation__pk"), of=F("serviceatlocation__service_id")
        ),
        checks.annotate(who=actors.name_of("checked_by_id")) if is_whole else checks,
        # Apart from each other, so that each is found through its index.
        Phone.objects.filter(own | theirs),
        Phone.objects.filter(there),
        opening.filter(own) if is_whole else opening.none(),
        opening.filter(there) if is_whole else opening.none(),
    )
    return Around(
        tags=_tags(found[0]),
        places=_places(found[1]),
        asked=_asked(found[2]),
        phones=_phones(_once(*found[3], *found[4])),
        hours=_hours(_once(*found[5], *found[6])),
    )


def _once(*rows: Any) -> list[Any]:
    return list({row.pk: row for row in rows}.values())


def _tags(stored: Iterable[Tag]) -> dict[UUID, list[Tagged]]:
    order = {slug: place for place, slug in enumerate(needs.terms().by_slug)}
    found: dict[UUID, list[Tagged]] = defaultdict(list)
    for tag in sorted(stored, key=lambda tag: order.get(tag.need, len(order))):
        shown = page.tagged(tag.need, needs.label(tag.need), tag.origin)
        found[tag.service_id].append(shown)
    return found


def _places(stored: Iterable[Any]) -> dict[UUID, list[Location]]:
    found: dict[UUID, list[Location]] = defaultdict(list)
    for place in sorted(stored, key=lambda place: (place.city, place.link)):
        found[place.of].append(place)
    return found


def _phones(stored: Iterable[Phone]) -> dict[UUID, list[Number]]:
    """Numbers by the service, location or organization that they belong to."""
    found: dict[UUID, list[Number]] = defaultdict(list)
    for phone in sorted(stored, key=lambda row: (row.kind, row.number)):
        owner = phone.service_id or phone.location_id or phone.organization_id
        if owner is not None:
            shown = page.number(phone.number, phone.extension, phone.note)
            found[owner].append(shown)
    return found


def _asked(stored: Iterable[Any]) -> dict[UUID, list[Asked]]:
    """What services said, the newest first."""
    today = localdate()
    found: dict[UUID, list[Asked]] = defaultdict(list)
    for check in sorted(stored, key=lambda row: (-row.checked_at.timestamp(), row.id)):
        shown = page.asked(
            check.taking,
            check.phone_right,
            check.right_number,
            check.next_on,
            check.note,
            on=localtime(check.checked_at).date(),
            by=getattr(check, "who", None) or "",
            today=today,
        )
        found[check.service_id].append(shown)
    return found


def _hours(stored: Iterable[Schedule]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    by_week = sorted(stored, key=lambda row: hours.first_day(row.byday))
    for row in by_week:
        said = hours.in_words(
            hours.Hours(
                freq=row.freq,
                byday=tuple(filter(None, row.byday.split(","))),
                bymonthday=row.bymonthday,
                opens=row.opens,
                closes=row.closes,
                note=row.note,
            )
        )
        owner = row.service_id or row.location_id
        if owner is not None:
            found[owner].append(said)
    return found
