"""What is to be reviewed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.paginator import Page, Paginator

from offramp.impact.oversight import access
from offramp.impact.oversight.lifecycle import LIFECYCLE, Event, State
from offramp.impact.oversight.models import Item
from offramp.impact.oversight.queries.record import Row, rows
from offramp.impact.oversight.rules import Rule
from offramp.platform.accounts.actors import names
from offramp.platform.audit import log
from offramp.platform.audit.models import Entry
from offramp.platform.kernel.ids import ItemId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission

SHOWN = 50
SAYS: Mapping[Rule, str] = {
    Rule.OFF_CASELOAD: "Opened records of people they were not looking after",
    Rule.SAME_SURNAME: "Opened a record of somebody with the same family name",
    Rule.COLLEAGUE: "Opened a record under a name that somebody here has",
    Rule.VOLUME: "Opened far more records than in other weeks",
    Rule.AFTER_HOURS: "Opened records between 10 at night and 6 in the morning",
    Rule.BREAK_GLASS: "Opened a record in an emergency",
    Rule.REFUSALS: "Was refused more than ten times within an hour",
}
_STATES = {
    State.OPEN: ("To review", "warning"),
    State.EXPLAINED: ("Explained", "success"),
    State.ESCALATED: ("Passed on", "info"),
}


@dataclass(frozen=True)
class Line:
    """One item in the queue."""

    id: ItemId
    week_on: date
    who: str
    what: str
    count: int
    says: str
    tone: str


@dataclass(frozen=True)
class Sheet:
    """One item with its entries and what was found."""

    line: Line
    entries: tuple[Row, ...]
    open_to: frozenset[Event]
    words: str
    settled_at: datetime | None
    settled_by: str


@dataclass(frozen=True)
class Standing:
    """What the last look at the whole record, or at its end, found."""

    at: datetime
    says: str
    is_well: bool


def standing(*, by: Actor) -> Standing | None:
    """The last reading of the record; None when nobody has read it yet."""
    require(by, Permission.AUDIT_REVIEW)
    last = access.verifications().first()
    if last is None:
        return None
    said = last.details
    return Standing(last.stored_at, said["says"], said["wrong"] is None)


@dataclass(frozen=True)
class Closed:
    """A year that is over, as it was closed."""

    year: int
    first: int
    last: int
    count: int
    at: datetime


def closed(*, by: Actor) -> list[Closed]:
    """The years that were closed, the newest first; a year anew after a restore, once."""
    require(by, Permission.AUDIT_REVIEW)
    found: dict[int, Closed] = {}
    for entry in access.closings():
        said = entry.details
        numbers = said["year"], said["first"], said["last"], said["count"]
        found.setdefault(said["year"], Closed(*numbers, entry.stored_at))
    return list(found.values())


def queue(number: int, *, by: Actor) -> Page[Line]:
    """What is open first, then the newest weeks."""
    require(by, Permission.AUDIT_REVIEW)
    items = Item.objects.order_by("-state", "-week_on", "rule", "pk")
    page: Page[Item] = Paginator(items, SHOWN).get_page(number)
    called = names({item.staff_id for item in page})
    lines = [_line(item, called) for item in page]
    return Page(lines, page.number, page.paginator)  # type: ignore[arg-type] # the same pages


def item(item_id: ItemId, *, by: Actor) -> Sheet:
    """One item. That its entries were looked at is an entry too."""
    found = access.get(item_id, by=by)
    entries = Entry.objects.filter(position__in=found.positions).order_by("position")
    log.read(Permission.AUDIT_READ, found, by=by)
    settled_by = {found.settled_by_id} if found.settled_by_id else set()
    called = names({found.staff_id, *settled_by})
    return Sheet(
        line=_line(found, called),
        entries=rows(entries),
        open_to=frozenset(LIFECYCLE.open_to(State(found.state))),
        words=found.words,
        settled_at=found.settled_at,
        settled_by=called.get(found.settled_by_id, "") if found.settled_by_id else "",
    )


def _line(item: Item, called: Mapping[UUID, str]) -> Line:
    says, tone = _STATES[State(item.state)]
    return Line(
        id=item.id,
        week_on=item.week_on,
        who=called.get(item.staff_id, ""),
        what=SAYS[Rule(item.rule)],
        count=item.count,
        says=says,
        tone=tone,
    )
