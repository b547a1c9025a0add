"""What taking part is a condition of, as the page of the charge and the program see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from offramp.platform.kernel.ids import AgencyId, ChargeId, ConditionId, DiversionId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import may
from offramp.platform.policy.table import Permission
from offramp.program.charges import rules
from offramp.program.charges.lifecycle import State
from offramp.program.charges.models import Charge, Condition
from offramp.program.sites import queries as sites


@dataclass(frozen=True)
class Bound:
    """A held case that carries a condition: what a consent takes from it."""

    id: ConditionId
    charge_id: ChargeId
    diversion_id: UUID
    agency_id: AgencyId
    case_number: str
    proceeding: str
    length: str
    disposition_on: date
    revocable_on: date
    revocable_event: str


def has_conditions() -> bool:
    """Whether taking part may be a condition of a case at this site."""
    return bool(sites.current().settings["condition_consents"])


def bound(ids: Iterable[DiversionId]) -> list[Bound]:
    """The conditions that stand on these diversions' held charges, for pages that asked
    policy about the person. None where the site has no such conditions."""
    if not has_conditions():
        return []
    rows = Condition.objects.filter(
        taken_back_at=None,
        charge__state=State.HELD.value,
        charge__diversion_id__in=list(ids),
    )
    return [_bound(row) for row in rows.select_related("charge").order_by("set_at")]


def _bound(row: Condition) -> Bound:
    return Bound(
        id=row.id,
        charge_id=ChargeId(row.charge_id),
        diversion_id=row.charge.diversion_id,
        agency_id=AgencyId(row.charge.prosecutor_agency_id),
        case_number=row.case_number,
        proceeding=rules.PROCEEDINGS[rules.Proceeding(row.proceeding)],
        length=row.length,
        disposition_on=row.disposition_on,
        revocable_on=row.revocable_on,
        revocable_event=row.revocable_event,
    )


@dataclass(frozen=True)
class Carries:
    """The condition that a charge carries, what may be done, and all it ever carried."""

    rows: tuple[Condition, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    may_set: bool = False
    may_take_back: bool = False


def carries(charge: Charge, by: Actor) -> Carries:
    """As the page of the charge shows it: nothing where the site has no conditions."""
    if not has_conditions():
        return Carries()
    rows = tuple(charge.conditions.order_by("set_at"))
    facts = _facts(rows)
    is_open = charge.state == State.HELD and may(by, Permission.CONDITION_SET)
    return Carries(rows, facts, is_open and not facts, is_open and bool(facts))


def _facts(conditions: Iterable[Condition]) -> tuple[tuple[str, str], ...]:
    """The one that stands, in words."""
    for row in conditions:
        if row.taken_back_at is None:
            kind = rules.PROCEEDINGS[rules.Proceeding(row.proceeding)]
            said = {
                "Case number": row.case_number,
                "Kind of proceeding": kind,
                "How long treatment may take": row.length,
                "Expected to be decided": rules.said(row.disposition_on),
                "The person may take it back from": rules.said(row.revocable_on),
                "Or sooner, when": row.revocable_event,
            }
            return tuple((label, value) for label, value in said.items() if value)
    return ()
