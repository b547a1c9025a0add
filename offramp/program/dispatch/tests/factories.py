from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.utils.timezone import now

from offramp.platform.kernel.ids import ActorId, DiversionId, ShiftId
from offramp.platform.policy.actor import Actor
from offramp.program.dispatch import actions, queries
from offramp.program.dispatch.models import Dispatch, Shift
from offramp.program.dispatch.rules import Handoff, Place, Span, Times
from offramp.program.diversions.models import Diversion
from offramp.program.diversions.tests import factories as diversions
from offramp.program.sites import queries as sites
from tests import cast


def shift(
    who: Actor, place: Place = Place.PRIMARY, at: datetime | None = None, **hours: int
) -> Shift:
    """Somebody is on call around a moment: six hours before and after, unless said."""
    moment = at or now()
    before, after = hours.get("before", 6), hours.get("after", 6)
    span = Span(moment - timedelta(hours=before), moment + timedelta(hours=after))
    [made] = actions.add_shift(
        ShiftId(uuid4()), ActorId(who.id), place, span, at=moment, by=cast.sam()
    )
    return made


def diversion(**changes: Any) -> Diversion:
    """Olive hands somebody over."""
    return diversions.diversion(made_by=cast.olive(), **changes)


def dispatch(at: datetime | None = None, **changes: Any) -> Dispatch:
    """Olive's page for that person."""
    return actions.page(diversion(**changes).id, at=at or now(), by=cast.olive())


def answered(by: Actor, at: datetime | None = None) -> Dispatch:
    """A page that this peer, who is on call, has answered."""
    moment = at or now()
    shift(by, at=moment)
    return actions.answer(dispatch(moment).id, 20, at=moment, by=by)


def officer_sees(dispatch: Dispatch) -> Handoff:
    """What Olive's page says of it."""
    return queries.status(DiversionId(dispatch.diversion_id), cast.olive())


def times(dispatch: Dispatch) -> Times:
    """Its six moments."""
    id = DiversionId(dispatch.diversion_id)
    return queries.of_diversions([id])[id]


def known(moment: datetime | None) -> datetime:
    """A moment that has come."""
    assert moment is not None
    return moment


def zone() -> ZoneInfo:
    """The time zone of the made-up site."""
    return ZoneInfo(sites.current().timezone)
