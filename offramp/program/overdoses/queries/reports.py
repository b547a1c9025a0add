from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count

from offramp.platform.accounts.actors import names
from offramp.platform.kernel.ids import short_code
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.overdoses import access
from offramp.program.overdoses.models import Administration, Incident, Victim
from offramp.program.overdoses.rules import SAID_WORDS, IncidentId, Said, VictimId
from offramp.program.sites import queries as sites

PAGE = 25
SURVIVED = {
    Said.YES: ("Alive", "success"),
    Said.NO: ("Died", "plain"),
    Said.UNKNOWN: ("Not known", "plain"),
}


@dataclass(frozen=True)
class Row:
    """One report as the list shows it."""

    id: IncidentId
    code: str
    happened_at: datetime
    place: str
    people: int
    who: str


@dataclass(frozen=True)
class VictimRow:
    """One of those who overdosed, as the report says."""

    id: VictimId
    number: int
    says: str
    tone: str
    facts: Sequence[tuple[str, str]]
    is_open: bool  # nobody knows yet whether they survived


@dataclass(frozen=True)
class IncidentPage:
    """One report."""

    id: IncidentId
    code: str
    happened_at: datetime
    place: str
    facts: Sequence[tuple[str, str]]
    victims: Sequence[VictimRow]
    sheets: Sequence[tuple[datetime, str]]
    is_mine: bool


def reports(by: Actor, number: int) -> Page[Any]:
    """The reports that the actor may read, the newest first."""
    found = access.reachable(by, Permission.OVERDOSE_READ)
    found = found.annotate(people=Count("victims")).order_by("-happened_at", "pk")
    page = Paginator(found, PAGE).get_page(number)
    shown = list(page.object_list)
    staff = names({row.made_by_id for row in shown}) if shown else {}
    rows = [_row(row, staff.get(row.made_by_id, "")) for row in shown]
    return Page(rows, page.number, page.paginator)


def _row(row: Any, who: str) -> Row:
    code = short_code(row.pk)
    return Row(row.id, code, row.happened_at, _place(row), row.people, who)


def _place(row: Incident) -> str:
    if row.place:
        return row.place
    return f"{row.latitude:.4f}, {row.longitude:.4f}"


def detail(incident_id: IncidentId, by: Actor) -> IncidentPage:
    """One report, for whoever may read it; 404 for everybody else."""
    found = access.get(incident_id, Permission.OVERDOSE_READ, by=by)
    gave = Administration.objects.order_by("number").annotate(count=Count("doses"))
    given: dict[object, list[Any]] = {}
    for row in gave.filter(victim__incident=found):
        given.setdefault(row.victim_id, []).append(row)
    victims = found.victims.order_by("number")
    notices = list(found.notices.order_by("given_at"))
    staff = names({found.made_by_id, *(n.given_by_id for n in notices)})
    is_mine = found.made_by_id == by.id
    return IncidentPage(
        id=found.id,
        code=short_code(found.pk),
        happened_at=found.happened_at,
        place=_place(found),
        facts=_facts(found, staff.get(found.made_by_id, "")),
        victims=[_victim(row, given.get(row.pk, [])) for row in victims],
        sheets=[(n.given_at, staff.get(n.given_by_id, "")) for n in notices],
        is_mine=is_mine,
    )


def _facts(row: Incident, who: str) -> list[tuple[str, str]]:
    site = sites.current()
    kind = site.supplies.kind("naloxone")
    facts = [("911 called", SAID_WORDS[Said(row.called_911)])]
    if row.place_kind:
        facts.append(("Kind of place", site.label("place_kind", row.place_kind)))
    if row.kits_used:
        facts.append(("Used of the reporter's own", kind.count(row.kits_used)))
    if row.kits_given:
        facts.append(("Handed over to somebody there", kind.count(row.kits_given)))
    return [*facts, ("Reported by", who)]


def _victim(row: Victim, given: Iterable[Any]) -> VictimRow:
    site = sites.current()
    says, tone = SURVIVED[Said(row.survived)]
    facts = [
        (site.label("overdose_giver", one.giver), f"{one.count} {_doses(one.count)}")
        for one in given
    ] or [("Naloxone given", SAID_WORDS[Said(row.naloxone)])]
    if row.age_band:
        facts.append(("Age", site.label("age_band", row.age_band)))
    if row.after:
        facts.append(("Afterward", site.label("overdose_after", row.after)))
    return VictimRow(
        row.id, row.number, says, tone, facts, is_open=row.survived == Said.UNKNOWN
    )


def _doses(count: int) -> str:
    return "dose" if count == 1 else "doses"
