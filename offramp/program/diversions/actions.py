from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ContactId, DiversionId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.diversions import access
from offramp.program.diversions.lifecycle import Event, State
from offramp.program.diversions.models import Contact, Diversion
from offramp.program.diversions.rules import (
    ContactData,
    Decision,
    Outcome,
    decide,
    diversion_id_of,
    legal_matter,
    may_be_handed_over,
)
from offramp.program.sites import queries as sites

SENT_BEFORE = (
    "This form was sent before with other answers, and what was sent first stands. "
    "Open it from My contacts. For another person, start a new contact."
)
NOT_ELIGIBLE = (
    "By these answers the person is not eligible, so no peer would come. To hand them "
    "over all the same, give the reason and the name of whoever decided it."
)


@transaction.atomic
def record_contact(
    contact_id: ContactId, data: ContactData, *, at: datetime, by: Actor
) -> Contact:
    """An officer met somebody. Sent twice it is one contact; changed, it is refused."""
    require(by, Permission.CONTACT_RECORD)
    contact = Contact.objects.filter(pk=contact_id).first()
    if contact is None:
        contact, is_new = Contact.objects.get_or_create(
            pk=contact_id, defaults=_columns(data, at, by)
        )
        if is_new:
            log.record(
                Permission.CONTACT_RECORD,
                contact,
                by=by,
                at=at.isoformat(),
                outcome=contact.outcome,
                rules=contact.rules_version,
                overridden=bool(contact.override_reason),
            )
    if contact.made_by_id != by.id or contact.digest != data.digest():
        raise Refused(SENT_BEFORE)
    return contact


def _columns(data: ContactData, at: datetime, by: Actor) -> Mapping[str, Any]:
    happened_at = data.happened_at or at
    rules = sites.current().rules_on(localdate(happened_at))
    decision = decide(rules.criteria, data.answers)
    _must_hold(data, decision)
    override_counts = decision.outcome == Outcome.NOT_ELIGIBLE and data.accepted
    return {
        **asdict(data),
        "offences": list(data.offences),
        "needs": list(data.needs),
        "happened_at": happened_at,
        "override_reason": data.override_reason if override_counts else "",
        "override_by_name": data.override_by_name if override_counts else "",
        "answers": {line.slug: line.answer.value for line in decision.lines},
        "explained": [asdict(line) for line in decision.lines],
        "outcome": decision.outcome.value,
        "rules_version": rules.version,
        "digest": data.digest(),
        "made_at": at,
        "made_by_id": by.id,
        "agency_id": by.agency_id,
        "unit_id": by.unit_id,
    }


def _must_hold(data: ContactData, decision: Decision) -> None:
    site = sites.current()
    offered = {offence.slug for offence in site.offered_offences}
    if data.route not in dict(site.choices("route")):
        raise Refused("This program does not take people by that route.")
    if not offered.issuperset(data.offences):
        raise Refused("Choose the offences from the program's list.")
    if not data.accepted:
        return
    if not data.offered:
        raise Refused("Somebody can only say yes to what was offered.")
    if not data.place and data.latitude is None:
        raise Refused("Say where you are, so that the peer can come there.")
    held = legal_matter(site, data.route, data.offences, overdose=data.overdose)
    help_only = data.overdose and not held
    if not may_be_handed_over(
        decision.outcome, overridden=data.is_overridden, help_only=help_only
    ):
        raise Refused(NOT_ELIGIBLE)


@transaction.atomic
def make(contact_id: ContactId, *, at: datetime, by: Actor) -> Diversion:
    """The person said yes: hand them to the program. Once for a contact."""
    contact = access.get_contact(
        contact_id, Permission.DIVERSION_MAKE, by=by, lock=True
    )
    made = Diversion.objects.filter(contact=contact).first()
    if made is not None:
        return made
    if not contact.accepted:
        raise Refused("This person did not say yes to LEAD, so nobody is handed over.")
    diversion = Diversion.objects.create(
        id=diversion_id_of(contact_id),
        contact=contact,
        made_at=at,
        made_by_id=by.id,
        agency_id=contact.agency_id,
        route=contact.route,
    )
    log.record(Permission.DIVERSION_MAKE, diversion, by=by, at=at.isoformat())
    return diversion


@transaction.atomic
def withdraw(
    diversion_id: DiversionId, reason: str, *, at: datetime, by: Actor
) -> Diversion:
    """The officer takes the handover back. Whether a peer is there, dispatch knows."""
    diversion = access.get(
        diversion_id, Permission.DIVERSION_WITHDRAW, by=by, lock=True
    )
    if diversion.state == State.WITHDRAWN:
        return diversion
    if reason not in dict(sites.current().choices("withdrawal_reason")):
        raise Refused("Choose why you take this handover back.")
    diversion.happen(Event.WITHDRAW)
    diversion.withdrawn_at, diversion.withdrawn_by_id = at, by.id
    diversion.withdrawal_reason = reason
    diversion.save(
        update_fields=[
            "state",
            "withdrawn_at",
            "withdrawn_by_id",
            "withdrawal_reason",
        ]
    )
    log.record(
        Permission.DIVERSION_WITHDRAW,
        diversion,
        by=by,
        at=at.isoformat(),
        reason=reason,
    )
    return diversion


@transaction.atomic
def add_incident_number(
    contact_id: ContactId, number: str, *, at: datetime, by: Actor
) -> Contact:
    """The agency's number came later than the contact. It is written once."""
    contact = access.get_contact(
        contact_id, Permission.CONTACT_RECORD, by=by, lock=True
    )
    if contact.incident_number == number:
        return contact
    if contact.incident_number:
        raise Refused("This contact has its incident number. It cannot be changed.")
    contact.incident_number = number
    contact.save(update_fields=["incident_number"])
    log.record(Permission.CONTACT_RECORD, contact, by=by, at=at.isoformat(), number=1)
    return contact
