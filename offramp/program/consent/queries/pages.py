"""The pages about what a person agreed to."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.timezone import localdate

from offramp.platform.accounts.actors import name_of, names
from offramp.platform.audit import log
from offramp.platform.kernel.ids import AgencyId, ConsentId, PersonId
from offramp.platform.kernel.moments import Moments, moments
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.consent import access, rules
from offramp.program.consent.models import Consent, Release
from offramp.program.consent.queries.words import (
    ConsentPage,
    ConsentView,
    PersonPage,
    Scanned,
    consent_view,
    release_view,
)
from offramp.program.people import access as people_access
from offramp.program.people.access import Reached


def agreed_rows(person_id: PersonId, agency_id: AgencyId) -> QuerySet[Consent]:
    """What `agreed_of` reads, for a page that fetches it together with other rows. The
    caller asked policy."""
    rows = access.agreed_with(person_id, agency_id)
    return rows.only("kind", "categories", "condition")


def agreed_of(
    rows: Iterable[Consent], categories: Iterable[str], about_id: UUID | None = None
) -> frozenset[str]:
    """Those of the categories that may be told. What is a condition of a case counts
    for that case alone (42 CFR 2.35(d))."""
    counting = [
        row.categories
        for row in rows
        if row.kind == rules.Kind.LEAD_RELEASE
        or (row.condition and row.condition.get("about") == str(about_id))
    ]
    return frozenset(
        slug
        for slug in categories
        if any(rules.covers(one, [slug]) for one in counting)
    )


def of_person(found: Reached, language: str = "") -> list[ConsentView]:
    """Every consent of this person, the newest first, in a language or its own."""
    rows = list(_consents(found).annotate(given_by=name_of("given_by_id")))
    _seen(rows, found.by)
    named = {row.given_by_id: row.given_by or "" for row in rows}
    return [consent_view(row, named, language) for row in rows]


def person_page(person_id: PersonId, by: Actor) -> PersonPage:
    """Everything this person agreed to, and everything that was told under it."""
    found, told = _told(person_id, by)
    return _overview(found, told, of_person(found))


def everything_signed(
    person_id: PersonId, by: Actor
) -> tuple[PersonPage, tuple[ConsentPage, ...]]:
    """The same, and each consent in full, for the person's own copy."""
    found, told = _told(person_id, by)
    rows = list(_consents(found))
    _seen(rows, by)  # in short, on the first sheet
    _seen(rows, by)  # and each in full
    named = names(_staff(rows))
    under: dict[UUID, list[Release]] = defaultdict(list)
    for release in told:
        under[release.consent_id].append(release)
    pages = tuple(_page(row, under[row.pk], named, found) for row in rows)
    return _overview(found, told, [page.consent for page in pages]), pages


def _seen(rows: Sequence[Consent], by: Actor) -> None:
    log.listed(Permission.CONSENT_READ, Consent, [row.pk for row in rows], by=by)


def _told(person_id: PersonId, by: Actor) -> tuple[Reached, list[Release]]:
    found = people_access.reach(person_id, Permission.CONSENT_READ, by=by)
    log.read(Permission.CONSENT_READ, found.person, by=by)
    rows = list(access.releases_about(found).order_by("-made_at", "pk"))
    log.listed(Permission.RELEASE_READ, Release, [row.pk for row in rows], by=by)
    return found, rows


def _overview(
    found: Reached, told: Sequence[Release], consents: Sequence[ConsentView]
) -> PersonPage:
    return PersonPage(
        person_id=found.person.id,
        known_as=found.person.known_as,
        may_record=found.may(Permission.CONSENT_RECORD),
        consents=tuple(consents),
        releases=tuple(release_view(row) for row in told),
    )


def consent_page(
    consent_id: ConsentId, by: Actor, to: Permission = Permission.CONSENT_READ
) -> ConsentPage:
    """One consent in full, for those who may do this with it."""
    consent = access.get(consent_id, to, by=by)
    found = people_access.reach(PersonId(consent.person_id), to, by=by)
    told = list(access.releases_about(found).filter(consent=consent))
    seen = {"listed": [str(row.pk) for row in told]} if told else {}
    log.read(Permission.CONSENT_READ, consent, by=by, **seen)
    return _page(consent, told, names(_staff([consent])), found)


def _consents(found: Reached) -> QuerySet[Any]:
    rows = access.about(found, Permission.CONSENT_READ)
    return access.with_all(rows).order_by("-given_at", "pk")


def _staff(rows: Sequence[Consent]) -> set[UUID]:
    ids = {id for row in rows for id in (row.given_by_id, row.witness_id) if id}
    scans = [row.scan for row in rows if hasattr(row, "scan")]
    return ids.union(*((scan.witness_id, scan.kept_by_id) for scan in scans))


def _page(
    consent: Consent, told: Sequence[Release], named: dict[UUID, str], found: Reached
) -> ConsentPage:
    told = sorted(told, key=lambda row: (row.made_at, row.pk))
    return ConsentPage(
        consent=consent_view(consent, named),
        text=consent.text,
        version=consent.text_version,
        text_version=rules.version_on_paper(consent.text_version),
        signed_how=rules.how_text(consent.signed_how),
        signed_name=consent.signed_name,
        signature_points=consent.signature_points,
        signed_as=_signed_as(consent),
        condition=_condition(consent),
        event=consent.condition.get("event", "") if consent.condition else "",
        paper=_paper(consent, named),
        witness=named.get(consent.witness_id, "") if consent.witness_id else "",
        may_tell=found.may(Permission.RELEASE_MAKE),
        may_sign=found.may(Permission.CONSENT_RECORD),
        may_end=found.may(Permission.CONSENT_REVOKE),
        releases=tuple(release_view(row) for row in told),
    )


def _signed_as(consent: Consent) -> tuple[tuple[str, str], ...]:
    """Said only when somebody else signs, or signs too."""
    if consent.capacity == rules.Capacity.PERSON and not consent.cosigned_name:
        return ()
    said = {
        "Signed by": rules.capacity_text(consent.capacity),
        "Signed too": consent.cosigned_name,
        "Shown by": consent.authority,
    }
    return tuple((label, value) for label, value in said.items() if value)


def _paper(consent: Consent, named: dict[UUID, str]) -> tuple[tuple[str, str], ...]:
    if not hasattr(consent, "scan"):
        return ()
    scan = consent.scan
    return (
        ("Signed on", rules.day_text(scan.signed_on)),
        ("Who saw it signed", named.get(scan.witness_id, "")),
        (
            "Brought in",
            f"{rules.day_text(localdate(scan.kept_at))}, by {named.get(scan.kept_by_id, '')}",
        ),
    )


def scan(consent_id: ConsentId, by: Actor) -> Scanned:
    """The paper itself, for those who may read the consent; each look is on record."""
    consent = access.get(consent_id, Permission.CONSENT_READ, by=by)
    found = access.scan(consent)
    content = access.opened(found)
    log.read(Permission.CONSENT_READ, consent, by=by, scan=found.fingerprint)
    return Scanned(found.kind, content)


def _condition(consent: Consent) -> tuple[tuple[str, str], ...]:
    if consent.condition is None or consent.revocable_at is None:
        return ()
    said = consent.condition
    facts = {
        "Case number": said["case_number"],
        "Kind of case": said["proceeding"],
        "How long treatment may take": said["length"],
        "Can be ended from": rules.day_text(localdate(consent.revocable_at)),
        "Or sooner, when": said.get("event", ""),
    }
    return tuple((label, value) for label, value in facts.items() if value)


def happened(found: Reached) -> list[Moments]:
    """What this person agreed to, and what was told, for their timeline."""
    mine = access.about(found, Permission.CONSENT_READ)
    told = access.releases_about(found)
    return [
        moments(mine, "consent.given", at="given_at", by="given_by_id"),
        moments(mine, "consent.revoked", at="revoked_at", by="revoked_by_id"),
        moments(told, "release.made", at="made_at", by="made_by_id", ref="consent_id"),
    ]
