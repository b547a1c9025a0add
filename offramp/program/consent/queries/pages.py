"""The pages about what a person agreed to."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate

from offramp.platform.accounts.actors import names
from offramp.platform.audit import log
from offramp.platform.kernel.ids import AgencyId, ConsentId, PersonId
from offramp.platform.kernel.moments import Moments, moments
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import may
from offramp.platform.policy.table import Permission
from offramp.program.consent import access, rules
from offramp.program.consent.models import Consent, Release
from offramp.program.consent.queries.words import (
    Agreed,
    ConsentPage,
    ConsentView,
    PersonPage,
    consent_view,
    release_view,
)
from offramp.program.people import access as people_access
from offramp.program.people.access import Reached


def active(
    person_id: PersonId,
    agency_id: AgencyId,
    categories: Iterable[str],
    at: datetime | None = None,
) -> Agreed | None:
    """The consent that covers all of this at that moment. The caller asked policy."""
    consent = access.agreed(person_id, agency_id, categories, at)
    if consent is None:
        return None
    return Agreed(consent.id, tuple(consent.categories), consent.expires_at)


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
    return [consent_view(row, named) for row in rows]


def person_page(person_id: PersonId, by: Actor) -> PersonPage:
    """Everything this person agreed to, and everything that was told under it."""
    person = people_access.get(person_id, Permission.CONSENT_READ, by=by)
    log.read(Permission.CONSENT_READ, person, by=by)
    rows = list(
        access.releases(by)
        .filter(consent__person_id__in=people_access.ids_of(person_id))
        .order_by("-made_at", "pk")
    )
    log.listed(Permission.RELEASE_READ, Release, [row.pk for row in rows], by=by)
    return PersonPage(
        person_id=person.id,
        known_as=person.known_as,
        may_record=may(by, Permission.CONSENT_RECORD),
        consents=tuple(of_person(person_id, by)),
        releases=tuple(release_view(row) for row in rows),
    )


def consent_page(
    consent_id: ConsentId, by: Actor, to: Permission = Permission.CONSENT_READ
) -> ConsentPage:
    """One consent in full, for those who may do this with it."""
    consent = access.get(consent_id, to, by=by)
    log.read(Permission.CONSENT_READ, consent, by=by)
    return _page(consent, names(_staff([consent])), by)


def everything_signed(person_id: PersonId, by: Actor) -> tuple[ConsentPage, ...]:
    """All that this person ever agreed to, in full, for their own copy."""
    rows = list(
        access.reachable(by, Permission.CONSENT_READ)
        .filter(person_id__in=people_access.ids_of(person_id))
        .select_related("person", "from_agency", "recipient_agency")
        .prefetch_related("releases")
        .order_by("-given_at", "pk")
    )
    log.listed(Permission.CONSENT_READ, Consent, [row.pk for row in rows], by=by)
    named = names(_staff(rows))
    return tuple(_page(row, named, by) for row in rows)


def _staff(rows: Sequence[Consent]) -> set[UUID]:
    return {id for row in rows for id in (row.given_by_id, row.witness_id) if id}


def _page(consent: Consent, named: dict[UUID, str], by: Actor) -> ConsentPage:
    told = sorted(consent.releases.all(), key=lambda row: (row.made_at, row.pk))
    return ConsentPage(
        consent=consent_view(consent, named),
        text=consent.text,
        text_version=consent.text_version[:12],
        signed_how=rules.how_text(consent.signed_how),
        signed_name=consent.signed_name,
        signature_points=consent.signature_points,
        signed_as=_signed_as(consent),
        condition=_condition(consent),
        witness=named.get(consent.witness_id, "") if consent.witness_id else "",
        may_tell=may(by, Permission.RELEASE_MAKE),
        may_sign=may(by, Permission.CONSENT_RECORD),
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


def _condition(consent: Consent) -> tuple[tuple[str, str], ...]:
    if consent.condition is None or consent.revocable_at is None:
        return ()
    day = localdate(consent.revocable_at)
    return (
        ("Case number", consent.condition["case_number"]),
        ("Kind of case", consent.condition["proceeding"]),
        ("How long treatment may take", consent.condition["length"]),
        ("Can be ended from", f"{day:%B} {day.day}, {day.year}"),
    )


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
