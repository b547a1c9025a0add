from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import now

from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import PersonId, TouchpointId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.people import access as people_access
from offramp.program.touchpoints import rules
from offramp.program.touchpoints.models import Note, Touchpoint

_CLOCKS_DIFFER = timedelta(minutes=5)


@transaction.atomic
def record(
    id: TouchpointId,
    person_id: PersonId,
    *,
    at: datetime,
    by: Actor,
    mode: str,
    reached: bool,
    result: str = "",
    place_kind: str = "",
    minutes: str = "",
    domains: Sequence[str] = (),
    supplies: Sequence[str] = (),
    naloxone_kits: int = 0,
    strips: int = 0,
    taught: Sequence[str] = (),
    no_risk_reduction_reason: str = "",
    next_step: str = "",
    next_on: date | None = None,
    note: str = "",
) -> Touchpoint:
    """A meeting, or an attempt at one, at a moment that has been.

    The same id again, with the same contents, is the same touchpoint.
    """
    person = people_access.get(
        person_id, Permission.TOUCHPOINT_RECORD, by=by, lock=True
    )
    made = Touchpoint(id=id, person=people_access.survivor(person.id), at=at)
    made.staff_id, made.mode, made.reached = by.id, mode, reached
    made.result = "" if reached else result
    made.place_kind, made.minutes = place_kind, minutes
    made.domains, made.supplies, made.taught = [*domains], [*supplies], [*taught]
    made.naloxone_kits, made.strips = naloxone_kits, strips
    made.no_risk_reduction_reason = no_risk_reduction_reason
    made.next_step, made.next_on = next_step, next_on
    before = Touchpoint.objects.filter(pk=id).first()
    if before is not None:
        return _same_again(before, made)
    _must_make_sense(made)
    made.save(force_insert=True)
    if note:
        Note.objects.create(touchpoint=made, text=note)
    log.record(Permission.TOUCHPOINT_RECORD, made, by=by, person=str(made.person_id))
    return made


_SAID = (
    "staff_id", "at", "mode", "reached", "result", "domains", "supplies", "taught",
    "naloxone_kits", "strips", "no_risk_reduction_reason", "next_step", "next_on",
)  # fmt: skip


def _same_again(before: Touchpoint, now: Touchpoint) -> Touchpoint:
    family = people_access.ids_of(PersonId(now.person_id))
    same = all(getattr(before, field) == getattr(now, field) for field in _SAID)
    if not same or before.person_id not in family:
        raise Refused(
            "This touchpoint was already saved. Record what is different as another "
            "touchpoint."
        )
    return before


def _must_make_sense(made: Touchpoint) -> None:
    if made.at > now() + _CLOCKS_DIFFER:
        raise Refused("This time has not come yet. Enter now or an earlier time.")
    if not made.reached and not made.result:
        raise Refused("Say what came of the attempt.")
    reduction = rules.RiskReduction(
        made.naloxone_kits, made.strips, made.taught, made.no_risk_reduction_reason
    )
    if sentence := reduction.missing(reached=made.reached):
        raise Refused(sentence)
