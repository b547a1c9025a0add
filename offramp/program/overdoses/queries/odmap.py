from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count

from offramp.platform.kernel.ids import short_code
from offramp.platform.policy.actor import Actor
from offramp.program.overdoses import access
from offramp.program.overdoses.lifecycle import State
from offramp.program.overdoses.rules import LATELY

STANDS = {
    State.WAITING: ("Waits to be sent", "info"),
    State.QUEUED: ("Waits to be sent", "info"),
    State.SENDING: ("On the way", "info"),
    State.SENT: ("ODMAP has it", "success"),
    State.REFUSED: ("ODMAP does not take it", "error"),
    State.GIVEN_UP: ("Given up after many tries", "error"),
}
MOST = 25


@dataclass(frozen=True)
class Sent:
    """One of them on its way, as the page shows it."""

    code: str
    stored_at: datetime
    says: str
    tone: str
    problem: str


@dataclass(frozen=True)
class OdmapPage:
    """Whether anything goes to ODMAP, and how what goes there stands."""

    is_agreed: bool
    is_set: bool
    counts: Sequence[tuple[str, int]]
    rows: Sequence[Sent]
    untold: int


def odmap_page(by: Actor, at: datetime) -> OdmapPage:
    """How it stands. Names nobody, for the reports name nobody."""
    found = access.sendings(by)
    sums = dict(found.order_by().values_list("state").annotate(count=Count("pk")))
    counts: dict[str, int] = {}
    for state, (says, _) in STANDS.items():
        if sums.get(state.value):
            counts[says] = counts.get(says, 0) + sums[state.value]
    agreed = access.is_agreed()
    return OdmapPage(
        is_agreed=agreed,
        is_set=settings.ODMAP is not None,
        counts=list(counts.items()),
        rows=[
            Sent(short_code(row.victim_id), row.stored_at, *STANDS[State(row.state)],
                 row.problem)
            for row in found.order_by("-stored_at", "pk")[:MOST]
        ],
        untold=access.untold(at - LATELY, by).count() if agreed else 0,
    )  # fmt: skip
