"""What pages show of the directory. Every list has the same number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, When
from django.db.models.functions import Collate
from django.utils.timezone import localdate, localtime

from offramp.platform.accounts import actors
from offramp.platform.kernel.ids import ServiceId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import may
from offramp.platform.policy.table import Permission
from offramp.program.directory import access
from offramp.program.directory.models import (
    Check,
    Location,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    Status,
    Tag,
)
from offramp.program.directory.rules import hours, needs, page
from offramp.program.directory.rules.page import (
    Asked,
    Number,
    Place,
    Row,
    ServicePage,
    Tagged,
    Wanted,
)
from offramp.program.directory.rules.words import asked_words

PAGE_SIZE = 20
_TAGS_IN_LISTS = 5


def search(wanted: Wanted, number: int, *, by: Actor) -> Page[Row]:
    """Active services that fit, twenty to a page; names with all the words first."""
    services = access.services(by, Permission.DIRECTORY_READ).filter(is_active=True)
    words = asked_words(wanted.text)
    for word in words:
        services = services.filter(search_text__contains=f" {word}")
    for need in filter(None, (wanted.need, wanted.open_to)):
        tagged = Tag.objects.filter(service=OuterRef("pk"), need=need, holds=True)
        services = services.filter(Exists(tagged))
    for word in asked_words(wanted.language):
        services = services.filter(language_keys__contains=f" {word}")
    paginator: Paginator[Any] = Paginator(_in_order(services, words), PAGE_SIZE)
    shown = paginator.get_page(number)
    shown.object_list = _rows(list(shown.object_list))
    return shown


def _in_order(services: QuerySet[Service], words: Sequence[str]) -> QuerySet[Service]:
    """Names that hold all the words first; then by the alphabet, alike everywhere."""
    in_name = Q()
    for word in words:
        in_name &= Q(name_key__startswith=word) | Q(name_key__contains=f" {word}")
    if words:
        rank = Case(When(in_name, then=0), default=1, output_field=IntegerField())
        services = services.annotate(rank=rank)
    # Each database sorts text by rules of its own unless told to compare plain bytes.
    plain = "C" if connection.vendor == "postgresql" else "BINARY"
    by_name = services.select_related("organization")
    if words:
        return by_name.order_by("rank", Collate("name_key", plain), "pk")
    return by_name.order_by(Collate("name_key", plain), "pk")


def by_id(service_ids: Iterable[UUID], *, by: Actor) -> dict[UUID, Row]:
    """Services that other packages name, active or not."""
    services = access.services(by, Permission.DIRECTORY_READ)
    found = services.filter(pk__in=list(service_ids)).select_related("organization")
    return {row.id: row for row in _rows(list(found))}


def _rows(services: Sequence[Service]) -> list[Row]:
    ids = [service.id for service in services]
    tags, places, asked = _tags(ids), _places_of(services), _asked(ids, {})
    phones = _phones(services, places)
    return [
        Row(
            id=service.id,
            name=service.name,
            organization=service.organization.name,
            where=page.and_more([place.city for place in places[service.id]]),
            phone=_first(service, places[service.id], phones),
            tags=tuple(tags[service.id][:_TAGS_IN_LISTS]),
            languages=service.languages,
            is_active=service.is_active,
            asked=next(iter(asked[service.id]), None),
        )
        for service in services
    ]


def _first(
    service: Service, places: Sequence[Location], phones: Mapping[UUID, list[Number]]
) -> Number | None:
    """The number to try first: the service's own, a place's, the organization's."""
    owners = (service.id, *(place.id for place in places), service.organization_id)
    return next((phones[owner][0] for owner in owners if phones.get(owner)), None)


def _tags(ids: Sequence[UUID]) -> dict[UUID, list[Tagged]]:
    order = {slug: place for place, slug in enumerate(needs.terms().by_slug)}
    found: dict[UUID, list[Tagged]] = defaultdict(list)
    stored = Tag.objects.filter(service_id__in=ids, holds=True)
    for tag in sorted(stored, key=lambda tag: order.get(tag.need, len(order))):
        shown = page.tagged(tag.need, needs.label(tag.need), tag.origin)
        found[tag.service_id].append(shown)
    return found


def _places_of(services: Sequence[Service]) -> dict[UUID, list[Location]]:
    found: dict[UUID, list[Location]] = defaultdict(list)
    links = ServiceAtLocation.objects.filter(service__in=services)
    for link in links.select_related("location").order_by("location__city", "pk"):
        found[link.service_id].append(link.location)
    return found


def _phones(
    services: Sequence[Service], places: Mapping[UUID, list[Location]]
) -> dict[UUID, list[Number]]:
    """Numbers by the service, location or organization that they belong to."""
    at = [place.id for found in places.values() for place in found]
    stored = Phone.objects.filter(
        Q(service__in=services)
        | Q(location_id__in=at)
        | Q(organization_id__in={service.organization_id for service in services})
    )
    found: dict[UUID, list[Number]] = defaultdict(list)
    for phone in stored.order_by("kind", "number"):
        owner = phone.service_id or phone.location_id or phone.organization_id
        if owner is not None:
            shown = page.number(phone.number, phone.extension, phone.note)
            found[owner].append(shown)
    return found


def _asked(ids: Sequence[UUID], names: Mapping[UUID, str]) -> dict[UUID, list[Asked]]:
    """What services said, the newest first."""
    today = localdate()
    found: dict[UUID, list[Asked]] = defaultdict(list)
    for check in Check.objects.filter(service_id__in=ids).order_by("-checked_at", "pk"):
        shown = page.asked(
            check.taking,
            check.phone_right,
            check.right_number,
            check.next_on,
            check.note,
            on=localtime(check.checked_at).date(),
            by=names.get(check.checked_by_id, ""),
            today=today,
        )
        found[check.service_id].append(shown)
    return found


def one(service_id: ServiceId, *, by: Actor) -> ServicePage:
    """One service, active or not."""
    service = access.get(service_id, Permission.DIRECTORY_READ, by=by)
    ids = [service.id]
    places = _places_of([service])
    phones = _phones([service], places)
    opening = _hours(service, places[service.id])
    callers = Check.objects.filter(service=service).values_list("checked_by_id")
    names = actors.names({caller for (caller,) in callers})
    own = phones[service.id] or phones[service.organization_id]
    return ServicePage(
        id=service.id,
        name=service.name,
        other_name=service.alternate_name,
        organization=service.organization.name,
        not_offered=_not_offered(service),
        alert=service.alert,
        description=service.description,
        facts=_facts(service),
        website=service.website,
        email=service.email,
        tags=tuple(_tags(ids)[service.id]),
        phones=tuple(own),
        hours=tuple(opening[service.id]),
        places=tuple(
            _place(place, phones, opening) for place in places[service.id][:10]
        ),
        asked=tuple(_asked(ids, names)[service.id][:5]),
        listed=_listed(service),
        may_check=may(by, Permission.DIRECTORY_CHECK),
    )


def _hours(service: Service, places: Sequence[Location]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    stored = Schedule.objects.filter(Q(service=service) | Q(location__in=places))
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


def _place(
    place: Location,
    phones: Mapping[UUID, list[Number]],
    opening: Mapping[UUID, list[str]],
) -> Place:
    return Place(
        name=place.name,
        lines=page.address(place.address, place.city, place.state, place.postal_code),
        hours=tuple(opening.get(place.id, ())),
        notes=tuple(filter(None, (place.getting_there, place.accessibility))),
        phones=tuple(phones.get(place.id, ())),
    )


def _not_offered(service: Service) -> str:
    """Why nobody should be sent there, if so."""
    if service.gone_at is not None:
        gone = page.day(localtime(service.gone_at).date())
        return f"Its directory no longer lists it (since {gone}). Call before you rely on it."
    return {
        Status.INACTIVE: "Its directory lists it as not active.",
        Status.DEFUNCT: "Its directory says that it has closed for good.",
        Status.TEMPORARILY_CLOSED: "Its directory says that it is closed for now.",
    }.get(Status(service.status), "")


def _facts(service: Service) -> tuple[tuple[str, str], ...]:
    free = ""
    if service.places_free is not None:
        as_of = f", as of {page.day(service.places_on)}" if service.places_on else ""
        unit = service.places_unit or "places"
        free = f"{service.places_free} {unit} free by its directory{as_of}"
    return page.filled(
        (
            ("For whom", service.eligibility),
            ("Age", page.ages(service.minimum_age, service.maximum_age)),
            ("How to get in", service.how_to_apply),
            ("What to bring", service.documents),
            ("Cost", service.fees),
            ("Languages", service.languages),
            ("Interpreters", service.interpretation),
            ("Waiting time", service.wait_note),
            ("Free places", free),
        )
    )


def _listed(service: Service) -> str:
    source = service.source
    read = page.day(localtime(source.imported_at).date())
    by_them = (
        f", last checked by them {page.day(service.assured_on)}"
        if service.assured_on
        else ""
    )
    licence = f" Licence: {source.licence}." if source.licence else ""
    return f"From the directory “{source.slug}”, read {read}{by_them}.{licence}"
