from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from offramp.platform.audit import log
from offramp.platform.audit import queries as audit
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import DestructionId, HoldId, PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.people import access as people_access
from offramp.program.retention import access
from offramp.program.retention.lifecycle import UNDER_WAY, Event, State
from offramp.program.retention.models import Destruction, Hold, Part
from offramp.program.retention.rules import HELD
from offramp.program.sites import access as sites
from offramp.program.sites import queries as site_queries

MOST = 500  # in one proposal: somebody is to look at it


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


@transaction.atomic
def propose(record: str, *, at: datetime, by: Actor) -> Destruction:
    """Name what is due of a class, at most five hundred. A second person must sign."""
    require(by, Permission.DESTRUCTION_PROPOSE)
    sites.turn()
    if Destruction.objects.filter(record=record, state__in=UNDER_WAY).exists():
        raise Refused(
            "One proposal for this class is under way. Finish that one first."
        )
    ids = list(
        access.due(record, at).order_by("pk").values_list("pk", flat=True)[:MOST]
    )
    if not ids:
        raise Refused("Nothing of this class is due.")
    destruction = Destruction(record=record, count=len(ids), rule=_rule(record))
    destruction.proposed_at, destruction.proposed_by_id = at, by.id
    destruction.save(force_insert=True)
    Part.objects.bulk_create(Part(destruction=destruction, about_id=id) for id in ids)
    told = {"of": record, "count": len(ids)}
    log.record(Permission.DESTRUCTION_PROPOSE, destruction, by=by, **told)
    return destruction


def _rule(record: str) -> dict[str, object]:
    site, version = site_queries.current(), sites.latest()
    line = asdict(site.kept_on(localdate())[record])
    days = {key: day.isoformat() for key, day in line.items() if isinstance(day, date)}
    return {**line, **days, "site": site.version, "number": version and version.number}


@transaction.atomic
def sign(destruction_id: DestructionId, *, at: datetime, by: Actor) -> Destruction:
    """A second person agrees. From now on it is carried out, record by record."""
    sites.turn()
    destruction = access.get(
        destruction_id, Permission.DESTRUCTION_SIGN, by=by, lock=True
    )
    if destruction.proposed_by_id == by.id:
        raise Refused("You proposed this. Somebody else must sign it.")
    destruction.happen(Event.SIGN)
    destruction.signed_at, destruction.signed_by_id = at, by.id
    destruction.save(update_fields=["state", "signed_at", "signed_by_id"])
    log.record(Permission.DESTRUCTION_SIGN, destruction, by=by)
    return destruction


@transaction.atomic
def withdraw(destruction_id: DestructionId, *, at: datetime, by: Actor) -> Destruction:
    """It is not destroyed after all. What is still due can be proposed again."""
    sites.turn()
    destruction = access.get(
        destruction_id, Permission.DESTRUCTION_PROPOSE, by=by, lock=True
    )
    destruction.happen(Event.WITHDRAW)
    destruction.withdrawn_at, destruction.withdrawn_by_id = at, by.id
    destruction.save(update_fields=["state", "withdrawn_at", "withdrawn_by_id"])
    destruction.parts.all().delete()
    log.record(Permission.DESTRUCTION_PROPOSE, destruction, by=by, withdrawn=True)
    return destruction


@transaction.atomic
def destroy_next(destruction_id: DestructionId, *, at: datetime, by: Actor) -> bool:
    """Destroy one record of what was signed, all of it or nothing; whether there was one.

    It is asked again whether the record is due: what is held by now, or in use again, is
    spared.
    """
    sites.turn()
    destruction = access.get(
        destruction_id, Permission.DESTRUCTION_CARRY_OUT, by=by, lock=True
    )
    part = destruction.parts.order_by("pk").first()
    if destruction.state != State.SIGNED or part is None:
        return False
    ids = access.lock(destruction.record, part)
    is_due = access.due(destruction.record, at).filter(pk=part.about_id).exists()
    gone = access.erase(destruction.record, part, ids) if is_due else 0
    destruction.destroyed += is_due
    destruction.spared += not is_due
    destruction.rows += gone
    destruction.save(update_fields=["destroyed", "spared", "rows"])
    part.delete()
    told = {"about": str(part.about_id), "rows": gone}
    log.record(Permission.DESTRUCTION_CARRY_OUT, destruction, by=by, **told)
    return True


@transaction.atomic
def finish(destruction_id: DestructionId, *, at: datetime, by: Actor) -> Destruction:
    """Nothing is left to do: certify it, with the entry of the record that says so."""
    sites.turn()
    destruction = access.get(
        destruction_id, Permission.DESTRUCTION_CARRY_OUT, by=by, lock=True
    )
    if destruction.parts.exists():
        raise Refused("There are records left to destroy.")
    destruction.happen(Event.FINISH)
    destruction.finished_at, destruction.finished_by_id = at, by.id
    newest = Destruction.objects.aggregate(newest=Max("number"))["newest"] or 0
    destruction.number = newest + 1
    log.record(
        Permission.DESTRUCTION_CARRY_OUT,
        destruction,
        by=by,
        certificate=destruction.number,
        of=destruction.record,
        destroyed=destruction.destroyed,
        spared=destruction.spared,
        rows=destruction.rows,
    )
    destruction.position, destruction.hash = audit.last_about(destruction.id)
    destruction.save()
    return destruction


@transaction.atomic
def forget_messages(*, at: datetime, by: Actor) -> int:
    """Remove old messages to staff, which name nobody; how many they were."""
    require(by, Permission.DESTRUCTION_CARRY_OUT)
    sites.turn()
    gone, _ = access.messages(at).delete()
    version = sites.latest()
    if gone and version is not None:
        told = {"of": "message", "rows": gone}
        log.record(Permission.DESTRUCTION_CARRY_OUT, version, by=by, **told)
    return gone
