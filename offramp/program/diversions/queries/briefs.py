"""What a peer is told of a handover before they meet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from offramp.platform.accounts import actors
from offramp.platform.audit import log
from offramp.platform.kernel.ids import DiversionId, short_code
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.diversions import access
from offramp.program.diversions.lifecycle import State
from offramp.program.diversions.models import Diversion
from offramp.program.diversions.queries.words import age, needs, offences, word
from offramp.program.sites import queries as sites


@dataclass(frozen=True)
class Brief:
    """What a peer is told of a handover before they meet: what the officer saw."""

    diversion_id: DiversionId
    code: str
    made_at: datetime
    happened_at: datetime
    place: str
    latitude: float | None
    longitude: float | None
    said_name: str
    said_alias: str
    birth_on: date | None
    age: str
    phone: str
    language: str
    peer_gender: str
    route: str
    agency_id: UUID
    agency_name: str
    officer_id: UUID
    officer_name: str
    offences: tuple[str, ...]
    needs: tuple[str, ...]
    note: str
    overdose: bool
    naloxone_doses: int | None
    is_withdrawn: bool


def brief(diversion_ids: Iterable[DiversionId], by: Actor) -> dict[DiversionId, Brief]:
    """What the officers wrote about these handovers, for those who meet the people."""
    rows = access.reachable(by, Permission.DIVERSION_READ)
    rows = rows.filter(pk__in=list(diversion_ids))
    rows = rows.select_related("contact", "agency")
    found = list(rows.annotate(officer_name=actors.name_of("made_by_id")))
    log.listed(Permission.DIVERSION_READ, Diversion, [row.id for row in found], by=by)
    return {row.id: _brief(row, row.officer_name or "") for row in found}


def _brief(diversion: Diversion, officer_name: str) -> Brief:
    contact = diversion.contact
    return Brief(
        diversion_id=diversion.id,
        code=short_code(diversion.id),
        made_at=diversion.made_at,
        happened_at=contact.happened_at,
        place=contact.place,
        latitude=contact.latitude,
        longitude=contact.longitude,
        said_name=contact.said_name,
        said_alias=contact.said_alias,
        birth_on=contact.birth_on,
        age=age(contact),
        phone=contact.phone,
        language=word("language", contact.language),
        peer_gender=word("gender", contact.peer_gender),
        route=sites.current().route(diversion.route).label,
        agency_id=diversion.agency_id,
        agency_name=diversion.agency.name,
        officer_id=diversion.made_by_id,
        officer_name=officer_name,
        offences=offences(contact),
        needs=needs(contact),
        note=contact.note,
        overdose=contact.overdose,
        naloxone_doses=contact.naloxone_doses,
        is_withdrawn=diversion.state == State.WITHDRAWN,
    )
