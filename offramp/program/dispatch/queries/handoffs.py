"""The handoff as the officer follows it, and as other packages count it."""

from collections.abc import Iterable
from datetime import datetime

from offramp.platform.kernel.ids import DispatchId, DiversionId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.dispatch import access
from offramp.program.dispatch.lifecycle import State
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
    fallback = Fallback(told.title, told.text, told.phone)
    pages = access.pages_of([dispatch])
    [facts] = reading.facts([dispatch], pages)
    return hand_off(facts, fallback, reading.clock(at))


def due(at: datetime) -> list[DispatchId]:
    """The dispatches whose round is over without an answer, for the job."""
    return list(access.due(at).values_list("id", flat=True))


def of_diversions(ids: Iterable[DiversionId]) -> dict[DiversionId, Times]:
    """The moments of these handoffs, for whoever may read the diversions."""
    return {
        DiversionId(row.diversion_id): Times(
            dispatch_id=row.id,
            diversion_id=DiversionId(row.diversion_id),
            state=State(row.state),
            contact_at=row.contact_at,
            paged_at=row.paged_at,
            answered_at=row.answered_at,
            en_route_at=row.en_route_at,
            arrived_at=row.arrived_at,
            released_at=row.released_at,
            answered_by_id=row.answered_by_id,
        )
        for row in Dispatch.objects.filter(diversion_id__in=list(ids))
    }
