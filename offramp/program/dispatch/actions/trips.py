from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from offramp.platform.accounts.actors import SYSTEM, staff
from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import DispatchId
from offramp.platform.outbox import actions as outbox
from offramp.platform.policy.actor import Actor, Role
from offramp.platform.policy.table import Permission
from offramp.program.dispatch import access, rules
from offramp.program.dispatch.actions.calling import Calling
from offramp.program.dispatch.lifecycle import COMING, Event
from offramp.program.dispatch.models import Dispatch, Watch
from offramp.program.sites import queries as sites


@transaction.atomic
def travel(dispatch_id: DispatchId, *, at: datetime, by: Actor) -> Dispatch:
    """The peer who answered has set out."""
    dispatch = access.get(dispatch_id, Permission.DISPATCH_PROGRESS, by=by, lock=True)
    calling = Calling(dispatch, at, by)
    calling.must_be_theirs(Event.TRAVEL)
    if dispatch.en_route_at is None:
        calling.move(Event.TRAVEL, "en_route")
        _is_well(dispatch, at, by)
        log.record(Permission.DISPATCH_PROGRESS, dispatch, by=by, to="en_route")
    return dispatch


@transaction.atomic
def arrive(dispatch_id: DispatchId, *, at: datetime, by: Actor) -> Dispatch:
    """The peer who answered is with the officer and the person."""
    dispatch = access.get(dispatch_id, Permission.DISPATCH_PROGRESS, by=by, lock=True)
    calling = Calling(dispatch, at, by)
    calling.must_be_theirs(Event.ARRIVE)
    if dispatch.arrived_at is None:
        calling.move(Event.ARRIVE, "arrived")
        _is_well(dispatch, at, by)
        log.record(Permission.DISPATCH_PROGRESS, dispatch, by=by, to="arrived")
    return dispatch


@transaction.atomic
def release(dispatch_id: DispatchId, *, at: datetime, by: Actor) -> Dispatch:
    """The officer is free: the peer is there, or nobody could come."""
    dispatch = access.get(dispatch_id, Permission.DISPATCH_RELEASE, by=by, lock=True)
    calling = Calling(dispatch, at, by)
    if not by.has(Role.OFFICER):
        calling.must_be_theirs(Event.RELEASE)
    if dispatch.state in COMING:
        # A peer who is busy with the person may not have tapped that they are there.
        calling.move(Event.ARRIVE, "arrived")
    if dispatch.released_at is None:
        calling.move(Event.RELEASE, "released")
        log.record(Permission.DISPATCH_RELEASE, dispatch, by=by)
    return dispatch


@transaction.atomic
def watch(dispatch_id: DispatchId, *, at: datetime, by: Actor) -> Watch:
    """A peer is with somebody and has tapped nothing: look after them all the same."""
    dispatch = access.get(dispatch_id, Permission.TRIP_WATCH, by=by, lock=True)
    found = Watch.objects.filter(dispatch=dispatch).first()
    if found is None:
        found = _is_well(dispatch, at, by)
        log.record(Permission.TRIP_WATCH, found, by=by)
    return found


@transaction.atomic
def check_in(
    dispatch_id: DispatchId, *, way: str = "", at: datetime, by: Actor
) -> Watch:
    """The peer says that all is well: nobody is called about them for a while."""
    dispatch = access.get(dispatch_id, Permission.TRIP_CHECK, by=by, lock=True)
    Calling(dispatch, at, by).must_be_theirs(Event.RELEASE)
    found = Watch.objects.filter(dispatch=dispatch).first()
    if found is not None and found.done_at is not None:
        raise Refused(
            "You have said that you are done. Nobody waits for a word of you."
        )
    found = _is_well(dispatch, at, by)
    log.record(
        Permission.TRIP_CHECK, found, by=by, **({"by_way_of": way} if way else {})
    )
    return found


@transaction.atomic
def done(dispatch_id: DispatchId, *, at: datetime, by: Actor) -> Watch:
    """The peer is done and safe. Only once they have been there."""
    dispatch = access.get(dispatch_id, Permission.TRIP_CHECK, by=by, lock=True)
    Calling(dispatch, at, by).must_be_theirs(Event.RELEASE)
    if dispatch.arrived_at is None:
        raise Refused("Say first that you are there.")
    found = _is_well(dispatch, at, by)
    if found.done_at is None:
        found.due_at, found.done_at, found.done_by_id = None, at, by.id
        found.save(update_fields=["due_at", "done_at", "done_by_id"])
        log.record(Permission.TRIP_CHECK, found, by=by, done=True)
    return found


@transaction.atomic
def ask_or_alarm(dispatch_id: DispatchId, *, at: datetime, by: Actor) -> Watch:
    """A peer has said nothing for long: ask them; then call a supervisor, and go on
    calling until one says that they see to it."""
    dispatch = access.get(dispatch_id, Permission.TRIP_WATCH, by=by, lock=True)
    found = Watch.objects.select_for_update().get(dispatch=dispatch)
    if found.due_at is None or found.due_at > at or found.done_at is not None:
        return found
    calling = Calling(dispatch, at, by)
    if found.asked_at is None:
        found.asked_at = at
        key = f"check in {dispatch.id} {found.said_at.isoformat()}"
        calling.write(rules.CHECK_IN, {found.staff_id: key}, [at, at, at, at])
    else:
        found.alarmed_at = found.alarmed_at or at
        since = found.due_at.isoformat()
        keys = {id: f"alarm {dispatch.id} {id} {since}" for id in _supervisors(at)}
        due = rules.ways_due(at, sites.current().clocks)
        calling.write(rules.ALARM, keys, due)
    found.due_at = at + timedelta(minutes=sites.current().clocks.check_in_grace_minutes)
    found.save(update_fields=["asked_at", "alarmed_at", "due_at"])
    log.record(Permission.TRIP_WATCH, found, by=by, alarm=found.alarmed_at is not None)
    return found


@transaction.atomic
def see_to(dispatch_id: DispatchId, *, at: datetime, by: Actor) -> Watch:
    """A lead sees to a peer who has not been heard of: nobody else is called."""
    dispatch = access.get(dispatch_id, Permission.TRIP_WATCH, by=by, lock=True)
    found = access.watch_of(dispatch.id)
    if found.alarmed_at is None or found.done_at is not None:
        raise Refused("Nobody waits for this: all was well, or is by now.")
    if found.seen_at is None:
        found.due_at, found.seen_at, found.seen_by_id = None, at, by.id
        found.save(update_fields=["due_at", "seen_at", "seen_by_id"])
        outbox.take_back_calls([dispatch.id], by=SYSTEM)
        log.record(Permission.TRIP_WATCH, found, by=by, seen=True)
    return found


def _is_well(dispatch: Dispatch, at: datetime, by: Actor) -> Watch:
    peer = dispatch.answered_by_id or by.id
    every = timedelta(minutes=sites.current().clocks.check_in_minutes)
    known = Watch.objects.filter(dispatch=dispatch).first()
    if known is not None and (known.asked_at or known.alarmed_at):
        outbox.take_back_calls([dispatch.id], by=SYSTEM)
    if known is not None and known.done_at is not None:
        return known
    found, _ = Watch.objects.update_or_create(
        dispatch=dispatch,
        defaults={
            "staff_id": peer,
            "said_at": at,
            "due_at": at + every,
            "asked_at": None,
            "alarmed_at": None,
            "seen_at": None,
            "seen_by_id": None,
        },
    )
    return found


def _supervisors(at: datetime) -> list[UUID]:
    """Whoever is on call as supervisor; without one, all of them."""
    here = [id for id, place in access.on_call(at) if place is rules.Place.SUPERVISOR]
    return here or [id for id, _ in staff([Role.SUPERVISOR])]
