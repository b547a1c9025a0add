from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from offramp.platform.accounts.actors import SYSTEM, actor_for, names
from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import (
    ActorId,
    DispatchId,
    DiversionId,
    ShiftId,
    derived_id,
    short_code,
)
from offramp.platform.outbox import actions as outbox
from offramp.platform.policy.actor import Actor, Role
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.platform.policy.zones import Zone
from offramp.program.dispatch import access, rules
from offramp.program.dispatch.lifecycle import COMING, LIFECYCLE, Answer, Event, State
from offramp.program.dispatch.models import Dispatch, Page, Shift
from offramp.program.diversions import access as diversions
from offramp.program.sites import queries as sites

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
    paged = _next_round(dispatch, at, by)
    log.record(Permission.DISPATCH_PAGE, dispatch, by=by, paged=paged)
    return dispatch


@transaction.atomic
def answer(
    dispatch_id: DispatchId, minutes: int, *, at: datetime, by: Actor
) -> Dispatch:
    """A peer comes, and says when. The first one does; they may say it again."""
    dispatch = access.get(dispatch_id, Permission.DISPATCH_ANSWER, by=by, lock=True)
    if not 1 <= minutes <= LONGEST_WAY:
        raise Refused("Say in how many minutes you are there, from 1 to 180.")
    if dispatch.state not in COMING or dispatch.answered_by_id != by.id:
        _move(dispatch, Event.ANSWER, "answered", at, by)
        _say(dispatch, Answer.COMING, at, by)
        _take_back_unsent(dispatch)
    dispatch.eta_at = at + timedelta(minutes=minutes)
    dispatch.save(update_fields=["eta_at"])
    log.record(Permission.DISPATCH_ANSWER, dispatch, by=by, minutes=minutes)
    return dispatch


@transaction.atomic
def cannot(dispatch_id: DispatchId, *, at: datetime, by: Actor) -> Dispatch:
    """A peer cannot come, or cannot after all: the next ones are paged at once."""
    dispatch = access.get(dispatch_id, Permission.DISPATCH_ANSWER, by=by, lock=True)
    gives_back = dispatch.answered_by_id == by.id
    if gives_back:
        _may(dispatch, Event.GIVE_BACK)
        dispatch.give_back()
    _say(dispatch, Answer.CANNOT, at, by)
    waiting = list(dispatch.pages.filter(answer=""))
    if dispatch.state == State.PAGING and not waiting:
        _next_round(dispatch, at, by)
    elif gives_back:
        again = [(page.staff_id, rules.Place(page.place)) for page in waiting]
        _call(dispatch, again, rules.PAGED_AGAIN, at, by)
    log.record(Permission.DISPATCH_ANSWER, dispatch, by=by, answer="cannot")
    return dispatch


@transaction.atomic
def travel(dispatch_id: DispatchId, *, at: datetime, by: Actor) -> Dispatch:
    """The peer who answered has set out."""
    dispatch = access.get(dispatch_id, Permission.DISPATCH_PROGRESS, by=by, lock=True)
    _must_be_theirs(dispatch, Event.TRAVEL, by)
    if dispatch.en_route_at is None:
        _move(dispatch, Event.TRAVEL, "en_route", at, by)
        log.record(Permission.DISPATCH_PROGRESS, dispatch, by=by, to="en_route")
    return dispatch


@transaction.atomic
def arrive(dispatch_id: DispatchId, *, at: datetime, by: Actor) -> Dispatch:
    """The peer who answered is with the officer and the person."""
    dispatch = access.get(dispatch_id, Permission.DISPATCH_PROGRESS, by=by, lock=True)
    _must_be_theirs(dispatch, Event.ARRIVE, by)
    if dispatch.arrived_at is None:
        _move(dispatch, Event.ARRIVE, "arrived", at, by)
        log.record(Permission.DISPATCH_PROGRESS, dispatch, by=by, to="arrived")
    return dispatch


@transaction.atomic
def release(dispatch_id: DispatchId, *, at: datetime, by: Actor) -> Dispatch:
    """The officer is free: the peer is there, or nobody could come."""
    dispatch = access.get(dispatch_id, Permission.DISPATCH_RELEASE, by=by, lock=True)
    if not by.has(Role.OFFICER):
        _must_be_theirs(dispatch, Event.RELEASE, by)
    if dispatch.state in COMING:
        # A peer who is busy with the person may not have tapped that they are there.
        _move(dispatch, Event.ARRIVE, "arrived", at, by)
    if dispatch.released_at is None:
        _move(dispatch, Event.RELEASE, "released", at, by)
        log.record(Permission.DISPATCH_RELEASE, dispatch, by=by)
    return dispatch


@transaction.atomic
def withdraw(dispatch_id: DispatchId, *, at: datetime, by: Actor) -> Dispatch:
    """The officer took the handover back: whoever is on the way may turn round."""
    dispatch = access.get(dispatch_id, Permission.DIVERSION_WITHDRAW, by=by, lock=True)
    if dispatch.state == State.WITHDRAWN:
        return dispatch
    coming = dispatch.answered_by_id if dispatch.state in COMING else None
    _move(dispatch, Event.WITHDRAW, "withdrawn", at, by)
    _take_back_unsent(dispatch)
    if coming is not None:
        _write(dispatch, coming, rules.NO_NEED, f"no need {dispatch.id}", at)
    log.record(Permission.DIVERSION_WITHDRAW, dispatch, by=by)
    return dispatch


@transaction.atomic
def escalate(dispatch_id: DispatchId, *, at: datetime, by: Actor) -> Dispatch:
    """Nobody answered: page the next ones, or tell the officer that nobody comes."""
    dispatch = access.get(dispatch_id, Permission.DISPATCH_ESCALATE, by=by, lock=True)
    is_due = dispatch.next_step_at is not None and dispatch.next_step_at <= at
    if dispatch.state == State.PAGING and (is_due or not by.has(Role.SYSTEM)):
        paged = _next_round(dispatch, at, by)
        log.record(Permission.DISPATCH_ESCALATE, dispatch, by=by, paged=paged)
    return dispatch


@transaction.atomic
def add_shift(
    shift_id: ShiftId,
    staff_id: ActorId,
    place: rules.Place,
    span: rules.Span,
    *,
    weeks: int = 1,
    at: datetime,
    by: Actor,
) -> list[Shift]:
    """Put a peer on the roster, at the same hours for so many weeks. Once per id."""
    require(by, Permission.ROSTER_CHANGE)
    rules.check_shift(span, weeks)
    spans = rules.weekly(span, weeks, access.site_zone())
    ids = [shift_id] + [ShiftId(derived_id(shift_id, str(n))) for n in range(1, weeks)]
    made = list(Shift.objects.filter(pk__in=ids).order_by("from_at"))
    if made:
        return made
    _must_be_free(staff_id, spans)
    pair = {"made_at": at, "made_by_id": by.id}
    for id, each in zip(ids, spans, strict=True):
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


def _next_round(dispatch: Dispatch, at: datetime, by: Actor) -> int:
    paged = set(dispatch.pages.values_list("staff_id", flat=True))
    wave = rules.next_round(access.on_call(at), paged)
    if wave:
        _call(dispatch, wave, rules.PAGED, at, by)
    else:
        dispatch.move(Event.FALL_BACK, "fallback", at=at, by=by)
    return len(wave)


def _call(
    dispatch: Dispatch,
    wave: list[tuple[UUID, rules.Place]],
    letter: rules.Letter,
    at: datetime,
    by: Actor,
) -> None:
    clocks = sites.current().clocks
    for staff_id, place in wave:
        page, _ = Page.objects.update_or_create(
            id=rules.page_id_of(dispatch.id, ActorId(staff_id)),
            dispatch=dispatch,
            staff_id=staff_id,
            defaults={
                "place": place.value,
                "paged_at": at,
                "paged_by_id": by.id,
                "due_at": at + timedelta(minutes=clocks.page_answer_minutes),
            },
        )
        _write(dispatch, staff_id, letter, page.key, at)
    dispatch.wait_until(at + max(rules.minutes_for(place, clocks) for _, place in wave))


def _write(
    dispatch: Dispatch, staff_id: UUID, letter: rules.Letter, key: str, at: datetime
) -> None:
    # Peers answer in their own zone, whichever zone the page came from.
    there = settings.OFFRAMP_URLS[Zone.PROGRAM]
    path = reverse("dispatch:detail", urlconf=there, args=[dispatch.id])
    link = settings.OFFRAMP_ORIGINS[Zone.PROGRAM] + path
    subject, body = letter.write(code=short_code(dispatch.diversion_id), link=link)
    to = ActorId(staff_id)
    outbox.post(to, subject, body, key=key, due_at=at, by=SYSTEM)


def _take_back_unsent(dispatch: Dispatch) -> None:
    outbox.take_back([page.key for page in dispatch.pages.all()], by=SYSTEM)


def _say(dispatch: Dispatch, said: Answer, at: datetime, by: Actor) -> None:
    page = dispatch.pages.filter(staff_id=by.id).first()
    if page is not None:
        page.say(said, at=at, by=by)


def _may(dispatch: Dispatch, event: Event) -> None:
    if event not in LIFECYCLE.open_to(State(dispatch.state)):
        raise _refused(dispatch, event)


def _move(dispatch: Dispatch, event: Event, name: str, at: datetime, by: Actor) -> None:
    _may(dispatch, event)
    zone = sites.current().timezone
    settled = rules.settle(name, at, dispatch.moments(), zone)
    dispatch.move(event, name, at=settled, by=by)


def _must_be_theirs(dispatch: Dispatch, event: Event, by: Actor) -> None:
    if dispatch.answered_by_id != by.id:
        raise _refused(dispatch, event)


def _refused(dispatch: Dispatch, event: Event) -> Refused:
    peer = dispatch.answered_by_id
    name = names({peer}).get(peer, "") if peer else ""
    return Refused(rules.refusal(State(dispatch.state), event, name))


def _must_be_free(staff_id: ActorId, spans: list[rules.Span]) -> None:
    zone = access.site_zone()
    for span in spans:
        day = span.from_at.astimezone(zone).date()
        actor = actor_for(staff_id, on=day)
        if actor is None or not actor.has(Role.PEER):
            raise Refused(
                f"That person does not serve as a peer on {day:%B} {day.day}."
            )
        if access.taken(staff_id, span):
            raise Refused(
                f"They are on call already on {day:%B} {day.day}. Cancel that shift "
                "first, or choose other hours."
            )
