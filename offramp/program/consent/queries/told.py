"""What was told: as recipients read it, and as the accounting lists it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404

from offramp.platform.accounts.actors import name_of
from offramp.platform.audit import log
from offramp.platform.kernel.ids import (
    AgencyId,
    ConsentId,
    PersonId,
    ReleaseId,
    short_code,
)
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import may
from offramp.platform.policy.table import Permission
from offramp.program.consent import access, rules
from offramp.program.consent.models import Consent, Release
from offramp.program.consent.queries.words import (
    ReleaseView,
    Standing,
    consent_view,
    release_view,
)
from offramp.program.consent.rules import Fact
from offramp.program.people.rules import main_name

PAGE = 25


@dataclass(frozen=True)
class ToTell:
    """A consent as whoever tells under it needs it, with all that will go along."""

    id: ConsentId
    person_id: PersonId
    known_as: str
    name: str
    kind: str
    recipient_kind: str
    agency_id: AgencyId | None
    recipient: str
    categories: tuple[str, ...]
    purpose: str
    until: str
    scope: str
    onward: str
    notice: str
    in_force: bool
    rests_on: UUID | None


@dataclass(frozen=True)
class Document:
    """A release to hand over: named for its recipient, numbered, with its consent."""

    release: ReleaseView
    code: str  # of the handover or the stay that it is about
    number: str
    consent_version: str
    purpose: str
    may_save: bool  # what is a condition of a case stays in that case


@dataclass(frozen=True)
class Disclosure:
    """One line of the accounting: what was told, by whom, to whom, on what basis.

    A release that was made stays here when its consent has ended: it was made in
    reliance on it.
    """

    id: ReleaseId
    person_id: PersonId
    at: datetime
    by_id: UUID
    by_name: str
    recipient: str
    recipient_kind: str
    members: tuple[str, ...]
    purpose: str
    categories: tuple[str, ...]
    facts: tuple[Fact, ...]
    basis: str  # the kind of consent
    consent_id: ConsentId | None
    expires_at: datetime | None
    revoked_at: datetime | None
    in_reliance: bool  # told before the consent ended, which it has since


def releases_about(ids: Iterable[UUID], by: Actor) -> dict[UUID, list[ReleaseView]]:
    """What is in force about these diversions, as far as the actor may read it."""
    rows = list(
        access.releases(by)
        .filter(access.told(), about_id__in=list(ids))
        .order_by("made_at", "pk")
    )
    log.listed(Permission.RELEASE_READ, Release, [row.pk for row in rows], by=by)
    found: dict[UUID, list[ReleaseView]] = {}
    for row in rows:
        found.setdefault(row.about_id, []).append(release_view(row))
    return found


def to_tell(consent_id: ConsentId, by: Actor) -> ToTell:
    """What may be told under this consent, and what goes along with it."""
    consent = access.get(consent_id, Permission.RELEASE_MAKE, by=by)
    log.read(Permission.CONSENT_READ, consent, by=by)
    goes = access.terms(consent)
    until = access.here(goes["expires_at"]) if goes["expires_at"] else None
    return ToTell(
        id=consent.id,
        person_id=PersonId(consent.person_id),
        known_as=consent.person.known_as,
        name=main_name(
            consent.person.known_as,
            consent.person.given_name,
            consent.person.family_name,
        ),
        kind=consent.kind,
        recipient_kind=consent.recipient_kind,
        agency_id=consent.recipient_agency.id if consent.recipient_agency else None,
        recipient=goes["recipient_name"],
        categories=tuple(consent.categories),
        purpose=rules.purpose_text(consent.purpose),
        until=rules.said_until(until),
        scope=goes["scope"],
        onward=goes["onward"],
        notice=goes["notice"],
        in_force=consent_view(consent, {}).standing == Standing.IN_FORCE,
        rests_on=consent.rests_on_id,
    )


def we_were_told(by: Actor, *, number: int = 1) -> Page[Any]:
    """A page of all that the actor's own body was told and may read now, the newest
    first."""
    to = Permission.RELEASE_LIST
    newest = access.releases(by, to).filter(access.told()).order_by("-made_at", "pk")
    page = Paginator(newest, PAGE).get_page(number)
    rows = list(page.object_list)
    log.listed(to, Release, [row.pk for row in rows], by=by)
    return Page([_document(row, by) for row in rows], page.number, page.paginator)


def all_we_were_told(by: Actor) -> list[Document]:
    """The same without pages, for a file. Whoever makes it writes down what was in it."""
    found = access.releases(by, Permission.RELEASE_LIST).filter(access.told())
    return [_document(row, by) for row in found.order_by("-made_at", "pk")]


def resting() -> set[UUID]:
    """What living consents rest on, so that whoever keeps it can say what is no more."""
    rows = Consent.objects.filter(ended_at=None, revoked_at=None)
    found = rows.exclude(rests_on_id=None).values_list("rests_on_id", flat=True)
    return {id for id in found if id}


def document(
    release_id: ReleaseId, by: Actor, to: Permission = Permission.RELEASE_READ
) -> Document:
    """A release in force as a page to hand over; 404 once it is not."""
    row = access.releases(by, to).filter(access.told(), pk=release_id).first()
    if row is None:
        raise Http404
    log.read(to, row, by=by)
    return _document(row, by)


def _document(row: Release, by: Actor) -> Document:
    return Document(
        release=release_view(row),
        code=short_code(row.about_id),
        number=f"{short_code(row.pk)}-{row.pk.hex[:8].upper()}",
        consent_version=row.consent_version[:12],
        purpose=rules.purpose_text(row.purpose),
        may_save=may(by, Permission.RELEASE_EXPORT)
        and row.kind != rules.Kind.CONDITION,
    )


def accounting(
    person_ids: Iterable[PersonId],
    *,
    since: datetime | None = None,
    recipient_kind: str = "",
) -> list[Disclosure]:
    """Everything that was told about these people, the newest first, one line for each.

    The caller has asked policy and writes down that it was read. `recipient_kind` is
    for the list of what went through an intermediary (42 CFR 2.24).
    """
    return accounted(accounting_rows(person_ids, since, recipient_kind))


def accounting_rows(
    person_ids: Iterable[PersonId],
    since: datetime | None = None,
    recipient_kind: str = "",
) -> QuerySet[Any]:
    """What `accounted` reads, for a page that fetches it together with other rows."""
    rows = Release.objects.filter(consent__person_id__in=list(person_ids))
    if since is not None:
        rows = rows.filter(made_at__gte=since)
    if recipient_kind:
        rows = rows.filter(recipient_kind=recipient_kind)
    return rows.annotate(
        whose=F("consent__person_id"),
        members=F("consent__recipient_members"),
        over_at=Coalesce("consent__revoked_at", "consent__ended_at"),
        by_name=name_of("made_by_id"),
    )


def accounted(releases: Iterable[Any]) -> list[Disclosure]:
    """A line for each of these releases, the newest first."""
    newest = sorted(releases, key=lambda row: (-row.made_at.timestamp(), row.pk))
    return [_disclosure(row) for row in newest]


def _disclosure(row: Any) -> Disclosure:
    facts = tuple(Fact(**fact) for fact in row.facts)
    return Disclosure(
        id=row.id,
        person_id=PersonId(row.whose),
        at=row.made_at,
        by_id=row.made_by_id,
        by_name=row.by_name or "",
        recipient=row.recipient_name,
        recipient_kind=row.recipient_kind,
        members=tuple(row.members),
        purpose=row.purpose,
        categories=tuple(fact.slug for fact in facts),
        facts=facts,
        basis=row.kind,
        consent_id=ConsentId(row.consent_id),
        expires_at=row.expires_at,
        revoked_at=row.withdrawn_at,
        in_reliance=row.over_at is not None,
    )
