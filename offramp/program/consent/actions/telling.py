from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import (
    AgencyId,
    ConsentId,
    PersonId,
    ReleaseId,
    derived_id,
)
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.consent import access, rules
from offramp.program.consent.models import Release
from offramp.program.consent.rules import Fact
from offramp.program.people import access as people_access
from offramp.program.rights import access as rights_access


@transaction.atomic
def withhold(
    person_id: PersonId, recipient_agency_id: AgencyId, *, at: datetime, by: Actor
) -> int:
    """A restriction was agreed to: what this agency was told, it no longer reads."""
    person = people_access.get(person_id, Permission.REQUEST_ANSWER, by=by, lock=True)
    told = Release.objects.filter(
        consent__person_id__in=people_access.ids_of(person.id),
        recipient_agency_id=recipient_agency_id,
        withdrawn_at=None,
    )
    withdrawn = told.update(withdrawn_at=at, withdrawn_by_id=by.id)
    log.record(Permission.REQUEST_ANSWER, person, by=by, withdrawn=withdrawn)
    return withdrawn


@transaction.atomic
def release(
    person_id: PersonId,
    about_id: UUID,
    facts: Sequence[Fact],
    recipient_agency_id: AgencyId,
    *,
    consent_id: ConsentId | None = None,
    at: datetime,
    by: Actor,
) -> Release:
    """Tell an agency these facts, if the person agreed to each of them.

    Under the consent that is named, or else under any that lets this office be told.
    """
    person = people_access.get(person_id, Permission.RELEASE_MAKE, by=by, lock=True)
    _must_be_free(person.id, recipient_agency_id)
    wanted, to = {fact.slug for fact in facts}, recipient_agency_id
    consent = access.agreed(
        person.id, to, wanted, at, about_id=about_id, consent_id=consent_id
    )
    if consent is None:
        raise Refused(
            "The person has not agreed that this may be told to this office. Ask them "
            "first, and record what they say."
        )
    # The same facts about the same thing, told twice, are told once.
    said = [rules.plain(fact) for fact in facts]
    id = ReleaseId(derived_id(consent.id, f"{about_id} {said}"))
    told = {"about_id": about_id, "facts": said, "made_at": at, "made_by_id": by.id}
    made, is_new = Release.objects.get_or_create(
        pk=id, defaults={**access.terms(consent), **told}
    )
    if is_new:
        goes = {"consent": str(consent.id), "recipient": str(to)}
        slugs = [fact.slug for fact in facts]
        log.record(Permission.RELEASE_MAKE, made, by=by, categories=slugs, **goes)
    return made


def _must_be_free(person_id: PersonId, recipient_agency_id: AgencyId) -> None:
    if rights_access.is_restricted(person_id, recipient_agency_id):
        raise Refused(
            "The person asked that this office is told nothing more, and we agreed. "
            "That goes before any consent, until they take it back."
        )
