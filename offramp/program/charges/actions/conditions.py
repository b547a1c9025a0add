from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ChargeId, ConditionId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.charges import access, rules
from offramp.program.charges.lifecycle import State
from offramp.program.charges.models import Charge, Condition
from offramp.program.consent import actions as consent
from offramp.program.consent import queries as consents


@transaction.atomic
def set_condition(
    id: ConditionId,
    charge_id: ChargeId,
    *,
    case_number: str,
    proceeding: str,
    length: str,
    disposition_on: date,
    revocable_on: date,
    revocable_event: str = "",
    at: datetime,
    by: Actor,
) -> Condition:
    """Taking part is a condition of this case. Whether anybody takes part, it does not
    say, and nobody learns it by setting one."""
    charge = access.get(charge_id, Permission.CONDITION_SET, by=by, lock=True)
    access.must_have_conditions()
    stands = access.standing_condition(charge)
    if stands is not None and stands.id == id:
        return stands
    if charge.state != State.HELD or stands is not None:
        raise Refused("This case is decided, or it carries a condition already.")
    rules.must_be_sound(revocable_on, disposition_on, today=localdate(at))
    condition = Condition.objects.create(
        id=id,
        charge=charge,
        case_number=case_number,
        proceeding=rules.Proceeding(proceeding).value,
        length=length,
        disposition_on=disposition_on,
        revocable_on=revocable_on,
        revocable_event=revocable_event,
        set_at=at,
        set_by_id=by.id,
    )
    log.record(Permission.CONDITION_SET, charge, by=by, condition=str(condition.id))
    return condition


@transaction.atomic
def take_condition_back(charge_id: ChargeId, *, at: datetime, by: Actor) -> Charge:
    """It was set by mistake. What rests on it ends with it; that is not seen here."""
    charge = access.get(charge_id, Permission.CONDITION_SET, by=by, lock=True)
    access.must_have_conditions()
    stands = access.standing_condition(charge)
    if stands is None:
        return charge
    if access.is_told_under_condition(charge, by):
        raise Refused(
            "Your office was told something under this condition, so it cannot be taken "
            "back. It is over when the charge is cleared or recorded as filed."
        )
    stands.taken_back_at, stands.taken_back_by_id = at, by.id
    stands.save(update_fields=["taken_back_at", "taken_back_by_id"])
    said = {"condition": str(stands.id), "taken_back": True}
    log.record(Permission.CONDITION_SET, charge, by=by, **said)
    return charge


@transaction.atomic
def end_conditions(*, at: datetime, by: Actor) -> int:
    """What rested on a condition that is no more, or on a case that is decided, ends."""
    require(by, Permission.CONDITION_END)
    resting = consents.resting()
    stands = Condition.objects.filter(
        pk__in=resting, taken_back_at=None, charge__state=State.HELD.value
    )
    over = resting - set(stands.values_list("pk", flat=True))
    return consent.end_with_case(over, at=at, by=by) if over else 0
