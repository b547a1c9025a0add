"""The only way to a case: through what the actor may reach."""

from django.db.models import Q, QuerySet
from django.http import Http404

from offramp.platform.kernel.ids import CaseId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.cases.models import Case
from offramp.program.people import access as people_access


def reachable(actor: Actor, permission: Permission) -> QuerySet[Case]:
    """The cases that the actor's roles reach with this permission."""
    rows = Q(pk__in=[])
    for reach in require(actor, permission):
        rows |= people_access.about(reach, actor, permission)
    return Case.objects.filter(rows)


def about(found: people_access.Reached, permission: Permission) -> QuerySet[Case]:
    """The cases of one person, as far as `reachable` reaches them."""
    return Case.objects.filter(people_access.rows_of(found, permission))


def get(
    case_id: CaseId, permission: Permission, *, by: Actor, lock: bool = False
) -> Case:
    """The case, or 404: outsiders must not learn that it exists."""
    found = reachable(by, permission).filter(pk=case_id)
    if lock:
        found = found.select_for_update(of=("self",))
    case = found.select_related("person").first()
    if case is None:
        raise Http404
    return case
