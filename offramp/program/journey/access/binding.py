"""The case that taking part is a condition of, as a consent under 42 CFR 2.35 takes it."""

from django.http import Http404

from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ChargeId, PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.cases import queries as cases
from offramp.program.charges import queries as charges
from offramp.program.consent import access as consent
from offramp.program.consent.rules import Case, Condition
from offramp.program.people import access as people_access

NONE = (
    "No case of theirs carries a condition now, so there is nothing of this kind to "
    "agree to. The prosecutor records a condition with the charge."
)


def case_of(person_id: PersonId, charge_id: ChargeId, *, by: Actor) -> Case:
    """What the prosecutor wrote down. Refused where nothing stands; 404 for a charge
    that is not theirs, or where the site has no such conditions."""
    found = people_access.reach(person_id, Permission.CONSENT_RECORD, by=by)
    if not charges.has_conditions():
        raise Http404
    ids = [row.id for row in cases.of_person(found)]
    where = [one.diversion_id for row in cases.arrivals(ids).values() for one in row]
    if charge_id not in {
        held.charge_id for held in charges.of_diversions(where).values()
    }:
        raise Http404
    for bound in charges.bound(where):
        if bound.charge_id == charge_id:
            return _case(bound)
    raise Refused(NONE)


def _case(bound: charges.Bound) -> Case:
    return Case(
        charge_id=bound.charge_id,
        rests_on=bound.id,
        agency_id=bound.agency_id,
        ends_on=bound.disposition_on,
        condition=Condition(
            case_number=bound.case_number,
            proceeding=bound.proceeding,
            length=bound.length,
            revocable_at=consent.start_of(bound.revocable_on),
            event=bound.revocable_event,
            about=str(bound.diversion_id),
        ),
    )
