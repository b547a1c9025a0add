"""The only way to a dispatch or a shift: through what the actor may reach."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.timezone import now

from offramp.platform.kernel.ids import ActorId, DispatchId, DiversionId, ShiftId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission, Reach
from offramp.program.dispatch.lifecycle import UNANSWERED
from offramp.program.dispatch.models import Dispatch, Page, Shift
from offramp.program.dispatch.rules import Place, Span, day_span
from offramp.program.sites import queries as sites


def _rows(reach: Reach, actor: Actor) -> Q:
    match reach:
        case Reach.OWN:
            return Q(diversion__made_by_id=actor.id)
        case Reach.AGENCY:
            return Q(diversion__agency_id=actor.agency_id)
        case Reach.ASSIGNED:
            paged = Page.objects.filter(dispatch=OuterRef("pk"), staff_id=actor.id)
            unanswered = Q(state__in=UNANSWERED) & Exists(_shifts_today(actor.id))
            return Q(answered_by_id=actor.id) | Exists(paged) | unanswered
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


def taken(staff_id: ActorId, span: Span) -> Shift | None:
    """A shift that this peer has in this time already."""
    return shifts_between(span.from_at, span.until_at).filter(staff_id=staff_id).first()


def get_shift(shift_id: ShiftId, permission: Permission, *, by: Actor) -> Shift:
    """The shift to be changed, or 404."""
    require(by, permission)
    shift = Shift.objects.select_for_update().filter(pk=shift_id).first()
    if shift is None:
        raise Http404
    return shift


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
