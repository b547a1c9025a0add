"""What pages show of the directory. Every list has the same number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, When
from django.db.models.functions import Collate
from django.utils.timezone import localtime

from offramp.platform.kernel.ids import ServiceId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import may
from offramp.platform.policy.table import Permission
from offramp.program.directory import access
from offramp.program.directory.models import Location, Service, Status, Tag
from offramp.program.directory.queries.around import around
from offramp.program.directory.rules import page
from offramp.program.directory.rules.page import (
    Number,
    Place,
    Row,
    ServicePage,
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
    found = around(services, is_whole=False)
    tags, places, phones = found.tags, found.places, found.phones
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
            asked=next(iter(found.asked[service.id]), None),
        )
        for service in services
    ]


def _first(
    service: Service, places: Sequence[Location], phones: Mapping[UUID, list[Number]]
) -> Number | None:
    """The number to try first: the service's own, a place's, the organization's."""
    owners = (service.id, *(place.id for place in places), service.organization_id)
    return next((phones[owner][0] for owner in owners if phones.get(owner)), None)


def one(service_id: ServiceId, *, by: Actor) -> ServicePage:
    """One service, active or not."""
    service = access.get(service_id, Permission.DIRECTORY_READ, by=by)
    found = around([service], is_whole=True)
    places, phones = found.places[service.id], found.phones
    own = phones.get(service.id) or phones.get(service.organization_id) or ()
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
        tags=tuple(found.tags[service.id]),
        phones=tuple(own),
        hours=tuple(found.hours[service.id]),
        places=tuple(_place(place, phones, found.hours) for place in places[:10]),
        asked=tuple(found.asked[service.id][:5]),
        listed=_listed(service),
        may_check=may(by, Permission.DIRECTORY_CHECK),
    )


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
