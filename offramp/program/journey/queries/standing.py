"""Where each stay stands: facts gathered from the packages, a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from offramp.platform.kernel.ids import CaseId, PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.rows.together import together
from offramp.program.assessments import queries as assessments
from offramp.program.cases import queries as cases
from offramp.program.journey import rules
from offramp.program.people.access import Reached
from offramp.program.plans import queries as plans
from offramp.program.referrals import queries as referrals
from offramp.program.referrals.rules.page import Brief as ReferralBrief
from offramp.program.sites import queries as sites


@dataclass(frozen=True)
class Standing:
    """One stay as lists show it: who, where on the way, what next, any sign."""

    case_id: CaseId
    person_id: PersonId
    known_as: str
    stage: rules.Stage
    stage_title: str
    next: str
    opened_at: datetime
    last_reached_at: datetime | None
    due_on: date | None
    signs: frozenset[rules.Slipping]
    case_manager: str
    facts: rules.Facts
    assessment: assessments.Brief | None
    plan: plans.Brief | None
    referrals: Sequence[ReferralBrief]

    @property
    def is_slipping(self) -> bool:
        """Whether somebody should look for them."""
        return rules.Slipping.NO_CONTACT in self.signs

    @property
    def is_late(self) -> bool:
        """Whether the day for the assessment has gone by."""
        return rules.Slipping.ASSESSMENT_LATE in self.signs

    @property
    def is_due_soon(self) -> bool:
        """Whether the assessment is due within a week."""
        return rules.Slipping.DUE_SOON in self.signs


@dataclass(frozen=True)
class Gathered:
    """What the packages know of some stays, by case."""

    dues: Mapping[CaseId, date]
    assessments: Mapping[CaseId, assessments.Brief]
    plans: Mapping[CaseId, plans.Brief]
    referrals: Mapping[CaseId, Sequence[ReferralBrief]]


def standings(rows: Sequence[cases.Listed], *, by: Actor) -> list[Standing]:
    """Where these stays stand today, in the order given. Ten people or a thousand:
    one query."""
    if not rows:
        return []
    return stand(rows, gathered(together(*parts_of(rows, by))))


def parts_of(
    rows: Sequence[cases.Listed], by: Actor, about: Reached | None = None
) -> tuple[QuerySet[Any], ...]:
    """What `gathered` reads; of one person, who was reached already, if there is one."""
    ids = [row.id for row in rows]
    return (
        cases.due_rows(ids),
        assessments.rows(ids, by=by, about=about),
        plans.rows(ids, by=by, about=about),
        referrals.rows(ids),
    )


def gathered(found: Sequence[list[Any]]) -> Gathered:
    """What the packages say of these rows."""
    due, assessed, planned, referred = found
    return Gathered(
        dues=cases.dues(due),
        assessments=assessments.read(assessed),
        plans=plans.read(planned),
        referrals=referrals.read(referred),
    )


def stand(rows: Sequence[cases.Listed], found: Gathered) -> list[Standing]:
    """Where these stays stand today, in the order given."""
    today = localdate()
    return [_standing(row, found, today) for row in rows]


def _standing(row: cases.Listed, found: Gathered, today: date) -> Standing:
    facts = _facts(row, found)
    stage = rules.stage_of(facts)
    reached = row.last_reached_at
    due_on = found.dues.get(row.id)
    return Standing(
        case_id=row.id,
        person_id=row.person_id,
        known_as=row.known_as,
        stage=stage,
        stage_title=rules.TITLES[stage],
        next=rules.NEXT[stage],
        opened_at=row.opened_at,
        last_reached_at=reached,
        due_on=due_on,
        signs=rules.slipping(
            stage,
            last_reached_on=localdate(reached) if reached else None,
            opened_on=localdate(row.opened_at),
            due_on=due_on,
            today=today,
            quiet_days=sites.current().clocks.inactive_after_days,
        ),
        case_manager=row.case_manager,
        facts=facts,
        assessment=found.assessments.get(row.id),
        plan=found.plans.get(row.id),
        referrals=found.referrals.get(row.id, ()),
    )


def _facts(row: cases.Row, found: Gathered) -> rules.Facts:
    assessment, plan = found.assessments.get(row.id), found.plans.get(row.id)
    connected = (r.connected_at for r in found.referrals.get(row.id, ()))
    return rules.Facts(
        met_at=row.opened_at,
        intake_at=row.intake_at,
        assessment_started_at=assessment.started_at if assessment else None,
        assessed_at=assessment.completed_at if assessment else None,
        plan_agreed_at=plan.agreed_at if plan else None,
        connected_at=min((at for at in connected if at), default=None),
        paused_at=row.paused_at,
        closed_at=row.closed_at,
    )
