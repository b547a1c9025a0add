from dataclasses import asdict
from datetime import timedelta

from django.db import transaction
from django.utils.timezone import now

from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import PersonId, TouchpointId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.naloxone import actions as naloxone
from offramp.program.people import access as people_access
from offramp.program.sites.rules import NALOXONE, STRIPS
from offramp.program.touchpoints.models import Note, Touchpoint
from offramp.program.touchpoints.rules import Said

SENT_BEFORE = (
    "This was sent before with other answers, and what was sent first stands. "
    "To add something, record another touchpoint."
)


@transaction.atomic
def record(
    id: TouchpointId, person_id: PersonId, said: Said, *, note: str = "", by: Actor
) -> Touchpoint:
    """Staff met a person, or tried to. Sent twice it is one touchpoint."""
    person = people_access.get(
        person_id, Permission.TOUCHPOINT_RECORD, by=by, lock=True
    )
    columns = {**asdict(said), "taught": list(said.taught)}
    before = Touchpoint.objects.filter(pk=id).first()
    if before is not None:
        # Not the moment: without one of its own, the second tap brings a later one.
        same = all(
            getattr(before, name) == columns[name] for name in columns if name != "at"
        )
        if not same or before.staff_id != by.id or before.person_id != person.id:
            raise Refused(SENT_BEFORE)
        return before
    _must_hold(said)
    touchpoint = Touchpoint(id=id, person=person, staff_id=by.id, **columns)
    touchpoint.save(force_insert=True)
    amounts = {NALOXONE: said.naloxone_kits, STRIPS: said.strips}
    if any(amounts.values()):
        naloxone.give(id, person_id, amounts, at=said.at, by=by)
    if note:
        Note.objects.create(touchpoint=touchpoint, text=note)
    log.record(
        Permission.TOUCHPOINT_RECORD,
        touchpoint,
        by=by,
        person=str(person.id),
        at=said.at.isoformat(),
        reached=said.reached,
    )
    return touchpoint


def _must_hold(said: Said) -> None:
    if said.at > now() + timedelta(minutes=5):
        raise Refused("This time has not come yet. Enter now or an earlier time.")
    if not said.reached and not said.result:
        raise Refused("Say what came of the attempt.")
    if said.reached and not said.reduces_risk and not said.no_risk_reduction_reason:
        raise Refused(
            "Say what you gave or taught to make use safer, or why not this time."
        )
