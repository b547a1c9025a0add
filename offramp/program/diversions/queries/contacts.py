"""Contacts as officers' pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator

from offramp.platform.accounts import actors
from offramp.platform.audit import log
from offramp.platform.kernel.ids import ContactId, DiversionId, short_code
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.diversions import access
from offramp.program.diversions.lifecycle import State
from offramp.program.diversions.models import Contact, Diversion
from offramp.program.diversions.queries.words import age, needs, offences, word
from offramp.program.diversions.rules import (
    ANSWER_WORDS,
    OUTCOME_WORDS,
    SAYS_WORDS,
    Answer,
    Outcome,
    Says,
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


def mine(by: Actor, *, number: int = 1) -> Page[Any]:
    """A page of the contacts that the actor may read, the newest first, as rows."""
    contacts = access.reachable_contacts(by, Permission.CONTACT_READ)
    newest = contacts.select_related("diversion").order_by("-made_at", "id")
    page = Paginator(newest, PAGE).get_page(number)
    rows = [row(contact) for contact in page.object_list]
    log.listed(Permission.CONTACT_READ, Contact, [row.id for row in rows], by=by)
    return Page(rows, page.number, page.paginator)


def row(contact: Contact) -> Row:
    """One line of a list."""
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


def contact_page(
    contact_id: ContactId, by: Actor, to: Permission = Permission.CONTACT_READ
) -> ContactPage:
    """One contact for whoever may read it; 404 for everybody else."""
    contact = access.get_contact(contact_id, to, by=by)
    log.read(to, contact, by=by)
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
        override=word("override_reason", contact.override_reason),
        override_by=contact.override_by_name,
        result=_result(contact, diversion)[0],
        is_handed_over=diversion is not None and not withdrawn,
        diversion_id=diversion.id if diversion else None,
        withdrawn_at=diversion.withdrawn_at if diversion else None,
        withdrawal=word("withdrawal_reason", diversion.withdrawal_reason)
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


def _facts(contact: Contact) -> tuple[tuple[str, str], ...]:
    site, born = sites.current(), contact.birth_on
    said = {
        "Where": contact.place,
        "Route": site.route(contact.route).label,
        "Offenses": "; ".join(offences(contact)),
        str(site.settings["incident_number_label"]): contact.incident_number,
        "Name": contact.said_name or NO_NAME,
        "Also called": contact.said_alias,
        "Born": f"{born:%b} {born.day}, {born.year}" if born else "",
        "Age": age(contact),
        "Phone": contact.phone,
        "Race, as perceived": word("race_perceived", contact.perceived_race),
        "Sex, as perceived": word("sex_perceived", contact.perceived_sex),
        "Language": word("language", contact.language),
        "Asks for a peer who is": word("gender", contact.peer_gender),
        "Needed now": "; ".join(needs(contact)),
        "Note for the peer": contact.note,
        "Overdose at the scene": "Yes" if contact.overdose else "",
        "Doses of naloxone given": str(contact.naloxone_doses or ""),
        "Why not offered": word("not_offered_reason", contact.not_offered_reason),
        "Why they said no": word("declined_reason", contact.declined_reason),
    }
    return tuple((label, value) for label, value in said.items() if value)
