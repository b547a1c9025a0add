"""Whether a consent counts: its row as the rules see it."""

from django.utils.timezone import localdate

from offramp.platform.accounts.actors import actor_for, agency_kinds
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ActorId
from offramp.platform.policy.actor import TREATMENT, Actor
from offramp.program.consent import rules
from offramp.program.consent.models import Consent
from offramp.program.consent.rules import Condition, Elements, Kind, Recipient, Signing
from offramp.program.sites import queries as sites

OF_AGE = 18


def must_count(consent: Consent, by: Actor) -> None:
    """Refuse with a sentence for each element that is not there."""
    if consent.kind == Kind.CONDITION and not _allows_conditions():
        raise Refused("This program has no consents that are a condition of a case.")
    lacking = rules.missing(_elements(consent, by), consent.given_at)
    if lacking:
        raise Refused(" ".join(lacking))


def _allows_conditions() -> bool:
    return bool(sites.current().settings["condition_consents"])


def _elements(consent: Consent, by: Actor) -> Elements:
    ids = {consent.from_agency_id, consent.recipient_agency_id}
    kinds = agency_kinds({id for id in ids if id})
    found = (
        kinds.get(consent.recipient_agency_id) if consent.recipient_agency_id else ""
    )
    is_class = consent.recipient_kind == Recipient.PROVIDERS
    return Elements(
        kind=consent.kind,
        person=bool(consent.person.known_as),
        from_agency=consent.from_agency_id in kinds,
        recipient=consent.recipient_kind,
        is_named=is_class or found == consent.recipient_kind,
        members=consent.recipient_members,
        categories=consent.categories,
        purpose=consent.purpose,
        ending=consent.ending,
        expires_at=consent.expires_at,
        statements=rules.statements_in(consent.text, consent.language),
        has_text=bool(consent.text),
        signing=_signing(consent, by),
        given_at=consent.given_at,
        condition=_condition(consent),
    )


def _signing(consent: Consent, by: Actor) -> Signing:
    return Signing(
        how=consent.signed_how,
        name=consent.signed_name,
        points=consent.signature_points,
        witnessed=_is_witnessed(consent, by),
        capacity=consent.capacity,
        cosigned_name=consent.cosigned_name,
        authority=consent.authority,
        is_minor=_is_minor(consent),
        minors_sign=str(sites.current().settings["minors_sign"]),
    )


def _condition(consent: Consent) -> Condition | None:
    said = consent.condition
    if said is None:
        return None
    return Condition(**said, revocable_at=consent.revocable_at)


def _is_minor(consent: Consent) -> bool:
    """Whether the person is known to be under age; a birth date may not be known."""
    born, day = consent.person.birth_on, localdate(consent.given_at)
    if born is None:
        return False
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return years < OF_AGE


def _is_witnessed(consent: Consent, by: Actor) -> bool:
    """A colleague who works here, and not the one who records it."""
    if consent.witness_id is None or consent.witness_id == by.id:
        return False
    witness = actor_for(ActorId(consent.witness_id))
    return witness is not None and bool(witness.roles & TREATMENT)
