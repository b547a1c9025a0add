from datetime import datetime

from django.db import transaction

from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import HoldId, PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.people import access as people_access
from offramp.program.retention import access
from offramp.program.retention.models import Hold
from offramp.program.retention.rules import HELD
from offramp.program.sites import access as sites


@transaction.atomic
def hold_person(
    id: HoldId, person_id: PersonId, reference: str, *, at: datetime, by: Actor
) -> Hold:
    """Nothing of this person's record may be destroyed. Sent twice it is one hold."""
    sites.turn()  # what is being destroyed at this moment is destroyed before, or never
    person = people_access.get(person_id, Permission.HOLD_PLACE, by=by, lock=True)
    hold, is_new = _placed(Hold(id=id, person_id=person.id), reference, at, by)
    if is_new:
        log.record(Permission.HOLD_PLACE, hold, by=by, on=str(person.id))
    return hold


@transaction.atomic
def hold_class(
    id: HoldId, record: str, reference: str, *, at: datetime, by: Actor
) -> Hold:
    """Nothing of a class of records may be destroyed. Sent twice it is one hold."""
    require(by, Permission.HOLD_PLACE)
    sites.turn()
    if record not in HELD:
        raise Refused("Choose a class of records that can be destroyed at all.")
    hold, is_new = _placed(Hold(id=id, record=record), reference, at, by)
    if is_new:
        log.record(Permission.HOLD_PLACE, hold, by=by, on=record)
    return hold


def _placed(hold: Hold, reference: str, at: datetime, by: Actor) -> tuple[Hold, bool]:
    before = Hold.objects.filter(pk=hold.id).first()
    if before is not None:
        return before, False
    hold.reference, hold.placed_at, hold.placed_by_id = reference, at, by.id
    hold.save(force_insert=True)
    return hold, True


@transaction.atomic
def lift(hold_id: HoldId, reference: str, *, at: datetime, by: Actor) -> Hold:
    """What was held is due again by its own time. The hold stays to be read."""
    sites.turn()
    hold = access.get_hold(hold_id, Permission.HOLD_LIFT, by=by, lock=True)
    if hold.lifted_at is not None:
        raise Refused("This hold was lifted before.")
    hold.lifted_at, hold.lifted_by_id = at, by.id
    hold.lifted_reference = reference
    hold.save(update_fields=["lifted_at", "lifted_by_id", "lifted_reference"])
    log.record(Permission.HOLD_LIFT, hold, by=by)
    return hold
