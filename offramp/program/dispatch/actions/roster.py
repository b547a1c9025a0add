from collections.abc import Collection
from datetime import date, datetime

from django.db import IntegrityError, transaction

from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ActorId, ShiftId, derived_id
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.dispatch import access, rules
from offramp.program.dispatch.actions.standing import Standing
from offramp.program.dispatch.models import Shift


@transaction.atomic
def add_shift(
    shift_id: ShiftId,
    staff_id: ActorId,
    place: rules.Place,
    span: rules.Span,
    *,
    weeks: int = 1,
    without: Collection[date] = (),
    at: datetime,
    by: Actor,
) -> list[Shift]:
    """Put somebody on the roster, at the same hours for so many weeks, but for the days
    that are left out. Once per id."""
    require(by, Permission.ROSTER_CHANGE)
    rules.check_shift(span, weeks)
    zone = access.site_zone()
    ids = [shift_id] + [ShiftId(derived_id(shift_id, str(n))) for n in range(1, weeks)]
    spans = {
        id: each
        for id, each in zip(ids, rules.weekly(span, weeks, zone), strict=True)
        if each.from_at.astimezone(zone).date() not in without
    }
    made = list(Shift.objects.filter(pk__in=ids).order_by("from_at"))
    if made or not spans:
        return made
    Standing(staff_id, place).must_be_able(spans.values())
    pair = {"made_at": at, "made_by_id": by.id}
    for id, each in spans.items():
        hours = {"from_at": each.from_at, "until_at": each.until_at}
        made.append(Shift(id=id, staff_id=staff_id, place=place, **hours, **pair))
    try:
        with transaction.atomic():
            Shift.objects.bulk_create(made)
    except IntegrityError:  # two people added it in the same moment
        raise Refused("That shift was added just now. Look at the roster.") from None
    log.record(Permission.ROSTER_CHANGE, made[0], by=by, weeks=weeks)
    return made


@transaction.atomic
def cancel_shift(shift_id: ShiftId, *, at: datetime, by: Actor) -> Shift:
    """Take a shift off the roster. What is over stays."""
    shift = access.get_shift(shift_id, Permission.ROSTER_CHANGE, by=by)
    if shift.cancelled_at is None:
        if shift.until_at <= at:
            raise Refused("This shift is over and stays on the roster.")
        shift.cancelled_at, shift.cancelled_by_id = at, by.id
        shift.save(update_fields=["cancelled_at", "cancelled_by_id"])
        log.record(Permission.ROSTER_CHANGE, shift, by=by, cancelled=True)
    return shift
