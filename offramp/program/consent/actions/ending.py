from datetime import datetime

from django.db import transaction

from offramp.platform.audit import log
from offramp.platform.kernel.ids import ConsentId, PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.consent import access
from offramp.program.consent.models import Consent
from offramp.program.consent.rules import RULES, Ending, Kind
from offramp.program.people import access as people_access


@transaction.atomic
def revoke(consent_id: ConsentId, *, at: datetime, by: Actor) -> Consent:
    """The person takes it back. From this moment nothing more is told or shown.

    One that is a condition of a case (42 CFR 2.35) is over from its stated day on, if it
    is asked sooner; other consents end at once.
    """
    consent = access.get(consent_id, Permission.CONSENT_REVOKE, by=by, lock=True)
    if consent.revoked_at is not None or consent.ended_at is not None:
        return consent
    if consent.revocable_at is not None and at < consent.revocable_at:
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
    log.record(Permission.CONSENT_REVOKE, consent, by=by, withdrawn=withdrawn)
    return consent


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
        consent.ended_at, consent.ended_by_id = at, by.id
        consent.save(update_fields=["ended_at", "ended_by_id"])
        access.still_told(consent).update(withdrawn_at=at, withdrawn_by_id=by.id)
    if over:
        ids = [str(consent.id) for consent in over]
        log.record(Permission.CONSENT_REVOKE, person, by=by, ended=ids, why="stay")
    return len(over)
