"""What the page on files needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from offramp.platform.accounts.actors import names
from offramp.platform.audit import log
from offramp.platform.kernel.ids import ExportId, ReleaseId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.consent.queries import Document
from offramp.program.exports import access, rules
from offramp.program.exports.lifecycle import State
from offramp.program.exports.models import Export

_STANDS = {
    State.ASKED: ("Waits for a colleague", "info"),
    State.ALLOWED: ("Allowed", "success"),
    State.REFUSED: ("Not allowed", "plain"),
    State.TAKEN: ("Saved", "plain"),
}


@dataclass(frozen=True)
class Asked:
    """A file about many people that somebody asked for within the last day."""

    id: ExportId
    asked_at: datetime
    asked_by: str
    people: int
    says: str
    tone: str
    may_decide: bool
    may_take: bool


@dataclass(frozen=True)
class ExportPage:
    """What a file would hold now, how many are left today, and what was asked for."""

    people: int
    lines: int
    left: int
    most: int
    must_ask: bool
    asked: Sequence[Asked]


@dataclass(frozen=True)
class OnePage:
    """One thing that was told, before it is saved."""

    document: Document
    left: int


def page(by: Actor, at: datetime) -> ExportPage:
    """Counts only: what is told stands on the page of what was told, and in the file."""
    told = access.of_body(by)
    people = rules.people_in(document.release.about_id for document in told)
    rows = list(access.recent(by, at))
    named = names({row.asked_by_id for row in rows}) if rows else {}
    log.listed(Permission.EXPORT_ASK, Export, [row.pk for row in rows], by=by)
    return ExportPage(
        people=people,
        lines=sum(len(document.release.facts) for document in told),
        left=_left(by, at),
        most=rules.MOST_ALONE,
        must_ask=people > rules.MOST_ALONE,
        asked=[_asked(row, named.get(row.asked_by_id, ""), by) for row in rows],
    )


def _asked(row: Export, name: str, by: Actor) -> Asked:
    state, is_mine = State(row.state), row.asked_by_id == by.id
    says, tone = _STANDS[state]
    return Asked(
        id=row.id,
        asked_at=row.asked_at,
        asked_by=name,
        people=row.people,
        says=says,
        tone=tone,
        may_decide=state == State.ASKED and not is_mine,
        may_take=state == State.ALLOWED and is_mine,
    )


def one(release_id: ReleaseId, by: Actor, at: datetime) -> OnePage:
    """One thing that was told, for whoever may save it; 404 for everybody else."""
    return OnePage(access.one(release_id, by), _left(by, at))


def _left(by: Actor, at: datetime) -> int:
    return max(0, rules.A_DAY - access.taken_on(localdate(at), by))
