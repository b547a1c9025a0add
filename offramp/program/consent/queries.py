"""What pages need to know of consents, and what recipients may read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from offramp.platform.accounts.actors import agency_id, agency_names, names, staff
from offramp.platform.audit import log
from offramp.platform.kernel.ids import AgencyId, ConsentId, PersonId, ReleaseId
from offramp.platform.kernel.moments import Moments, moments
from offramp.platform.policy.actor import TREATMENT, Actor
from offramp.platform.policy.table import Permission
from offramp.program.consent import access, rules
from offramp.program.consent.models import Consent, Release
from offramp.program.consent.rules import Fact
from offramp.program.people import access as people_access
from offramp.program.people.access import Reached
from offramp.program.people.rules import main_name
from offramp.program.sites import queries as sites
from offramp.program.sites.rules import Leaflet


class Standing(StrEnum):
    """Whether a consent or a release counts today."""

    IN_FORCE = "in force"
    ENDED = "ended by the person"
    OVER = "over"


@dataclass(frozen=True)
class Agreed:
    """A consent in force, as far as other packages need it."""

    id: ConsentId
    categories: tuple[str, ...]
    expires_on: date


@dataclass(frozen=True)
class ConsentView:
    """What was agreed to, in words."""

    id: ConsentId
    person_id: PersonId
    known_as: str
    person_name: str
    from_agency: str
    recipient: str
    categories: tuple[str, ...]
    purpose: str
    language: str
    given_at: datetime
    given_by: str
    expires_on: date
    revoked_at: datetime | None
    standing: Standing


@dataclass(frozen=True)
class ConsentPage:
    """One consent in full, as it was signed."""

    consent: ConsentView
    text: dict[str, Any]
    text_version: str
    signed_how: str
    signed_name: str
    signature_points: str
    witness: str
    releases: tuple["ReleaseView", ...]


@dataclass(frozen=True)
class ReleaseView:
    """What was told, with the notice that goes with it."""

    id: ReleaseId
    about_id: UUID
    recipient: str
    facts: tuple[Fact, ...]
    scope: str
    notice: str
    made_at: datetime
    expires_on: date
    standing: Standing


@dataclass(frozen=True)
class PersonPage:
    """Everything a person agreed to, and everything that was told."""

    person_id: PersonId
    known_as: str
    consents: tuple[ConsentView, ...]
    releases: tuple[ReleaseView, ...]


@dataclass(frozen=True)
class Sheet:
    """What the form for a new consent needs from the site."""

    person_id: PersonId
    known_as: str
    from_agency: str
    leaflet: Leaflet
    purpose: str
    recipients: tuple[tuple[str, str], ...]
    categories: tuple[tuple[str, str], ...]
    witnesses: tuple[tuple[str, str], ...]
    languages: tuple[str, ...]
    days: int


def active(
    person_id: PersonId, agency_id: AgencyId, categories: Iterable[str], on: date
) -> Agreed | None:
    """The consent that covers all of this on that day. The caller has asked policy."""
    consent = access.agreed(person_id, agency_id, categories, on)
    if consent is None:
        return None
    return Agreed(consent.id, tuple(consent.categories), consent.expires_on)


def releases_about(ids: Iterable[UUID], by: Actor) -> dict[UUID, list[ReleaseView]]:
    """What is in force about these diversions, as far as the actor may read it."""
    rows = list(
        access.releases(by)
        .filter(access.in_force(), about_id__in=list(ids))
        .select_related("recipient_agency")
        .order_by("made_at", "pk")
    )
    log.listed(Permission.RELEASE_READ, Release, [row.pk for row in rows], by=by)
    found: dict[UUID, list[ReleaseView]] = {}
    for row in rows:
        found.setdefault(row.about_id, []).append(_release(row))
    return found


def of_person(person_id: PersonId, by: Actor) -> list[ConsentView]:
    """Every consent of this person, the newest first."""
    rows = list(
        access.reachable(by, Permission.CONSENT_READ)
        .filter(person_id__in=people_access.ids_of(person_id))
        .select_related("person", "from_agency", "recipient_agency")
        .order_by("-given_at", "pk")
    )
    log.listed(Permission.CONSENT_READ, Consent, [row.pk for row in rows], by=by)
    named = names({row.given_by_id for row in rows})
    return [_consent(row, named) for row in rows]


def person_page(person_id: PersonId, by: Actor) -> PersonPage:
    """Everything this person agreed to, and everything that was told under it."""
    person = people_access.get(person_id, Permission.CONSENT_READ, by=by)
    log.read(Permission.CONSENT_READ, person, by=by)
    rows = list(
        access.releases(by)
        .filter(consent__person_id__in=people_access.ids_of(person_id))
        .select_related("recipient_agency")
        .order_by("-made_at", "pk")
    )
    log.listed(Permission.RELEASE_READ, Release, [row.pk for row in rows], by=by)
    return PersonPage(
        person_id=person.id,
        known_as=person.known_as,
        consents=tuple(of_person(person_id, by)),
        releases=tuple(_release(row) for row in rows),
    )


def consent_page(consent_id: ConsentId, by: Actor) -> ConsentPage:
    """One consent in full."""
    consent = access.get(consent_id, Permission.CONSENT_READ, by=by)
    log.read(Permission.CONSENT_READ, consent, by=by)
    named = names({consent.given_by_id, consent.witness_id or consent.given_by_id})
    told = consent.releases.select_related("recipient_agency").order_by("made_at")
    return ConsentPage(
        consent=_consent(consent, named),
        text=consent.text,
        text_version=consent.text_version[:12],
        signed_how=rules.how_text(consent.signed_how),
        signed_name=consent.signed_name,
        signature_points=consent.signature_points,
        witness=named.get(consent.witness_id, "") if consent.witness_id else "",
        releases=tuple(_release(row) for row in told),
    )


def sheet(person_id: PersonId, language: str, by: Actor) -> Sheet:
    """What a new consent of this person is written on, in a language we have."""
    person = people_access.get(person_id, Permission.CONSENT_RECORD, by=by)
    log.read(Permission.CONSENT_RECORD, person, by=by)
    site = sites.current()
    slug = rules.LEAFLET_OF[rules.Kind.LEAD_RELEASE]
    leaflet = site.leaflet(slug, language)
    recipient, home = agency_id(site.prosecutor), agency_id(site.program_agency)
    named = agency_names({recipient, home})
    return Sheet(
        person_id=person.id,
        known_as=person.known_as,
        from_agency=named[home],
        leaflet=leaflet,
        purpose=rules.purpose_text(
            rules.PURPOSE_OF[rules.Kind.LEAD_RELEASE], leaflet.language
        ),
        recipients=((str(recipient), named[recipient]),),
        categories=tuple(
            (word, rules.category_text(word, label, leaflet.language))
            for word, label in site.choices("release_category")
        ),
        witnesses=_witnesses(by),
        languages=tuple(leaf.language for leaf in site.leaflets if leaf.slug == slug),
        days=site.clocks.consent_days,
    )


def _witnesses(by: Actor) -> tuple[tuple[str, str], ...]:
    return tuple((str(id), name) for id, name in staff(TREATMENT) if id != by.id)


def _consent(row: Consent, named: dict[UUID, str]) -> ConsentView:
    site = sites.current()
    labels = ((slug, site.label("release_category", slug)) for slug in row.categories)
    return ConsentView(
        id=row.id,
        person_id=PersonId(row.person_id),
        known_as=row.person.known_as,
        person_name=main_name(
            row.person.known_as, row.person.given_name, row.person.family_name
        ),
        from_agency=row.from_agency.name,
        recipient=row.recipient_agency.name,
        categories=tuple(
            rules.category_text(slug, label, row.language) for slug, label in labels
        ),
        purpose=rules.purpose_text(row.purpose, row.language),
        language=row.language,
        given_at=row.given_at,
        given_by=named.get(row.given_by_id, ""),
        expires_on=row.expires_on,
        revoked_at=row.revoked_at,
        standing=_standing(row.revoked_at, row.expires_on),
    )


def _release(row: Release) -> ReleaseView:
    return ReleaseView(
        id=row.id,
        about_id=row.about_id,
        recipient=row.recipient_agency.name,
        facts=tuple(Fact(**fact) for fact in row.facts),
        scope=row.scope,
        notice=row.notice,
        made_at=row.made_at,
        expires_on=row.expires_on,
        standing=_standing(row.withdrawn_at, row.expires_on),
    )


def _standing(ended_at: datetime | None, expires_on: date) -> Standing:
    if ended_at is not None:
        return Standing.ENDED
    return Standing.IN_FORCE if expires_on >= localdate() else Standing.OVER


def happened(found: Reached) -> list[Moments]:
    """What this person agreed to, and what was told, for their timeline."""
    mine = access.about(found, Permission.CONSENT_READ)
    of_theirs = people_access.rows_of(found, Permission.CONSENT_READ, via="consent__")
    told = Release.objects.filter(of_theirs)
    return [
        moments(mine, "consent.given", at="given_at", by="given_by_id"),
        moments(mine, "consent.revoked", at="revoked_at", by="revoked_by_id"),
        moments(told, "release.made", at="made_at", by="made_by_id", ref="consent_id"),
    ]
