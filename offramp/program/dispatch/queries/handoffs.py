"""The handoff as the officer follows it, and as other packages count it."""

from collections.abc import Iterable
from datetime import datetime

from offramp.platform.kernel.ids import DispatchId, DiversionId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.dispatch import access
from offramp.program.dispatch.models import Dispatch
from offramp.program.dispatch.queries import reading
from offramp.program.dispatch.rules import Fallback, Handoff, Times, hand_off
from offramp.program.sites import queries as sites


def status(
    diversion_id: DiversionId, by: Actor, *, at: datetime | None = None
) -> Handoff:
    """How the handoff stands, for the officer. The same words whoever the person is."""
    dispatch = access.of_diversion(diversion_id, Permission.DISPATCH_READ, by=by)
    told = sites.current().fallback
    ways = tuple((way.title, way.text, way.phone) for way in told.ways)
    fallback = Fallback(told.title, told.text, told.phone, ways)
    pages = access.pages_of([dispatch])
    [facts] = reading.facts([dispatch], pages)
    return hand_off(facts, fallback, reading.clock(at))


def due(at: datetime) -> list[DispatchId]:
    """The dispatches whose round is over without an answer, for the job."""
    return list(access.due(at).values_list("id", flat=True))


def of_diversions(ids: Iterable[DiversionId]) -> dict[DiversionId, Times]:
    """The moments of these handoffs, for whoever may read the diversions."""
    return {
        DiversionId(row.diversion_id): reading.times(row)
        for row in Dispatch.objects.filter(diversion_id__in=list(ids))
    }
