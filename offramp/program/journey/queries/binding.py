"""What a consent is written on that is a condition of a case (42 CFR 2.35)."""

from offramp.platform.kernel.ids import ChargeId, PersonId
from offramp.platform.policy.actor import Actor
from offramp.program.consent import queries as consent
from offramp.program.consent.rules import Kind
from offramp.program.journey import access


def condition_sheet(
    person_id: PersonId, charge_id: ChargeId, language: str, *, by: Actor
) -> consent.Sheet:
    """The text and the choices, with everything that the case says in place."""
    case = access.case_of(person_id, charge_id, by=by)
    return consent.sheet(person_id, Kind.CONDITION, language, by, case)
