from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from offramp.platform.audit import log
from offramp.platform.kernel.ids import ConsentId, PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.consent import access
from offramp.program.consent.models import Consent
from offramp.program.consent.rules import RULES, Ending, Kind
from offramp.program.people import access as people_access


@transaction.atomic
def revoke(
    consent_id: ConsentId, *, event_came: bool = False, at: datetime, by: Actor
) -> Consent:
    """The person takes it back. From this moment nothing more is told or shown.

    One that is a condition of a case (42 CFR 2.35) is over from its stated day on, if it
    is asked sooner and its event has not come; other consents end at once.
    """
    consent = access.get(consent_id, Permission.CONSENT_REVOKE, by=by, lock=True)
    if consent.revoked_at is not None or consent.ended_at is not None:
        return consent
    free = event_came or consent.revocable_at is None or at >= consent.revocable_at
    if not free and consent.revocable_at is not None:
        if consent.asked_at is None:
            consent.asked_at, consent.asked_by_id = at, by.id
            consent.save(update_fields=["asked_at", "asked_by_id"])
            access.still_told(consent).update(expires_at=access.until(consent))
            day = consent.revocable_at.isoformat()
            log.record(Permission.CONSENT_REVOKE, consent, by=by, ends_at=day)
        return consent
    consent.revoked_at, consent.revoked_by_id = at, by.id
    consent.save(update_fields=["revoked_at", "revoked_by_id"])
    withdrawn = access.still_told(consent).update(
        withdrawn_at=at, withdrawn_by_id=by.id
    )
    said = {"event": True} if event_came else {}
    log.record(Permission.CONSENT_REVOKE, consent, by=by, withdrawn=withdrawn, **said)
    return consent


@transaction.atomic
def end_with_case(rested_on: Iterable[UUID], *, at: datetime, by: Actor) -> int:
    """The condition of the case is no more, and with it what was agreed to under it."""
    require(by, Permission.CONDITION_END)
    rows = Consent.objects.select_for_update().filter(
        rests_on_id__in=list(rested_on), ended_at=None, revoked_at=None
    )
    over = list(rows)
    for consent in over:
        _end(consent, at, by)
        log.record(Permission.CONDITION_END, consent, by=by)
    return len(over)


def _end(consent: Consent, at: datetime, by: Actor) -> None:
    consent.ended_at, consent.ended_by_id = at, by.id
    consent.save(update_fields=["ended_at", "ended_by_id"])
    access.still_told(consent).update(withdrawn_at=at, withdrawn_by_id=by.id)


@transaction.atomic
def end_with_stay(person_id: PersonId, *, at: datetime, by: Actor) -> int:
    """The stay is over, and with it what was agreed for as long as it lasts."""
    kinds = [kind.value for kind in Kind if RULES[kind].ends_with_stay]
    open_ended = Ending.END_OF_STAY.value
    person = people_access.get(person_id, Permission.CASE_CLOSE, by=by)
    rows = Consent.objects.select_for_update().filter(
        person_id__in=people_access.ids_of(person_id), ended_at=None, revoked_at=None
    )
    over = [row for row in rows if row.kind in kinds or row.ending == open_ended]
    for consent in over:
        _end(consent, at, by)
    if over:
        ids = [str(consent.id) for consent in over]
        log.record(Permission.CONSENT_REVOKE, person, by=by, ended=ids, why="stay")
    return len(over)
