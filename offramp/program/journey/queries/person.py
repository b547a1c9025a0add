"""One person's page: who they are, where each stay stands, what can be done next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.urls import reverse

from offramp.platform.accounts.actors import names
from offramp.platform.audit import log
from offramp.platform.kernel.ids import PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import may
from offramp.platform.policy.table import Permission
from offramp.platform.rows.together import together
from offramp.program.appointments import queries as appointments
from offramp.program.assessments import queries as assessments
from offramp.program.cases import queries as cases
from offramp.program.cases.lifecycle import State
from offramp.program.consent import queries as consent
from offramp.program.journey import rules
from offramp.program.journey.queries.standing import (
    Standing,
    gathered,
    parts_of,
    stand,
)
from offramp.program.journey.queries.timeline import (
    Happened,
    happened,
    moment,
    timeline,
)
from offramp.program.people import access as people_access
from offramp.program.people import queries as people
from offramp.program.people.access import Reached


@dataclass(frozen=True)
class Act:
    """Something that can be done from the page. A post happens at one tap."""

    title: str
    url: str
    is_post: bool = False


@dataclass(frozen=True)
class Stay:
    """The stay that is going on: where it stands, and what belongs to it."""

    standing: Standing
    state: State
    reason: str
    steps: tuple[rules.Step, ...]
    intake: cases.IntakeView | None


@dataclass(frozen=True)
class PersonPage:
    """Everything the page shows, finished."""

    card: people.Glance
    stay: Stay | None
    earlier: tuple[Standing, ...]
    flags: Sequence[assessments.FlagRow]
    to_come: Sequence[appointments.Row]
    no_copies: tuple[Act, ...]
    next: Act | None
    acts: tuple[Act, ...]
    may_change: bool
    more: tuple[Act, ...]
    happened: Page[Any]


def person_page(person_id: PersonId, number: int, *, by: Actor) -> PersonPage:
    """The page of somebody whom the actor may read; the reading is on record."""
    found = people_access.reach(person_id, Permission.PERSON_READ, by=by)
    rows = cases.of_person(found)
    parts = together(
        *people.glance_rows(found),
        assessments.open_rows(found),
        appointments.to_come_rows(found),
        consent.copy_rows(found),
        cases.intake_rows(found),
        *parts_of(rows, by, found),
    )
    page = happened(found, number)
    return _page(found, rows, parts, page)


def _page(
    found: Reached, rows: Sequence[cases.Listed], parts: Sequence[Any], page: Happened
) -> PersonPage:
    aliases, ways, care, flags, booked, copies, intakes, *stays = parts
    _read(found, [*booked, *copies])
    staff = page.staff | {row.staff_id for row in care}
    staff |= {row.raised_by_id for row in flags}
    named = names(staff | {row.with_id for row in booked if row.with_id})
    standing = stand(rows, gathered(stays))
    stay = _stay(rows, standing, intakes)
    may_change = found.has(Permission.PERSON_CHANGE)
    return PersonPage(
        card=people.glance(found, aliases, ways, care, named),
        stay=stay,
        earlier=tuple(s for s in standing if stay is None or s is not stay.standing),
        flags=assessments.open_about(found, flags, named),
        to_come=appointments.to_come(found, booked, named),
        no_copies=tuple(
            Act(title, _at("consent:give_copy", id))
            for id, title in consent.no_copies(copies)
        ),
        next=_next(stay, found.by) if stay and may_change else None,
        acts=_acts(found.person.id, stay, found.by) if may_change else (),
        may_change=may_change,
        more=tuple(
            Act(title, _at(name, found.person.id))
            for title, name, permission in _MORE
            if found.may(permission)
        ),
        happened=timeline(page, named),
    )


def _read(found: Reached, shown: Sequence[Any]) -> None:
    """One entry that names the person, and what was seen with them."""
    seen = [str(row.pk) for row in shown]
    details = {"listed": seen} if seen else {}
    log.read(Permission.PERSON_READ, found.person, by=found.by, **details)


def _stay(
    rows: Sequence[cases.Listed], standings: Sequence[Standing], intakes: Sequence[Any]
) -> Stay | None:
    for row, standing in zip(rows, standings, strict=True):
        if row.state != State.CLOSED:
            settled = (cases.intake(one) for one in intakes if one.case_id == row.id)
            return Stay(
                standing=standing,
                state=row.state,
                reason=row.reason,
                steps=rules.steps_of(standing.facts, moment),
                intake=next(settled, None),
            )
    return None


def _next(stay: Stay, by: Actor) -> Act | None:
    """The one thing that the stage asks for, if the actor may do it."""
    case_id = stay.standing.case_id
    begun = {
        rules.Stage.ASSESSMENT: stay.standing.assessment,
        rules.Stage.PLAN: stay.standing.plan,
    }.get(stay.standing.stage)
    for stage, needs, act in _NEXT:
        if stage == stay.standing.stage and may(by, act[1]) and needs == bool(begun):
            title, _, name, is_post = act
            return Act(title, _at(name, begun.id if begun else case_id), is_post)
    return None


# For each stage, begun or not: what is next, for whom, and where.
_NEXT = (
    (
        rules.Stage.INTAKE,
        False,
        ("Do the intake", Permission.INTAKE_RECORD, "cases:intake_form", False),
    ),
    (
        rules.Stage.ASSESSMENT,
        False,
        (
            "Begin the assessment",
            Permission.ASSESSMENT_START,
            "assessments:start",
            True,
        ),
    ),
    (
        rules.Stage.ASSESSMENT,
        True,
        (
            "Go on with the assessment",
            Permission.ASSESSMENT_READ,
            "assessments:overview",
            False,
        ),
    ),
    (
        rules.Stage.PLAN,
        False,
        ("Begin the plan", Permission.PLAN_WRITE, "plans:start", True),
    ),
    (
        rules.Stage.PLAN,
        True,
        ("Go on with the plan", Permission.PLAN_READ, "plans:page", False),
    ),
    (
        rules.Stage.REFERRAL,
        False,
        ("Find a service", Permission.REFERRAL_SEND, "referrals:new", False),
    ),
)


# What can be done from the page: with the case, by whom, and in which state.
_CASE_ACTS = (
    ("Find a service", "referrals:new", Permission.REFERRAL_SEND, False, "open"),
    ("Out of touch for now", "cases:pause", Permission.CASE_PAUSE, False, "open"),
    ("They are back", "cases:resume", Permission.CASE_RESUME, True, "paused"),
    (
        "What the prosecutor is told",
        "journey:telling",
        Permission.RELEASE_MAKE,
        False,
        "",
    ),
    ("Give the case to somebody", "cases:assign", Permission.CASE_ASSIGN, False, ""),
    ("Close the stay", "cases:close", Permission.CASE_CLOSE, False, ""),
)
_PERSON_ACTS = (
    ("Touchpoint", "touchpoints:new", Permission.TOUCHPOINT_RECORD),
    ("Supplies handed over", "naloxone:give", Permission.KIT_GIVE),
    ("Appointment", "appointments:new", Permission.APPOINTMENT_MAKE),
    ("Agreement", "consent:new", Permission.CONSENT_RECORD),
    ("Counseling notes", "notes:index", Permission.COUNSELLING_READ),
    ("Hold the record", "retention:hold_person", Permission.HOLD_PLACE),
)

# What else there is to see or do about the person.
_MORE = (
    ("Names and birth date", "people:edit", Permission.PERSON_CHANGE),
    ("Who they say they are", "people:describe", Permission.PERSON_CHANGE),
    ("What they agreed to", "consent:index", Permission.CONSENT_READ),
    ("Show them their record", "participant:show", Permission.OWN_SHOW),
    ("What they ask about their record", "rights:index", Permission.REQUEST_READ),
    ("All touchpoints", "touchpoints:history", Permission.TOUCHPOINT_READ),
    ("Overdoses they tell of", "overdoses:of_person", Permission.OVERDOSE_LINK),
    ("Tell in a medical emergency", "rights:emergency", Permission.DISCLOSURE_MAKE),
    ("Report a crime here", "rights:crime", Permission.CRIME_REPORT),
    ("Legal papers", "process:matching", Permission.PROCESS_MATCH),
    ("The same person twice?", "people:same", Permission.PERSON_READ),
)


def _acts(person_id: PersonId, stay: Stay | None, by: Actor) -> tuple[Act, ...]:
    acts = [
        Act(title, _at(name, person_id))
        for title, name, permission in _PERSON_ACTS
        if may(by, permission)
    ]
    if stay is not None:
        acts += [
            Act(title, _at(name, stay.standing.case_id), is_post)
            for title, name, permission, is_post, state in _CASE_ACTS
            if may(by, permission) and state in {"", stay.state}
        ]
    return tuple(acts)


def _at(name: str, id: object) -> str:
    return reverse(name, args=[id])
