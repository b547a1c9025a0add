"""The only way to a dispatch or a shift: through what the actor may reach."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.timezone import now

from offramp.platform.kernel.ids import ActorId, DispatchId, DiversionId, ShiftId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission, Reach
from offramp.program.dispatch.lifecycle import UNANSWERED, State, SwapEvent, SwapState
from offramp.program.dispatch.models import (
    Dispatch,
    FollowUp,
    Match,
    Page,
    Shift,
    Swap,
    Watch,
)
from offramp.program.dispatch.rules import Place, Says, Span, Wanted, day_span, fit
from offramp.program.diversions import access as diversions
from offramp.program.sites import queries as sites

# An act that was forgotten so long ago says nothing any more of who is out.
_RECENT = timedelta(hours=12)
_LOOKED_FOR = timedelta(days=14)
Row = TypeVar("Row", bound=Model)


def _rows(reach: Reach, actor: Actor) -> Q:
    match reach:
        case Reach.OWN:
            return Q(diversion__made_by_id=actor.id)
        case Reach.AGENCY:
            return Q(diversion__agency_id=actor.agency_id)
        case Reach.ASSIGNED:
            paged = Page.objects.filter(dispatch=OuterRef("pk"), staff_id=actor.id)
            # Whom nobody met that night is looked for by whoever is on call after it.
            lost = Q(
                state=State.RELEASED,
                answered_by_id=None,
                fallback_at__gte=now() - _LOOKED_FOR,
            )
            waits = (Q(state__in=UNANSWERED) | lost) & Exists(_shifts_today(actor.id))
            return Q(answered_by_id=actor.id) | Exists(paged) | waits
        case Reach.PROGRAM:
            return ~Q(pk__in=[])


def _shifts_today(staff_id: ActorId) -> QuerySet[Shift]:
    zone = site_zone()
    today = day_span(now().astimezone(zone).date(), zone)
    return shifts_between(today.from_at, today.until_at).filter(staff_id=staff_id)


def reachable(actor: Actor, permission: Permission) -> QuerySet[Dispatch]:
    """The dispatches that the actor's roles reach with this permission."""
    rows = Q(pk__in=[])
    for reach in require(actor, permission):
        rows |= _rows(reach, actor)
    return Dispatch.objects.filter(rows)


def get(
    dispatch_id: DispatchId, permission: Permission, *, by: Actor, lock: bool = False
) -> Dispatch:
    """The dispatch, or 404: outsiders must not learn that it exists."""
    return _one(reachable(by, permission).filter(pk=dispatch_id), lock)


def of_diversion(
    diversion_id: DiversionId, permission: Permission, *, by: Actor, lock: bool = False
) -> Dispatch:
    """The dispatch of a diversion, or 404."""
    found = reachable(by, permission).filter(diversion_id=diversion_id)
    return _one(found, lock)


def _one(found: QuerySet[Dispatch], lock: bool) -> Dispatch:
    if lock:
        found = found.select_for_update(of=("self",))
    dispatch = found.first()
    if dispatch is None:
        raise Http404
    return dispatch


def shifts_between(from_at: datetime, until_at: datetime) -> QuerySet[Shift]:
    """The shifts that touch this time and were not cancelled, the earliest first."""
    shifts = Shift.objects.filter(
        cancelled_at=None, from_at__lt=until_at, until_at__gt=from_at
    )
    return shifts.order_by("from_at", "id")


def on_call(at: datetime) -> list[tuple[UUID, Place]]:
    """Who is on call at a moment, primaries first; nobody twice."""
    return [(shift.staff_id, Place(shift.place)) for shift in shifts_at(at)]


def shifts_at(at: datetime) -> list[Shift]:
    """The shift of each who is on call at a moment, primaries first; nobody twice."""
    shifts = Shift.objects.filter(
        cancelled_at=None, from_at__lte=at, until_at__gt=at
    ).order_by("from_at", "id")
    standing: dict[UUID, Shift] = {}
    for place in Place:
        for shift in shifts:
            if shift.place == place:
                standing.setdefault(shift.staff_id, shift)
    return list(standing.values())


def taken(
    staff_id: ActorId, span: Span, besides: Collection[UUID] = ()
) -> Shift | None:
    """A shift that somebody has in this time already, besides some."""
    theirs = shifts_between(span.from_at, span.until_at).filter(staff_id=staff_id)
    return theirs.exclude(pk__in=besides).first()


def get_shift(shift_id: ShiftId, permission: Permission, *, by: Actor) -> Shift:
    """The shift to be changed, or 404."""
    require(by, permission)
    shift = Shift.objects.select_for_update().filter(pk=shift_id).first()
    if shift is None:
        raise Http404
    return shift


def shift_of(staff_id: ActorId, shift_id: ShiftId) -> Shift:
    """A shift of somebody's own, or 404."""
    return get_object_or_404(Shift, pk=shift_id, staff_id=staff_id)


def swaps_of(staff_id: ActorId) -> list[Swap]:
    """The wishes to swap that wait, of somebody or to them."""
    waiting = Swap.objects.filter(
        Q(to_id=staff_id) | Q(asked_by_id=staff_id), state=SwapState.ASKED
    )
    return list(waiting.select_related("shift", "for_shift").order_by("asked_at"))


def get_swap(
    swap_id: UUID, event: SwapEvent, permission: Permission, *, by: Actor
) -> Swap:
    """What somebody was asked, or has asked for, as the event needs it; or 404."""
    require(by, permission)
    mine = {"asked_by_id": by.id} if event is SwapEvent.TAKE_BACK else {"to_id": by.id}
    return _held(Swap.objects.filter(pk=swap_id, **mine))


def watch_of(dispatch_id: DispatchId) -> Watch:
    """Who looks after whom on this trip, held until the transaction ends; or 404."""
    return _held(Watch.objects.filter(pk=dispatch_id))


def watches(ids: Iterable[DispatchId]) -> dict[UUID, Watch]:
    """Who looks after whom on these trips."""
    return {row.pk: row for row in Watch.objects.filter(pk__in=list(ids))}


def watches_due(at: datetime) -> QuerySet[Watch]:
    """The trips from which a word is overdue, or an alarm goes on ringing."""
    living = Watch.objects.filter(done_at=None, due_at__lte=at)
    return living.exclude(dispatch__state=State.WITHDRAWN).order_by("due_at")


def unwatched(at: datetime) -> QuerySet[Dispatch]:
    """Where a peer is with somebody and has tapped nothing that says so."""
    there = Dispatch.objects.filter(
        state__in=[State.ARRIVED, State.RELEASED], watch=None
    )
    return there.filter(answered_by_id__isnull=False, arrived_at__gte=at - _RECENT)


def unserved(since: datetime) -> QuerySet[Dispatch]:
    """Where nobody came and nobody has looked for the person since."""
    nobody = Dispatch.objects.filter(
        fallback_at__gte=since, answered_by_id=None, follow_up=None
    )
    nobody = nobody.filter(state__in=[State.FALLBACK, State.RELEASED])
    return nobody.order_by("fallback_at")


def followed(dispatch_id: DispatchId) -> str:
    """What came of looking for somebody in the morning; nothing yet."""
    found = FollowUp.objects.filter(pk=dispatch_id).values_list("found", flat=True)
    return found.first() or ""


def watch_no_more(dispatch_id: DispatchId) -> None:
    """Whoever was on the way is not going."""
    Watch.objects.filter(pk=dispatch_id).delete()


def _held(found: QuerySet[Row]) -> Row:
    row = found.select_for_update(of=("self",)).first()
    if row is None:
        raise Http404
    return row


def fits(dispatch: Dispatch, staff: Collection[UUID]) -> dict[UUID, int]:
    """How well each of these fits the handover, if more than one could be paged."""
    if len(staff) < 2:
        return {}
    told = diversions.where_and_asked(DiversionId(dispatch.diversion_id))
    wanted = Wanted(told.areas, told.language, told.gender)
    found = dict.fromkeys(staff, fit(Says(), wanted))
    for row in Match.objects.filter(pk__in=staff):
        found[row.pk] = fit(Says(row.areas, row.languages, row.gender), wanted)
    return found


def due(at: datetime) -> QuerySet[Dispatch]:
    """The dispatches whose round is over without an answer."""
    return Dispatch.objects.filter(next_step_at__lte=at).order_by("next_step_at")


def pages_of(dispatches: Iterable[Dispatch]) -> dict[UUID, list[Page]]:
    """The pages of some dispatches, in the order in which they were placed."""
    pages: dict[UUID, list[Page]] = {row.pk: [] for row in dispatches}
    for page in Page.objects.filter(dispatch_id__in=pages).order_by("paged_at", "id"):
        pages[page.dispatch_id].append(page)
    return pages


def site_zone() -> ZoneInfo:
    """The time zone that the program lives by."""
    return ZoneInfo(sites.current().timezone)
