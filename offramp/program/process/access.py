"""The only way to a legal paper. What a person keeps from a colleague goes before."""

from django.db.models import Q, QuerySet
from django.http import Http404

from offramp.platform.kernel.ids import OrderId, PaperId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission, Reach
from offramp.program.people import access as people_access
from offramp.program.process.models import Order, Paper
from offramp.program.process.rules import Finding, Mandate, Section, Terms


def _rows(reach: Reach, actor: Actor, permission: Permission) -> Q:
    match reach:
        case Reach.PROGRAM:
            about = people_access.about(reach, actor, permission)
            return Q(person=None) | about
        case Reach.OWN | Reach.AGENCY | Reach.ASSIGNED:
            return Q(pk__in=[])


def reachable(actor: Actor, permission: Permission) -> QuerySet[Paper]:
    """The papers that the actor's roles reach with this permission."""
    rows = Q(pk__in=[])
    for reach in require(actor, permission):
        rows |= _rows(reach, actor, permission)
    return Paper.objects.filter(rows)


def get(
    paper_id: PaperId, permission: Permission, *, by: Actor, lock: bool = False
) -> Paper:
    """The paper, or 404."""
    found = reachable(by, permission).filter(pk=paper_id)
    if lock:
        found = found.select_for_update(of=("self",))
    row = found.select_related("person").first()
    if row is None:
        raise Http404
    return row


def order(
    order_id: OrderId, permission: Permission, *, by: Actor, lock: bool = False
) -> Order:
    """The order on a paper within reach, or 404."""
    papers = reachable(by, permission).values("pk")
    found = Order.objects.filter(pk=order_id, paper__in=papers)
    if lock:
        found = found.select_for_update(of=("self",))
    row = found.select_related("paper__person").first()
    if row is None:
        raise Http404
    return row


def terms(row: Order) -> Terms:
    """An order as the rules look at it."""
    return Terms(
        section=Section(row.section),
        fields=frozenset(row.fields),
        recipients=tuple(row.recipients),
        finding=Finding(row.finding),
        mandate=Mandate(row.mandate),
        until_on=row.until_on,
    )
