"""The list of charges, and the page of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils.timezone import localdate, localtime

from offramp.platform.audit import log
from offramp.platform.kernel.ids import ChargeId, short_code
from offramp.platform.policy.actor import Actor, Role
from offramp.platform.policy.gate import may
from offramp.platform.policy.table import Permission
from offramp.program.charges import access, rules
from offramp.program.charges.lifecycle import State
from offramp.program.charges.models import Charge, Notice
from offramp.program.charges.queries.conditions import Carries, carries
from offramp.program.charges.queries.history import Step, history, moment
from offramp.program.consent import queries as consent
from offramp.program.consent.queries import ReleaseView
from offramp.program.diversions.rules import age_on
from offramp.program.sites import queries as sites

PAGE = 25
Released = Mapping[UUID, Sequence[ReleaseView]]


@dataclass(frozen=True)
class Row:
    """One charge as the prosecutor's list shows it."""

    id: ChargeId
    code: str
    who: str
    offences: tuple[str, ...]
    agency: str
    incident_number: str
    held_at: datetime
    is_held: bool
    due: rules.Countdown
    record: rules.Countdown
    says: str
    tone: str


@dataclass(frozen=True)
class Report:
    """A supervisor's signed word that the assessment is not completed."""

    attempts: int
    signature_name: str
    signed: str


@dataclass(frozen=True)
class ChargePage:
    """A charge with everything its page says."""

    id: ChargeId
    code: str
    state: str
    tone: str
    is_held: bool
    next: str
    next_tone: str
    facts: tuple[tuple[str, str], ...]
    offences: tuple[Mapping[str, Any], ...]
    due: rules.Countdown
    record: rules.Countdown
    record_statute: str
    releases: tuple[ReleaseView, ...]
    is_completed: bool
    report: Report | None
    history: tuple[Step, ...]
    carries: Carries
    may_clear: bool
    may_file: bool
    may_extend: bool
    is_prosecutors: bool


def held(
    by: Actor, today: date, *, state: State = State.HELD, number: int = 1
) -> Page[Any]:
    """A page of charges in one state as rows; the held ones with the next date first."""
    order = ["due_on", "held_at"] if state == State.HELD else ["-held_at"]
    charges = access.reachable(by, Permission.CHARGE_READ).filter(state=state.value)
    charges = charges.select_related(
        "diversion__contact", "diversion__agency", "notice"
    )
    page = Paginator(charges.order_by(*order, "id"), PAGE).get_page(number)
    shown = list(page.object_list)
    released = _released(shown, by)
    rows = [_row(charge, released, today) for charge in shown]
    log.listed(Permission.CHARGE_READ, Charge, [row.id for row in rows], by=by)
    return Page(rows, page.number, page.paginator)


def _released(charges: Sequence[Charge], by: Actor) -> Released:
    """What was released to the prosecutor. Program staff read it where they made it."""
    if not by.has(Role.PROSECUTOR) or not charges:
        return {}
    found = consent.releases_about([c.diversion_id for c in charges], by=by)
    return {
        charge.diversion_id: access.visible(charge, found.get(charge.diversion_id, ()))
        for charge in charges
    }


def _row(charge: Charge, released: Released, today: date) -> Row:
    contact = charge.diversion.contact
    due = rules.countdown(charge.due_on, today)
    says, tone = rules.STANDS[State(charge.state)]
    if charge.state == State.HELD:
        says, tone = _stands(charge, released, due)
    return Row(
        id=charge.id,
        code=short_code(charge.diversion_id),
        who=contact.said_name or contact.said_alias or "Name not known",
        offences=tuple(offence["label"] for offence in charge.offences),
        agency=charge.diversion.agency.name,
        incident_number=contact.incident_number,
        held_at=charge.held_at,
        is_held=charge.state == State.HELD,
        due=due,
        record=rules.countdown(charge.record_closes_on, today),
        says=says,
        tone=tone,
    )


def _stands(
    charge: Charge, released: Released, due: rules.Countdown
) -> tuple[str, str]:
    told = {release.id for release in released.get(charge.diversion_id, ())}
    notice: Notice | None = getattr(charge, "notice", None)
    if _is_completed(charge, released):
        return "Completed: clear it", "success"
    if notice is not None and notice.release_id in told:
        return "Reported not completed", "warning"
    if due.urgency == rules.Urgency.PAST:
        return "The date has passed", "warning"
    return rules.STANDS[State.HELD]


def _is_completed(charge: Charge, released: Released) -> bool:
    notice = getattr(charge, "notice", None)
    return any(
        fact.slug == rules.COMPLETED
        for release in released.get(charge.diversion_id, ())
        for fact in release.facts
        if notice is None or notice.release_id != release.id
    )


def charge_page(charge_id: ChargeId, by: Actor, today: date) -> ChargePage:
    """One charge for whoever may read it; 404 for everybody else."""
    charge = access.get(charge_id, Permission.CHARGE_READ, by=by)
    log.read(Permission.CHARGE_READ, charge, by=by)
    released = _released([charge], by)
    releases = tuple(released.get(charge.diversion_id, ()))
    is_held = charge.state == State.HELD
    completed = _is_completed(charge, released)
    state, tone = rules.STANDS[State(charge.state)]
    due = rules.countdown(charge.due_on, today)
    report = _report(charge, releases, by)
    carried = carries(charge, by)
    next_step, next_tone = rules.next_step(
        due, is_completed=completed, is_reported=report is not None
    )
    if not by.has(Role.PROSECUTOR):
        next_step, next_tone = rules.watch(due), "plain"
    return ChargePage(
        id=charge.id,
        code=short_code(charge.diversion_id),
        state=state,
        tone=tone,
        is_held=is_held,
        next=next_step,
        next_tone=next_tone,
        facts=_facts(charge),
        offences=tuple(charge.offences),
        due=due,
        record=rules.countdown(charge.record_closes_on, today),
        record_statute=str(sites.current().settings["arrest_record_statute"]),
        releases=releases,
        is_completed=completed,
        report=report,
        carries=carried,
        history=history(charge, carried.rows),
        may_clear=is_held and completed and may(by, Permission.CHARGE_CLEAR),
        may_file=is_held and may(by, Permission.CHARGE_FILE),
        may_extend=is_held and may(by, Permission.CHARGE_EXTEND),
        is_prosecutors=by.has(Role.PROSECUTOR),
    )


def _report(
    charge: Charge, releases: Sequence[ReleaseView], by: Actor
) -> Report | None:
    notice: Notice | None = getattr(charge, "notice", None)
    if notice is None:
        return None
    active = {release.id for release in releases}
    if by.has(Role.PROSECUTOR) and notice.release_id not in active:
        return None
    signed = moment(localtime(notice.signed_at))
    return Report(notice.attempts, notice.signature_name, signed)


def _facts(charge: Charge) -> tuple[tuple[str, str], ...]:
    """The person and the matter only as the officer typed them."""
    contact = charge.diversion.contact
    born, day = contact.birth_on, localdate(charge.held_at)
    age = (
        sites.current().label("age_band", contact.age_band) if contact.age_band else ""
    )
    said = {
        "Name": contact.said_name or "Name not known",
        "Also called": contact.said_alias,
        "Born": rules.said(born) if born else "",
        "Age": str(age_on(day, born)) if born else age,
        "Incident number": contact.incident_number,
        "Where": contact.place,
        "Agency": charge.diversion.agency.name,
    }
    return tuple((label, value) for label, value in said.items() if value)
