"""The only way to a holder, a lot and what moved: through what the actor may reach."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.http import Http404

from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission, Reach
from offramp.program.naloxone.models import Giving, Holder, Lot, Movement, Recall
from offramp.program.naloxone.rules import Held, HolderId, LotId, RecallId
from offramp.program.people import access as people_access

_SHARED = Q(staff_id=None)


def _rows(reach: Reach, actor: Actor) -> Q:
    match reach:
        case Reach.OWN:  # their own, and the cars and stores of their body
            return Q(staff_id=actor.id) | (_SHARED & Q(agency_id=actor.agency_id))
        case Reach.AGENCY:
            return Q(agency_id=actor.agency_id)
        case Reach.PROGRAM:
            return ~Q(pk__in=[])
        case Reach.ASSIGNED:
            return Q(pk__in=[])


def reachable(actor: Actor, permission: Permission) -> QuerySet[Holder]:
    """The holders that the actor's roles reach with this permission."""
    rows = Q(pk__in=[])
    for reach in require(actor, permission):
        rows |= _rows(reach, actor)
    return Holder.objects.filter(rows)


def get(
    holder_id: HolderId, permission: Permission, *, by: Actor, lock: bool = False
) -> Holder:
    """The holder, or 404. Locked by whoever takes something out."""
    found = reachable(by, permission).filter(pk=holder_id)
    if lock:
        found = found.select_for_update(of=("self",))
    holder = found.first()
    if holder is None:
        raise Http404
    return holder


def own(by: Actor) -> Holder | None:
    """What the actor has with them, locked; None when nothing is kept in their name."""
    mine = Holder.objects.select_for_update(of=("self",))
    return mine.filter(staff_id=by.id, closed_at=None).first()


def lot(lot_id: LotId) -> Lot:
    """A lot, or 404. For packages that asked policy about a holder of it."""
    found = Lot.objects.filter(pk=lot_id).first()
    if found is None:
        raise Http404
    return found


def recall(recall_id: RecallId, *, by: Actor) -> Recall:
    """What was called back, for those on the program's side; or 404."""
    require(by, Permission.SUPPLY_TRACE)
    found = Recall.objects.filter(pk=recall_id).first()
    if found is None:
        raise Http404
    return found


def held(holders: QuerySet[Holder], **where: object) -> list[Held]:
    """So many of each lot with each of these holders, in one query. Of what somebody
    has nothing any more, nothing is said."""
    there: dict[tuple[HolderId, LotId], Held] = {}
    ids = holders.values("pk")
    come = _summed("to_holder_id", Sum("quantity"), to_holder__in=ids, **where)
    gone = _summed("from_holder_id", -Sum("quantity"), from_holder__in=ids, **where)
    for holder, lot, product, number, until, called, n in come.union(gone, all=True):
        key = HolderId(holder), LotId(lot)
        before = there[key].quantity if key in there else 0
        there[key] = Held(*key, product, number, until, before + n, bool(called))
    return [one for one in there.values() if one.quantity]


def _summed(holder: str, quantity: Any, **where: object) -> QuerySet[Any, Any]:
    called = Recall.objects.filter(
        product=OuterRef("lot__product"), number=OuterRef("lot__number")
    )
    rows = Movement.objects.filter(**where).order_by().annotate(called=Exists(called))
    box = ("lot__product", "lot__number", "lot__expires_on", "called")
    grouped = rows.values_list(F(holder), "lot_id", *box)
    found: QuerySet[Any, Any] = grouped.annotate(there=quantity)
    return found


def given(
    actor: Actor, permission: Permission = Permission.KIT_READ
) -> QuerySet[Giving]:
    """What was given to people whom the actor reaches."""
    rows = Q(pk__in=[])
    for reach in require(actor, permission):
        rows |= people_access.about(reach, actor, permission)
    return Giving.objects.filter(rows)
