"""Whether a consent counts: its row as the rules see it."""

from django.utils.timezone import localdate

from offramp.platform.accounts.actors import actor_for, agency_kinds
from offramp.platform.design.uploads import KINDS
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ActorId
from offramp.platform.policy.actor import TREATMENT, Actor
from offramp.program.consent import rules
from offramp.program.consent.access.clock import here
from offramp.program.consent.models import Consent
from offramp.program.consent.rules import (
    Condition,
    Elements,
    Kind,
    Paper,
    Recipient,
    Signing,
)
from offramp.program.sites import queries as sites

OF_AGE = 18


def must_count(consent: Consent, by: Actor, paper: Paper | None = None) -> None:
    """Refuse with a sentence for each element that is not there."""
    if consent.kind == Kind.CONDITION and not _allows_conditions():
        raise Refused("This program has no consents that are a condition of a case.")
    lacking = rules.missing(_elements(consent, by, paper), consent.given_at)
    if lacking:
        raise Refused(" ".join(lacking))
    if paper is not None:
        must_be_signed(consent, paper, by)


def _allows_conditions() -> bool:
    return bool(sites.current().settings["condition_consents"])


def must_be_signed(consent: Consent, paper: Paper, by: Actor) -> None:
    """Refuse unless the paper is whole, carries the consent's text, and fits in time."""
    if not rules.is_this_text(paper.version, consent.text_version):
        raise Refused(rules.other_text(consent.text_version))
    lacking = [
        said
        for said, is_there in rules.paper(_signing(consent, by, paper))
        if not is_there
    ]
    if lacking:
        raise Refused(" ".join(lacking))
    if paper.signed_on < here(consent.given_at).date():
        raise Refused("The paper was signed before the yes was said. Look at its date.")


def _elements(consent: Consent, by: Actor, paper: Paper | None) -> Elements:
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
        signing=_signing(consent, by, paper),
        given_at=consent.given_at,
        condition=_condition(consent),
    )


def _signing(consent: Consent, by: Actor, paper: Paper | None) -> Signing:
    return Signing(
        how=consent.signed_how,
        name=consent.signed_name,
        points=consent.signature_points,
        witnessed=_is_witnessed(consent, by, paper),
        has_scan=paper is not None and bool(paper.content) and paper.kind in KINDS,
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


def _is_witnessed(consent: Consent, by: Actor, paper: Paper | None) -> bool:
    """A colleague who works here; what was only said, two of them have heard."""
    witness_id = paper.witness_id if paper else consent.witness_id
    if witness_id is None or (paper is None and witness_id == by.id):
        return False
    witness = actor_for(ActorId(witness_id))
    return witness is not None and bool(witness.roles & TREATMENT)
