"""Made-up handovers as the officers' tables have them, long since answered."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from benchmarks.world import World, words
from offramp.platform.accounts.actors import agency_id
from offramp.program.charges.models import Charge
from offramp.program.dispatch.models import Dispatch, Page
from offramp.program.dispatch.rules import dispatch_id_of, page_id_of
from offramp.program.diversions.models import Contact, Diversion
from offramp.program.diversions.rules import decide, diversion_id_of
from offramp.program.sites import queries as sites

ORDER = (Contact, Diversion, Charge, Dispatch, Page)
_MINUTE = timedelta(minutes=1)


def make(world: World, at: datetime, peer: UUID, *, over_at: datetime | None) -> UUID:
    """An officer met somebody, a peer came. The charge is let go when all is over."""
    officer, agency, unit = world.luck.choice(world.staff.officers)
    said = _said(world.now)
    contact_id = world.add(
        Contact,
        **said,
        made_at=at,
        made_by_id=officer,
        agency_id=agency,
        unit_id=unit,
        happened_at=at - 3 * _MINUTE,
        incident_number=f"BENCH-{world.luck.randrange(10**8):08d}",
        said_name=f"{world.names.first()} {world.names.surname()}",
        perceived_race=world.luck.choice(words("race_perceived")),
        perceived_sex=world.luck.choice(words("sex_perceived")),
        digest=f"{world.luck.getrandbits(256):064x}",
    )
    diversion_id = world.add(
        Diversion,
        id=diversion_id_of(contact_id),
        contact_id=contact_id,
        made_at=at,
        made_by_id=officer,
        agency_id=agency,
        route=said["route"],
    )
    _charge(world, diversion_id, officer, at, over_at)
    _dispatch(world, diversion_id, officer, at, peer)
    return diversion_id


@cache
def _said(today: datetime) -> dict[str, Any]:
    """What is the same in every contact: eligible, offered, yes."""
    site = sites.current()
    rules = site.rules_on(today.date())
    answers = {criterion.slug: criterion.wanted for criterion in rules.criteria}
    return {
        "route": next(route.slug for route in site.routes if route.charge_held),
        "offences": [site.offered_offences[0].slug],
        "place": "Beside the made-up fountain",
        "age_band": words("age_band")[2],
        "rules_version": rules.version,
        "answers": answers,
        "outcome": decide(rules.criteria, answers).outcome.value,
        "offered": True,
        "accepted": True,
    }


@cache
def _prosecutor() -> UUID:
    return agency_id(sites.current().prosecutor)


def _charge(
    world: World, diversion_id: UUID, officer: UUID, at: datetime, over: datetime | None
) -> None:
    due_on = (at + timedelta(days=sites.current().clocks.assessment_due_days)).date()
    world.add(
        Charge,
        diversion_id=diversion_id,
        prosecutor_agency_id=_prosecutor(),
        offences=[{"slug": "made_up", "label": "A made-up matter"}],
        state="let_go" if over else "held",
        held_at=at,
        held_by_id=officer,
        due_on=due_on,
        record_closes_on=due_on,
        let_go_at=over,
        let_go_by_id=over and officer,
    )


def _dispatch(
    world: World, diversion_id: UUID, officer: UUID, at: datetime, peer: UUID
) -> None:
    moments: dict[str, Any] = {"contact_at": at, "paged_at": at, "paged_by_id": officer}
    for turn, name in enumerate(("answered", "en_route", "arrived", "released"), 1):
        moments[f"{name}_at"] = at + turn * 4 * _MINUTE
        moments[f"{name}_by_id"] = peer
    dispatch_id = world.add(
        Dispatch,
        id=dispatch_id_of(diversion_id),
        diversion_id=diversion_id,
        state="released",
        **moments,
    )
    world.add(
        Page,
        id=page_id_of(dispatch_id, peer),
        dispatch_id=dispatch_id,
        staff_id=peer,
        place="primary",
        paged_at=at,
        paged_by_id=officer,
        due_at=at + 5 * _MINUTE,
        answer="coming",
        answered_at=at + 4 * _MINUTE,
        answered_by_id=peer,
    )
