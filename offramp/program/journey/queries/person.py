"""One person's page: who they are, where each stay stands, what can be done next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.urls import reverse

from offramp.platform.kernel.ids import PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import may
from offramp.platform.policy.table import Permission
from offramp.program.appointments import queries as appointments
from offramp.program.appointments.lifecycle import State as Booking
from offramp.program.assessments import queries as assessments
from offramp.program.cases import queries as cases
from offramp.program.cases.lifecycle import State
from offramp.program.journey import rules
from offramp.program.journey.queries.standing import Standing, standings
from offramp.program.journey.queries.timeline import moment, timeline
from offramp.program.people import queries as people


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

    card: people.Card
    stay: Stay | None
    earlier: tuple[Standing, ...]
    flags: Sequence[assessments.FlagRow]
    to_come: Sequence[appointments.Row]
    next: Act | None
    acts: tuple[Act, ...]
    happened: Page[Any]


def person_page(person_id: PersonId, number: int, *, by: Actor) -> PersonPage:
    """The page of somebody whom the actor may read; the reading is on record."""
    card = people.card(person_id, by)
    rows = cases.of_person(person_id, by=by)
    found = standings(rows, by=by)
    living = [i for i, row in enumerate(rows) if row.state != State.CLOSED]
    stay = _stay(rows[living[0]], found[living[0]], by) if living else None
    flags = assessments.flags_of([card.id], by=by)
    return PersonPage(
        card=card,
        stay=stay,
        earlier=tuple(s for s in found if stay is None or s is not stay.standing),
        flags=[flag for flag in flags if flag.closed_at is None],
        to_come=[
            row
            for row in appointments.of_person(person_id, by)
            if row.state == Booking.BOOKED
        ],
        next=_next(stay, by) if stay else None,
        acts=_acts(person_id, stay, by),
        happened=timeline(person_id, number, by=by),
    )


def _stay(row: cases.Row, standing: Standing, by: Actor) -> Stay:
    return Stay(
        standing=standing,
        state=row.state,
        reason=row.reason,
        steps=rules.steps_of(standing.facts, moment),
        intake=cases.intakes([row.id], by=by).get(row.id),
    )


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
    ("Appointment", "appointments:new", Permission.APPOINTMENT_MAKE),
    ("Agreement", "consent:new", Permission.CONSENT_RECORD),
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
