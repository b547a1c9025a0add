from datetime import datetime, timedelta

from django.db import transaction

from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import DispatchId, DiversionId
from offramp.platform.outbox import actions as outbox
from offramp.platform.policy.actor import Actor, Role
from offramp.platform.policy.table import Permission
from offramp.program.dispatch import access, rules
from offramp.program.dispatch.actions.calling import Calling
from offramp.program.dispatch.lifecycle import COMING, Answer, Event, State
from offramp.program.dispatch.models import Dispatch
from offramp.program.diversions import access as diversions

LONGEST_WAY = 180


@transaction.atomic
def page(diversion_id: DiversionId, *, at: datetime, by: Actor) -> Dispatch:
    """Call a peer to the officer: those who are on call, or the fallback. Once."""
    diversion = diversions.get(diversion_id, Permission.DISPATCH_PAGE, by=by, lock=True)
    dispatch_id = rules.dispatch_id_of(diversion_id)
    placed = Dispatch.objects.filter(pk=dispatch_id).first()
    if placed is not None:
        return placed
    if diversion.withdrawn_at is not None:
        raise Refused("This handover was taken back, so nobody is paged for it.")
    dispatch = Dispatch.objects.create(
        id=dispatch_id,
        diversion=diversion,
        # An officer's clock may run ahead of ours.
        contact_at=min(diversion.contact.happened_at, at),
        paged_at=at,
        paged_by_id=by.id,
    )
    paged = Calling(dispatch, at, by).next_round()
    log.record(Permission.DISPATCH_PAGE, dispatch, by=by, paged=paged)
    return dispatch


@transaction.atomic
def answer(
    dispatch_id: DispatchId, minutes: int, *, way: str = "", at: datetime, by: Actor
) -> Dispatch:
    """A peer comes, and says when. The first one does; they may say it again."""
    dispatch = access.get(dispatch_id, Permission.DISPATCH_ANSWER, by=by, lock=True)
    if not 1 <= minutes <= LONGEST_WAY:
        raise Refused("Say in how many minutes you are there, from 1 to 180.")
    if dispatch.state not in COMING or dispatch.answered_by_id != by.id:
        calling = Calling(dispatch, at, by)
        calling.move(Event.ANSWER, "answered")
        calling.say(Answer.COMING)
        calling.take_back_unsent()
    dispatch.eta_at = at + timedelta(minutes=minutes)
    dispatch.save(update_fields=["eta_at"])
    details = {"minutes": minutes, **({"by_way_of": way} if way else {})}
    log.record(Permission.DISPATCH_ANSWER, dispatch, by=by, **details)
    return dispatch


@transaction.atomic
def cannot(dispatch_id: DispatchId, *, at: datetime, by: Actor) -> Dispatch:
    """A peer cannot come, or cannot after all: the next ones are paged at once."""
    dispatch = access.get(dispatch_id, Permission.DISPATCH_ANSWER, by=by, lock=True)
    calling = Calling(dispatch, at, by)
    gives_back = dispatch.answered_by_id == by.id
    if gives_back:
        calling.may(Event.GIVE_BACK)
        dispatch.give_back()
        access.watch_no_more(dispatch.id)
    calling.say(Answer.CANNOT)
    outbox.take_back_calls([rules.page_id_of(dispatch.id, by.id)], by=SYSTEM)
    waiting = list(dispatch.pages.filter(answer=""))
    if dispatch.state == State.PAGING and not waiting:
        calling.next_round()
    elif gives_back:
        calling.call_again(waiting)
    log.record(Permission.DISPATCH_ANSWER, dispatch, by=by, answer="cannot")
    return dispatch


@transaction.atomic
def withdraw(dispatch_id: DispatchId, *, at: datetime, by: Actor) -> Dispatch:
    """The officer took the handover back: whoever is on the way may turn round."""
    dispatch = access.get(dispatch_id, Permission.DIVERSION_WITHDRAW, by=by, lock=True)
    if dispatch.state == State.WITHDRAWN:
        return dispatch
    coming = dispatch.answered_by_id if dispatch.state in COMING else None
    calling = Calling(dispatch, at, by)
    calling.move(Event.WITHDRAW, "withdrawn")
    calling.take_back_unsent()
    if coming is not None:
        calling.write(rules.NO_NEED, {coming: f"no need {dispatch.id}"})
    log.record(Permission.DIVERSION_WITHDRAW, dispatch, by=by)
    return dispatch


@transaction.atomic
def escalate(dispatch_id: DispatchId, *, at: datetime, by: Actor) -> Dispatch:
    """Nobody answered: page the next ones, or tell the officer that nobody comes."""
    dispatch = access.get(dispatch_id, Permission.DISPATCH_ESCALATE, by=by, lock=True)
    is_due = dispatch.next_step_at is not None and dispatch.next_step_at <= at
    if dispatch.state == State.PAGING and (is_due or not by.has(Role.SYSTEM)):
        paged = Calling(dispatch, at, by).next_round()
        log.record(Permission.DISPATCH_ESCALATE, dispatch, by=by, paged=paged)
    return dispatch
