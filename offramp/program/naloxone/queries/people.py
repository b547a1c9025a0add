from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from offramp.platform.accounts.actors import names
from offramp.platform.audit import log
from offramp.platform.kernel.ids import PersonId
from offramp.platform.kernel.moments import Moments, moments
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.naloxone import access
from offramp.program.naloxone.models import Giving
from offramp.program.people import access as people_access
from offramp.program.people.access import Reached
from offramp.program.sites import queries as sites
from offramp.program.sites.rules import NALOXONE

MOST = 25


@dataclass(frozen=True)
class GivenRow:
    """One thing that a person got."""

    at: datetime
    says: str
    who: str


@dataclass(frozen=True)
class GivenPage:
    """What a person got, the newest first."""

    rows: Sequence[GivenRow]


def given_to(person_id: PersonId, by: Actor) -> GivenPage:
    """What the person got lately, for their care team."""
    ids = people_access.ids_of(person_id)
    rows = access.given(by).filter(person_id__in=ids)
    shown = list(rows.order_by("-given_at", "pk")[:MOST])
    log.listed(Permission.KIT_READ, Giving, [row.pk for row in shown], by=by)
    staff = names({row.given_by_id for row in shown}) if shown else {}
    return GivenPage([_row(row, staff.get(row.given_by_id, "")) for row in shown])


def _row(row: Giving, who: str) -> GivenRow:
    site = sites.current()
    known = {kind.slug: kind for kind in site.supplies.kinds}
    kind = known.get(row.kind)
    says = f"{kind.label}: {kind.count(row.quantity)}" if kind else str(row.quantity)
    if row.reason:
        says = f"{says} ({site.label('refill_reason', row.reason).lower()})"
    if row.movement_id is None:
        says = f"{says}, from no stock in the books"
    return GivenRow(row.given_at, says, who)


def whole_rows(found: Reached) -> QuerySet[Giving]:
    """What `whole` reads, for a page that fetches it together with other rows."""
    return Giving.objects.filter(people_access.rows_of(found, Permission.KIT_READ))


def whole(rows: Iterable[Giving], named: Mapping[UUID, str]) -> tuple[GivenRow, ...]:
    """All that the person got, the newest first. `named`: the names of staff."""
    newest = sorted(rows, key=lambda row: (row.given_at, row.pk), reverse=True)
    return tuple(_row(row, named.get(row.given_by_id, "")) for row in newest)


def happened(found: Reached) -> list[Moments]:
    """Kits that this person got, for their timeline."""
    kits = whole_rows(found).filter(kind=NALOXONE)
    return [moments(kits, "naloxone.given", at="given_at", by="given_by_id")]
