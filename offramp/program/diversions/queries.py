"""What pages need to know of contacts and diversions: only what officers wrote."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils.timezone import localdate

from offramp.platform.accounts import actors
from offramp.platform.audit import log
from offramp.platform.kernel.ids import ContactId, DiversionId, short_code
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.diversions import access
from offramp.program.diversions.lifecycle import State
from offramp.program.diversions.models import Contact, Diversion
from offramp.program.diversions.rules import (
    ANSWER_WORDS,
    OUTCOME_WORDS,
    SAYS_WORDS,
    Answer,
    Outcome,
    Says,
    age_on,
    diversion_id_of,
    legal_matter,
)
from offramp.program.sites import queries as sites
from offramp.program.sites.rules import Offence

PAGE = 25
NO_NAME = "Name not known"
TONES = {
    Outcome.ELIGIBLE: "success",
    Outcome.NOT_ELIGIBLE: "plain",
    Outcome.TO_BE_CONFIRMED: "info",
}


@dataclass(frozen=True)
class Row:
    """One contact as the officer's list shows it."""

    id: ContactId
    code: str
    diversion_id: DiversionId | None
    happened_at: datetime
    who: str
    place: str
    result: str
    tone: str


@dataclass(frozen=True)
class Explained:
    """One criterion as the officer reads it."""

    question: str
    answer: str
    says: str
    tone: str
    fits: bool
    why: str
    source: str


@dataclass(frozen=True)
class ContactPage:
    """A contact with everything its page says."""

    id: ContactId
    code: str
    made_at: datetime
    officer: str
    outcome: str
    tone: str
    lines: tuple[Explained, ...]
    rules_version: str
    override: str
    override_by: str
    result: str
    is_handed_over: bool
    diversion_id: DiversionId | None
    withdrawn_at: datetime | None
    withdrawal: str
    overdose: bool
    charge_held: bool
    incident_number: str
    who: str
    facts: tuple[tuple[str, str], ...]
    is_mine: bool


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


def mine(by: Actor, *, number: int = 1) -> Page[Any]:
    """A page of the contacts that the actor may read, the newest first, as rows."""
    contacts = access.reachable_contacts(by, Permission.CONTACT_READ)
    newest = contacts.select_related("diversion").order_by("-made_at", "id")
    page = Paginator(newest, PAGE).get_page(number)
    rows = [_row(contact) for contact in page.object_list]
    log.listed(Permission.CONTACT_READ, Contact, [row.id for row in rows], by=by)
    return Page(rows, page.number, page.paginator)


def _row(contact: Contact) -> Row:
    diversion = _diversion(contact)
    result, tone = _result(contact, diversion)
    return Row(
        id=contact.id,
        code=short_code(diversion_id_of(contact.id)),
        diversion_id=diversion.id if diversion else None,
        happened_at=contact.happened_at,
        who=contact.said_name or contact.said_alias or NO_NAME,
        place=contact.place,
        result=result,
        tone=tone,
    )


def _diversion(contact: Contact) -> Diversion | None:
    return getattr(contact, "diversion", None)


def _result(contact: Contact, diversion: Diversion | None) -> tuple[str, str]:
    if diversion is not None:
        if diversion.state == State.WITHDRAWN:
            return "Taken back", "plain"
        return "Handed over", "success"
    if contact.offered and contact.accepted is False:
        return "Offered, said no", "plain"
    if contact.outcome == Outcome.NOT_ELIGIBLE:
        return "Not eligible", "plain"
    return "Not offered", "plain"


def contact_page(contact_id: ContactId, by: Actor) -> ContactPage:
    """One contact for whoever may read it; 404 for everybody else."""
    contact = access.get_contact(contact_id, Permission.CONTACT_READ, by=by)
    log.read(Permission.CONTACT_READ, contact, by=by)
    diversion = _diversion(contact)
    outcome = Outcome(contact.outcome)
    withdrawn = diversion is not None and diversion.state == State.WITHDRAWN
    return ContactPage(
        id=contact.id,
        code=short_code(diversion_id_of(contact.id)),
        made_at=contact.made_at,
        officer=actors.names({contact.made_by_id}).get(contact.made_by_id, ""),
        outcome=OUTCOME_WORDS[outcome],
        tone=TONES[outcome],
        lines=tuple(_explained(line) for line in contact.explained),
        rules_version=contact.rules_version,
        override=_word("override_reason", contact.override_reason),
        override_by=contact.override_by_name,
        result=_result(contact, diversion)[0],
        is_handed_over=diversion is not None and not withdrawn,
        diversion_id=diversion.id if diversion else None,
        withdrawn_at=diversion.withdrawn_at if diversion else None,
        withdrawal=_word("withdrawal_reason", diversion.withdrawal_reason)
        if diversion
        else "",
        overdose=contact.overdose,
        charge_held=bool(_held(contact)),
        incident_number=contact.incident_number,
        who=contact.said_name or contact.said_alias or NO_NAME,
        facts=_facts(contact),
        is_mine=contact.made_by_id == by.id,
    )


def _explained(line: Mapping[str, str]) -> Explained:
    return Explained(
        question=line["question"],
        answer=ANSWER_WORDS[Answer(line["answer"])],
        says=SAYS_WORDS[Says(line["says"])],
        tone="success" if line["says"] == Says.MET else "plain",
        fits=line["says"] == Says.MET,
        why=line["why"],
        source=f"{line['source']} [{line['mark']}]",
    )


def _held(row: Contact) -> tuple[Offence, ...]:
    site = sites.current()
    return legal_matter(site, row.route, row.offences, overdose=row.overdose)


def _word(name: str, slug: str) -> str:
    return sites.current().label(name, slug) if slug else ""


def _age(contact: Contact) -> str:
    if contact.birth_on:
        return str(age_on(localdate(contact.happened_at), contact.birth_on))
    return _word("age_band", contact.age_band)


def _needs(contact: Contact) -> tuple[str, ...]:
    return tuple(_word("immediate_need", slug) for slug in contact.needs)


def _offences(contact: Contact) -> tuple[str, ...]:
    site = sites.current()
    return tuple(site.offence(slug).label for slug in contact.offences)


def _facts(contact: Contact) -> tuple[tuple[str, str], ...]:
    site, born = sites.current(), contact.birth_on
    said = {
        "Where": contact.place,
        "Route": site.route(contact.route).label,
        "Offenses": "; ".join(_offences(contact)),
        str(site.settings["incident_number_label"]): contact.incident_number,
        "Name": contact.said_name or NO_NAME,
        "Also called": contact.said_alias,
        "Born": f"{born:%b} {born.day}, {born.year}" if born else "",
        "Age": _age(contact),
        "Phone": contact.phone,
        "Race, as perceived": _word("race_perceived", contact.perceived_race),
        "Sex, as perceived": _word("sex_perceived", contact.perceived_sex),
        "Language": _word("language", contact.language),
        "Needed now": "; ".join(_needs(contact)),
        "Note for the peer": contact.note,
        "Overdose at the scene": "Yes" if contact.overdose else "",
        "Doses of naloxone given": str(contact.naloxone_doses or ""),
        "Why not offered": _word("not_offered_reason", contact.not_offered_reason),
        "Why they said no": _word("declined_reason", contact.declined_reason),
    }
    return tuple((label, value) for label, value in said.items() if value)


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
        age=_age(contact),
        phone=contact.phone,
        language=_word("language", contact.language),
        route=sites.current().route(diversion.route).label,
        agency_id=diversion.agency_id,
        agency_name=diversion.agency.name,
        officer_id=diversion.made_by_id,
        officer_name=officer_name,
        offences=_offences(contact),
        needs=_needs(contact),
        note=contact.note,
        overdose=contact.overdose,
        naloxone_doses=contact.naloxone_doses,
        is_withdrawn=diversion.state == State.WITHDRAWN,
    )
