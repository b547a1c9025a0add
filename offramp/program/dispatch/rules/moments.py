"""The six moments of a handoff, and that each comes after the one before."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import (
    ActorId,
    DispatchId,
    DiversionId,
    PageId,
    derived_id,
)

# In their order: the officer met the person, a page was placed, a peer answered, set
# out, arrived, and the officer was free.
MOMENTS = ("contact", "paged", "answered", "en_route", "arrived", "released")

_WORDS = {
    "contact": "the officer met the person",
    "paged": "the page was placed",
    "answered": "the page was answered",
    "en_route": "the peer set out",
    "arrived": "the peer arrived",
    "released": "the officer was free",
}
# Two clocks are never quite the same; so small a difference is nobody's mistake.
_CLOCKS_DIFFER = timedelta(minutes=2)


def settle(
    name: str, at: datetime, before: Mapping[str, datetime | None], zone: str
) -> datetime:
    """When it happened, set right by a clock's difference; refused beyond that."""
    earlier = MOMENTS[: MOMENTS.index(name)] if name in MOMENTS else MOMENTS
    known = [(moment, word) for word in earlier if (moment := before.get(word))]
    if not known:
        return at
    last, word = known[-1]
    if at >= last:
        return at
    if last - at <= _CLOCKS_DIFFER:
        return last
    local = last.astimezone(ZoneInfo(zone))
    raise Refused(
        f"That time is before {_WORDS[word]}, which was at {local:%H:%M}. "
        "Check the time and send it again."
    )


def minutes_between(start: datetime | None, end: datetime | None) -> int | None:
    """Whole minutes from one moment to another; None unless both are known."""
    if start is None or end is None:
        return None
    return max(int((end - start).total_seconds() // 60), 0)


def dispatch_id_of(diversion_id: DiversionId) -> DispatchId:
    """The id that the dispatch of a diversion has on every device."""
    return DispatchId(derived_id(diversion_id, "dispatch"))


def page_id_of(dispatch_id: DispatchId, staff_id: ActorId) -> PageId:
    """The id of the page that this peer got for this dispatch."""
    return PageId(derived_id(dispatch_id, str(staff_id)))
