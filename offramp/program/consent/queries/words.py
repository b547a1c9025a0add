"""Consents and releases as pages show them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils.timezone import now

from offramp.platform.kernel.ids import ConsentId, PersonId, ReleaseId
from offramp.program.consent import access, rules
from offramp.program.consent.models import Consent, Release, Scan
from offramp.program.consent.rules import Fact
from offramp.program.people.rules import main_name
from offramp.program.sites import queries as sites


class Standing(StrEnum):
    """Whether a consent or a release counts now."""

    IN_FORCE = "in force"
    ENDED = "ended by the person"
    OVER = "over"


@dataclass(frozen=True)
class ConsentView:
    """What was agreed to, in words."""

    id: ConsentId
    person_id: PersonId
    known_as: str
    person_name: str
    kind: str
    kind_text: str
    from_agency: str
    recipient: str
    members: tuple[str, ...]
    categories: tuple[str, ...]
    purpose: str
    language: str
    given_at: datetime | date  # a paper says the day only
    given_by: str
    last_day: date | None
    lapses_at: datetime | None
    ends_at: datetime | None
    revoked_at: datetime | None
    standing: Standing
    on_paper: bool
    may_be_signed: bool
    copy_how: str
    copy: str
    copied_at: datetime | None
    wants_copy: bool


@dataclass(frozen=True)
class Scanned:
    """The paper that was signed, open for one look."""

    kind: str
    content: bytes


@dataclass(frozen=True)
class ReleaseView:
    """What was told, with everything that goes with it."""

    id: ReleaseId
    about_id: UUID
    kind: str
    recipient: str
    facts: tuple[Fact, ...]
    scope: str
    onward: str
    notice: str
    made_at: datetime
    until: str
    standing: Standing


@dataclass(frozen=True)
class ConsentPage:
    """One consent in full, as it was signed."""

    consent: ConsentView
    text: dict[str, Any]
    version: str
    text_version: str
    signed_how: str
    signed_name: str
    signature_points: str
    signed_as: tuple[tuple[str, str], ...]
    condition: tuple[tuple[str, str], ...]
    event: str
    paper: tuple[tuple[str, str], ...]
    witness: str
    may_tell: bool
    may_sign: bool
    may_end: bool
    releases: tuple[ReleaseView, ...]


@dataclass(frozen=True)
class PersonPage:
    """Everything a person agreed to, and everything that was told."""

    person_id: PersonId
    known_as: str
    may_record: bool
    consents: tuple[ConsentView, ...]
    releases: tuple[ReleaseView, ...]


def consent_view(
    row: Consent, named: dict[UUID, str], language: str = ""
) -> ConsentView:
    """A consent in words, in the language it was signed in if no other is named."""
    said_in = language or row.language
    to = row.recipient_agency
    unsigned = row.signed_at is None
    scan: Scan | None = getattr(row, "scan", None)
    standing = _consent_standing(row)
    return ConsentView(
        id=row.id,
        person_id=PersonId(row.person_id),
        known_as=row.person.known_as,
        person_name=main_name(
            row.person.known_as, row.person.given_name, row.person.family_name
        ),
        kind=row.kind,
        kind_text=rules.kind_text(row.kind),
        from_agency=row.from_agency.name,
        recipient=rules.recipient_text(
            row.recipient_kind, to.name if to else "", said_in
        ),
        members=tuple(row.recipient_members),
        categories=_categories(row, said_in),
        purpose=rules.purpose_text(row.purpose, said_in),
        language=row.language,
        given_at=scan.signed_on if scan and not row.lapses_at else row.given_at,
        given_by=named.get(row.given_by_id, ""),
        last_day=_last_day(row.expires_at),
        lapses_at=row.lapses_at if unsigned else None,
        ends_at=row.revocable_at if row.asked_at else None,
        revoked_at=row.revoked_at,
        standing=standing,
        on_paper=scan is not None,
        may_be_signed=unsigned and not (row.revoked_at or row.ended_at),
        copy_how=row.copy_how,
        copy=rules.copy_text(row.copy_how),
        copied_at=row.copied_at,
        wants_copy=standing == Standing.IN_FORCE and row.copy_how in rules.OPEN,
    )


def _categories(row: Consent, language: str) -> tuple[str, ...]:
    site = sites.current()
    labels = ((slug, site.label("release_category", slug)) for slug in row.categories)
    return tuple(rules.category_text(slug, label, language) for slug, label in labels)


def release_view(row: Release) -> ReleaseView:
    """What was told, as it was told."""
    until = access.here(row.expires_at) if row.expires_at else None
    return ReleaseView(
        id=row.id,
        about_id=row.about_id,
        kind=row.kind,
        recipient=row.recipient_name,
        facts=tuple(Fact(**fact) for fact in row.facts),
        scope=row.scope,
        onward=row.onward,
        notice=row.notice,
        made_at=row.made_at,
        until=rules.said_until(until),
        standing=_standing(row.withdrawn_at, (row.expires_at,)),
    )


def _last_day(expires_at: datetime | None) -> date | None:
    if expires_at is None:
        return None
    return access.here(expires_at - timedelta(seconds=1)).date()


def _consent_standing(row: Consent) -> Standing:
    lapses = row.lapses_at if row.signed_at is None else None
    asked = row.revocable_at if row.asked_at else None
    ends = (row.expires_at, lapses, asked, row.ended_at)
    return _standing(row.revoked_at, ends)


def _standing(
    taken_back_at: datetime | None, ends: tuple[datetime | None, ...]
) -> Standing:
    if taken_back_at is not None:
        return Standing.ENDED
    moment = now()
    over = any(end is not None and end <= moment for end in ends)
    return Standing.OVER if over else Standing.IN_FORCE
