"""The last look before something is told under a consent."""

from dataclasses import dataclass

from offramp.platform.accounts import papers
from offramp.platform.kernel.ids import ConsentId
from offramp.platform.policy.actor import Actor
from offramp.program.journey import access


@dataclass(frozen=True)
class OfferPage:
    """Exactly what would go, to whom, until when, and the notice that goes along."""

    offer: access.Offer
    under: papers.Agreed | None
    why_not: str


def offer_page(consent_id: ConsentId, *, by: Actor) -> OfferPage:
    """What the participant and the staff member look at together."""
    found = access.offer(consent_id, by=by)
    why_not, to = _why_not(found), found.terms.agency_id
    under = papers.agreed_with(to) if to and not why_not else None
    return OfferPage(found, under, why_not)


def _why_not(found: access.Offer) -> str:
    if not found.terms.in_force:
        return "This consent is over, so nothing is told under it."
    if found.terms.agency_id is None:
        return "This consent names no single body. Tell each of them when it is needed."
    if found.is_restricted:
        return "The person asked that this office is told nothing more, and we agreed."
    if not found.pieces:
        return "Of what was agreed to, nothing has happened yet that could be told."
    return ""
