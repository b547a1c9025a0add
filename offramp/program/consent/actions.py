from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from offramp.platform.accounts.actors import actor_for, agency_id, agency_names
from offramp.platform.audit import log
from offramp.platform.design.signatures import Signed
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import (
    ActorId,
    AgencyId,
    ConsentId,
    PersonId,
    ReleaseId,
    derived_id,
)
from offramp.platform.policy.actor import TREATMENT, Actor
from offramp.platform.policy.table import Permission
from offramp.program.consent import access, rules
from offramp.program.consent.models import Consent, Release
from offramp.program.consent.rules import Fact, Kind
from offramp.program.people import access as people_access
from offramp.program.sites import queries as sites


@transaction.atomic
def record(
    id: ConsentId,
    person_id: PersonId,
    *,
    kind: str = Kind.LEAD_RELEASE,
    recipient_agency_id: AgencyId,
    categories: Sequence[str],
    expires_on: date,
    language: str,
    signed_how: str,
    signature: Signed,
    witness_id: UUID | None = None,
    at: datetime,
    by: Actor,
) -> Consent:
    """A person allows something to be told; with an element missing, nothing is."""
    person = people_access.get(person_id, Permission.CONSENT_RECORD, by=by, lock=True)
    site = sites.current()
    text, version = rules.text_of(site.leaflet(rules.LEAFLET_OF[Kind(kind)], language))
    consent = Consent(id=id, person=person, kind=kind, categories=list(categories))
    consent.from_agency_id = agency_id(site.program_agency)
    consent.recipient_agency_id = recipient_agency_id
    consent.purpose = rules.PURPOSE_OF[Kind(kind)]
    consent.language, consent.text, consent.text_version = language, text, version
    consent.signed_how, consent.witness_id = signed_how, witness_id
    consent.signed_name, consent.signature_points = signature.typed, signature.points
    consent.expires_on, consent.given_at, consent.given_by_id = expires_on, at, by.id
    before = Consent.objects.filter(pk=id).first()
    if before is not None:
        return _same_again(before, consent)
    _must_count(consent, by)
    consent.save(force_insert=True)
    told = {"recipient": str(recipient_agency_id), "categories": [*categories]}
    log.record(Permission.CONSENT_RECORD, consent, by=by, until=str(expires_on), **told)
    return consent


_SAID = ("person_id", "recipient_agency_id", "categories", "expires_on", "signed_how")


def _same_again(before: Consent, now: Consent) -> Consent:
    if any(getattr(before, field) != getattr(now, field) for field in _SAID):
        raise Refused(
            "This consent was already saved and cannot be changed. To agree to "
            "something else, end it and record a new one."
        )
    return before


def _must_count(consent: Consent, by: Actor) -> None:
    names = agency_names({consent.from_agency_id, consent.recipient_agency_id})
    lacking = rules.missing(
        rules.Elements(
            person=bool(consent.person.known_as),
            from_agency=consent.from_agency_id in names,
            recipient=consent.recipient_agency_id in names,
            categories=consent.categories,
            purpose=consent.purpose,
            expires_on=consent.expires_on,
            text=bool(consent.text),
            signed_how=consent.signed_how,
            signed_name=consent.signed_name,
            signature_points=consent.signature_points,
            witnessed=_is_witnessed(consent, by),
        ),
        localdate(consent.given_at),
    )
    if lacking:
        raise Refused(" ".join(lacking))


def _is_witnessed(consent: Consent, by: Actor) -> bool:
    """A colleague who works here, and not the one who records it."""
    if consent.witness_id is None or consent.witness_id == by.id:
        return False
    witness = actor_for(ActorId(consent.witness_id))
    return witness is not None and bool(witness.roles & TREATMENT)


@transaction.atomic
def revoke(consent_id: ConsentId, *, at: datetime, by: Actor) -> Consent:
    """The person takes it back. From this moment nothing more is told or shown."""
    consent = access.get(consent_id, Permission.CONSENT_REVOKE, by=by, lock=True)
    if consent.revoked_at is None:
        consent.revoked_at, consent.revoked_by_id = at, by.id
        consent.save(update_fields=["revoked_at", "revoked_by_id"])
        told = consent.releases.filter(withdrawn_at=None)
        withdrawn = told.update(withdrawn_at=at, withdrawn_by_id=by.id)
        log.record(Permission.CONSENT_REVOKE, consent, by=by, withdrawn=withdrawn)
    return consent


@transaction.atomic
def release(
    person_id: PersonId,
    about_id: UUID,
    facts: Sequence[Fact],
    recipient_agency_id: AgencyId,
    *,
    at: datetime,
    by: Actor,
) -> Release:
    """Tell an agency these facts, if the person agreed to each of them."""
    person = people_access.get(person_id, Permission.RELEASE_MAKE, by=by, lock=True)
    consent = access.agreed(
        person.id, recipient_agency_id, {fact.slug for fact in facts}, localdate(at)
    )
    if consent is None:
        raise Refused(
            "The person has not agreed that this may be told to this office. Ask them "
            "first, and record what they say."
        )
    said = [rules.plain(fact) for fact in facts]
    # The same facts about the same thing, told twice, are told once.
    id = ReleaseId(derived_id(consent.id, f"{about_id} {said}"))
    made, is_new = Release.objects.get_or_create(
        pk=id, defaults=_terms(consent, about_id, said, at, by)
    )
    if is_new:
        log.record(
            Permission.RELEASE_MAKE,
            made,
            by=by,
            consent=str(consent.id),
            recipient=str(recipient_agency_id),
            categories=[fact.slug for fact in facts],
        )
    return made


def _terms(
    consent: Consent,
    about_id: UUID,
    said: list[dict[str, str]],
    at: datetime,
    by: Actor,
) -> dict[str, Any]:
    site = sites.current()
    return {
        "consent": consent,
        "recipient_agency_id": consent.recipient_agency_id,
        "about_id": about_id,
        "facts": said,
        "scope": rules.scope(
            consent.recipient_agency.name,
            [site.label("release_category", slug) for slug in consent.categories],
            consent.purpose,
            consent.expires_on,
        ),
        "notice": rules.NOTICE,
        "made_at": at,
        "made_by_id": by.id,
        "expires_on": consent.expires_on,
    }
