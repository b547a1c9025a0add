from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from offramp.platform.accounts.actors import agency_id, agency_kinds
from offramp.platform.audit import log
from offramp.platform.design.signatures import Signed
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import AgencyId, ConsentId, PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.consent import access, rules
from offramp.program.consent.models import Consent
from offramp.program.consent.rules import (
    Case,
    Ending,
    HowCopied,
    HowSigned,
    Kind,
    Paper,
    Recipient,
    Signer,
)
from offramp.program.people import access as people_access
from offramp.program.sites import queries as sites


@transaction.atomic
def record(
    id: ConsentId,
    person_id: PersonId,
    *,
    kind: str = Kind.LEAD_RELEASE,
    recipient_agency_id: AgencyId | None,
    categories: Sequence[str],
    expires_on: date | None,
    language: str,
    signed_how: str,
    signature: Signed,
    witness_id: UUID | None = None,
    ending: str = Ending.DAY,
    members: Sequence[str] = (),
    signer: Signer = Signer(),  # noqa: B008 # frozen
    case: Case | None = None,
    paper: Paper | None = None,
    at: datetime,
    by: Actor,
) -> Consent:
    """A person allows something to be told; with an element missing, nothing is."""
    person = people_access.get(person_id, Permission.CONSENT_RECORD, by=by, lock=True)
    consent = Consent(id=id, person=person, kind=rules.one_kind([kind]))
    _name(consent, recipient_agency_id, members)
    _word(consent, language)
    consent.categories, consent.ending = list(categories), ending
    consent.expires_at = access.end_of(expires_on) if expires_on else None
    consent.signed_how, consent.witness_id = signed_how, witness_id
    consent.given_at = access.on(paper.signed_on, at) if paper else at
    consent.given_by_id = by.id
    _sign(consent, signature, signer)
    _bind(consent, case)
    before = Consent.objects.filter(pk=id).first()
    if before is not None:
        return _same_again(before, consent)
    access.must_count(consent, by, paper)
    consent.save(force_insert=True)
    kept = _keep(consent, paper, at, by)
    log.record(Permission.CONSENT_RECORD, consent, by=by, **_told(consent), **kept)
    return consent


def _keep(
    consent: Consent, paper: Paper | None, at: datetime, by: Actor
) -> dict[str, str]:
    """The paper beside its consent, in the same transaction; what is said of it."""
    if paper is None:
        return {}
    kept = access.sealed(consent, paper, at=at, by=by)
    kept.save(force_insert=True)
    return {"scan": kept.fingerprint, "signed_on": kept.signed_on.isoformat()}


def _told(consent: Consent) -> dict[str, object]:
    return {
        "kind": consent.kind,
        "recipient": str(consent.recipient_agency_id or consent.recipient_kind),
        "categories": [*consent.categories],
        "until": consent.expires_at.isoformat() if consent.expires_at else "",
    }


def _name(consent: Consent, to: AgencyId | None, members: Sequence[str]) -> None:
    site = sites.current()
    consent.from_agency_id = agency_id(site.program_agency)
    consent.recipient_agency_id, consent.recipient_members = to, list(members)
    consent.recipient_kind = (
        agency_kinds({to}).get(to, "") if to else Recipient.PROVIDERS.value
    )
    consent.purpose = rules.purpose_of(consent.kind, consent.recipient_kind)


def _word(consent: Consent, language: str) -> None:
    kind = Kind(consent.kind)
    leaflet = sites.current().leaflet(rules.LEAFLET_OF[kind], language)
    text, version = rules.text_of(leaflet, kind)
    consent.language = leaflet.language
    consent.text, consent.text_version = text, version


def _bind(consent: Consent, case: Case | None) -> None:
    if case is not None:
        said = asdict(case.condition)
        consent.revocable_at, consent.condition = said.pop("revocable_at"), said
        consent.rests_on_id = case.rests_on


def _sign(consent: Consent, signature: Signed, signer: Signer) -> None:
    consent.signed_name, consent.signature_points = signature.typed, signature.points
    consent.capacity, consent.authority = signer.capacity, signer.authority
    consent.cosigned_name = signer.cosigned_name
    if consent.signed_how == HowSigned.SPOKEN:
        days = sites.current().clocks.spoken_consent_days
        consent.lapses_at = access.end_of(
            access.here(consent.given_at).date() + timedelta(days=days)
        )
    else:
        consent.signed_at, consent.signed_by_id = consent.given_at, consent.given_by_id


_SAID = (
    "person_id", "kind", "recipient_agency_id", "categories", "expires_at",
    "signed_how",
)  # fmt: skip


def _same_again(before: Consent, now: Consent) -> Consent:
    if any(getattr(before, field) != getattr(now, field) for field in _SAID):
        raise Refused(
            "This consent was already saved and cannot be changed. To agree to "
            "something else, end it and record a new one."
        )
    return before


@transaction.atomic
def give_copy(consent_id: ConsentId, how: str, *, at: datetime, by: Actor) -> Consent:
    """The person has their copy, or will have it, in the way that they chose."""
    consent = access.get(consent_id, Permission.CONSENT_RECORD, by=by, lock=True)
    if how not in set(HowCopied):
        raise Refused("Say how they want their copy.")
    if consent.copy_how == how:
        return consent
    consent.copy_how, consent.copied_at, consent.copied_by_id = how, at, by.id
    consent.save(update_fields=["copy_how", "copied_at", "copied_by_id"])
    log.record(Permission.CONSENT_RECORD, consent, by=by, copy=how)
    return consent


@transaction.atomic
def sign(
    consent_id: ConsentId,
    signature: Signed,
    *,
    paper: Paper | None = None,
    at: datetime,
    by: Actor,
) -> Consent:
    """The signature under a yes that was spoken: from then on it does not lapse.

    A paper counts from the day on it, also when it is brought in after the yes lapsed.
    """
    consent = access.get(consent_id, Permission.CONSENT_RECORD, by=by, lock=True)
    if consent.signed_at is not None:
        return consent
    signed_at = access.on(paper.signed_on, at) if paper else at
    if paper is not None:
        access.must_be_signed(consent, paper, by)
    over = consent.revoked_at is not None or consent.ended_at is not None
    if over or consent.lapses_at is None or consent.lapses_at <= signed_at:
        raise Refused("This spoken yes is over. Ask again, and record a new consent.")
    if not (signature.typed or signature.points):
        raise Refused("Sign in the box, or type the full name.")
    consent.signed_at, consent.signed_by_id = signed_at, by.id
    consent.signature_points = signature.points
    consent.signed_name = signature.typed or consent.signed_name
    consent.save(
        update_fields=["signed_at", "signed_by_id", "signature_points", "signed_name"]
    )
    access.still_told(consent).update(expires_at=access.until(consent))
    kept = _keep(consent, paper, at, by)
    log.record(Permission.CONSENT_RECORD, consent, by=by, at=at.isoformat(), **kept)
    return consent
