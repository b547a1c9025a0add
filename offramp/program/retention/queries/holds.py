"""What is held, as pages show it. Never by name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils.timezone import localdate

from offramp.platform.accounts.actors import names
from offramp.platform.audit import log
from offramp.platform.kernel.ids import HoldId, PersonId, short_code
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import may
from offramp.platform.policy.table import Permission
from offramp.program.people import access as people_access
from offramp.program.retention import access
from offramp.program.retention.models import Hold
from offramp.program.retention.rules import HELD
from offramp.program.sites import queries as sites

SHOWN = 50


@dataclass(frozen=True)
class HoldView:
    """One hold: on what, why, and who placed and lifted it."""

    id: HoldId
    on: str
    reference: str
    placed_at: datetime
    placed_by: str
    lifted_at: datetime | None
    lifted_by: str
    lifted_reference: str


@dataclass(frozen=True)
class Held:
    """Whose record is to be held, by code, and what holds it already."""

    person_id: PersonId
    code: str
    holds: tuple[HoldView, ...]


def classes() -> list[tuple[str, str]]:
    """The classes of records that can be held, as the site calls them."""
    lines = sites.current().kept_on(localdate())
    return [(record, lines[record].label) for record in HELD]


def holds(number: int, *, by: Actor) -> Page[HoldView]:
    """What is held first, then what was."""
    page: Page[Hold] = Paginator(access.holds(by), SHOWN).get_page(number)
    seen = [hold.person_id or hold.id for hold in page]
    log.listed(Permission.RETENTION_READ, Hold, seen, by=by)
    return Page(_views(page), page.number, page.paginator)  # type: ignore[arg-type] # the same pages


def hold(hold_id: HoldId, *, by: Actor) -> HoldView:
    """One hold."""
    found = access.get_hold(hold_id, Permission.RETENTION_READ, by=by)
    log.read(Permission.RETENTION_READ, found, by=by)
    return _views([found])[0]


def held(person_id: PersonId, *, by: Actor) -> Held:
    """The holds on somebody's record. By code: who places one may not read the rest."""
    person = people_access.get(person_id, Permission.HOLD_PLACE, by=by)
    ids = people_access.ids_of(person.id)
    found = access.holds(by).filter(person_id__in=ids, lifted_at=None)
    log.read(Permission.RETENTION_READ, person, by=by)
    return Held(person.id, short_code(person.id), tuple(_views(found)))


def may_hold(by: Actor) -> bool:
    """Whether a page offers to place a hold, and to lift one."""
    return may(by, Permission.HOLD_PLACE)


def _views(found: Iterable[Hold]) -> list[HoldView]:
    rows = list(found)
    called = names(
        {id for row in rows for id in (row.placed_by_id, row.lifted_by_id) if id}
    )
    labels = dict(classes())
    return [_view(row, called, labels) for row in rows]


def _view(row: Hold, called: Mapping[UUID, str], labels: Mapping[str, str]) -> HoldView:
    person = f"Record {short_code(row.person_id)}" if row.person_id else ""
    return HoldView(
        id=row.id,
        on=person or labels.get(row.record, row.record),
        reference=row.reference,
        placed_at=row.placed_at,
        placed_by=called.get(row.placed_by_id, ""),
        lifted_at=row.lifted_at,
        lifted_by=called.get(row.lifted_by_id, "") if row.lifted_by_id else "",
        lifted_reference=row.lifted_reference,
    )
