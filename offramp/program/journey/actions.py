"""Acts that touch several packages: each is one transaction, made of their actions."""

from datetime import datetime

from django.db import transaction

from offramp.platform.kernel.ids import ContactId, DiversionId
from offramp.platform.policy.actor import Actor
from offramp.program.charges import actions as charges
from offramp.program.dispatch import actions as dispatch
from offramp.program.dispatch.rules import dispatch_id_of
from offramp.program.diversions import actions as diversions
from offramp.program.diversions.models import Contact
from offramp.program.diversions.rules import ContactData, legal_matter
from offramp.program.sites import queries as sites


@transaction.atomic
def hand_over(
    contact_id: ContactId, data: ContactData, *, at: datetime, by: Actor
) -> Contact:
    """An officer met somebody; if they said yes, the charge is held and a peer paged.

    Sent twice it happens once. At the scene of an overdose no charge is held
    (RSMo 195.205 in Missouri; the site's data says which law applies elsewhere).
    """
    contact = diversions.record_contact(contact_id, data, at=at, by=by)
    if not contact.accepted:
        return contact
    diversion = diversions.make(contact.id, at=at, by=by)
    if legal_matter(
        sites.current(), contact.route, data.offences, overdose=contact.overdose
    ):
        charges.hold(diversion.id, data.offences, at=at, by=by)
    dispatch.page(diversion.id, at=at, by=by)
    return contact


@transaction.atomic
def take_back(
    diversion_id: DiversionId, reason: str, *, at: datetime, by: Actor
) -> None:
    """The officer takes the handover back before a peer is there."""
    dispatch.withdraw(dispatch_id_of(diversion_id), at=at, by=by)
    charges.let_go(diversion_id, at=at, by=by)
    diversions.withdraw(diversion_id, reason, at=at, by=by)
