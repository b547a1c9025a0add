"""Where each stay stands: facts gathered from the packages, a fixed number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from offramp.platform.accounts import actors
from offramp.platform.kernel.ids import CaseId, PersonId
from offramp.platform.policy.actor import Actor
from offramp.program.assessments import queries as assessments
from offramp.program.cases import queries as cases
from offramp.program.charges import queries as charges
from offramp.program.journey import rules
from offramp.program.plans import queries as plans
from offramp.program.referrals import queries as referrals
from offramp.program.referrals.rules.page import Brief as ReferralBrief
from offramp.program.sites import queries as sites
from offramp.program.touchpoints import queries as touchpoints


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
class _Gathered:
    where: Mapping[CaseId, Sequence[cases.Where]]
    dates: Mapping[UUID, charges.Dates]
    assessments: Mapping[CaseId, assessments.Brief]
    plans: Mapping[CaseId, plans.Brief]
    referrals: Mapping[CaseId, Sequence[ReferralBrief]]
    reached: Mapping[PersonId, datetime]
    names: Mapping[UUID, str]


def standings(rows: Sequence[cases.Row], *, by: Actor) -> list[Standing]:
    """Where these stays stand today, in the order given. Ten people or a thousand:
    the same number of queries."""
    found = _gather(rows, by)
    today = localdate()
    return [_standing(row, found, today) for row in rows]


def _gather(rows: Sequence[cases.Row], by: Actor) -> _Gathered:
    ids = [row.id for row in rows]
    where = cases.arrivals(ids)
    diversions = [w.diversion_id for arrived in where.values() for w in arrived]
    return _Gathered(
        where=where,
        dates=charges.of_diversions(diversions),
        assessments=assessments.of_cases(ids, by=by),
        plans=plans.of_cases(ids, by=by),
        referrals=referrals.of_cases(ids),
        reached=touchpoints.last_reached([row.person_id for row in rows]),
        names=actors.names({r.case_manager_id for r in rows if r.case_manager_id}),
    )


def _standing(row: cases.Row, found: _Gathered, today: date) -> Standing:
    facts = _facts(row, found)
    stage = rules.stage_of(facts)
    reached = found.reached.get(row.person_id)
    due_on = _due_on(found.where.get(row.id, ()), found.dates)
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
        case_manager=found.names.get(row.case_manager_id, "")
        if row.case_manager_id
        else "",
        facts=facts,
        assessment=found.assessments.get(row.id),
        plan=found.plans.get(row.id),
        referrals=found.referrals.get(row.id, ()),
    )


def _facts(row: cases.Row, found: _Gathered) -> rules.Facts:
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


def _due_on(
    arrived: Iterable[cases.Where], dates: Mapping[UUID, charges.Dates]
) -> date | None:
    """The next day by which a held charge wants the assessment."""
    held = [dates[w.diversion_id] for w in arrived if w.diversion_id in dates]
    return min((d.due_on for d in held if d.settled_at is None), default=None)
