"""The finished values that pages show."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from offramp.platform.kernel.ids import CaseId, GoalId, PersonId, PlanId
from offramp.program.plans.lifecycle import State
from offramp.program.plans.rules import How
from offramp.program.sites.rules import Line


@dataclass(frozen=True)
class Brief:
    """How the newest version of a case's plan stands."""

    id: PlanId
    state: State
    version: int
    agreed_at: datetime | None
    review_on: date | None
    goals: int


@dataclass(frozen=True)
class DueStep:
    """A step of a plan in force that is due."""

    plan_id: PlanId
    person_id: PersonId
    case_id: CaseId
    known_as: str
    words: str
    owner: str
    due_on: date
    is_late: bool


@dataclass(frozen=True)
class StepView:
    """A step as the page shows it."""

    id: UUID
    words: str
    owner: str
    owner_slug: str
    owner_name: str
    mine: str  # who does it, in the participant's own voice
    due_on: date | None
    is_late: bool
    state: str
    state_label: str
    tone: str


@dataclass(frozen=True)
class GoalView:
    """A goal with its steps."""

    id: GoalId
    domain: str
    domain_label: str
    words: str
    importance: int | None
    stage: str
    stage_label: str
    revision: int
    steps: tuple[StepView, ...]


@dataclass(frozen=True)
class Version:
    """One version among all of a case."""

    id: PlanId
    number: int
    state: State
    agreed_at: datetime | None
    replaced_at: datetime | None
    is_shown: bool


@dataclass(frozen=True)
class PlanPage:
    """One version of a plan."""

    id: PlanId
    case_id: CaseId
    person_id: PersonId
    known_as: str
    version: int
    revision: int
    state: State
    strengths: str
    barriers: tuple[str, ...]
    barrier_labels: tuple[str, ...]
    barrier_words: str
    review_on: date | None
    goals: tuple[GoalView, ...]
    agreed_at: datetime | None
    agreed_how: str
    agreed_with: str
    signature_typed: str
    signature_points: str
    spoken_note: str
    versions: tuple[Version, ...]
    may_write: bool
    needs: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def is_draft(self) -> bool:
        """Whether it is still being written."""
        return self.state == State.DRAFT

    @property
    def is_in_force(self) -> bool:
        """Whether this is what the participant agreed to last."""
        return self.state == State.AGREED

    @property
    def was_signed(self) -> bool:
        """Whether the participant signed, rather than said yes."""
        return self.agreed_how == How.SIGNED

    @property
    def has_newer_draft(self) -> bool:
        """Whether the next version is being written."""
        return any(one.state == State.DRAFT for one in self.versions)

    def goal(self, goal_id: GoalId) -> GoalView | None:
        """A goal of this version."""
        return next((goal for goal in self.goals if goal.id == goal_id), None)

    def step(self, step_id: UUID) -> StepView | None:
        """A step of this version."""
        steps = (step for goal in self.goals for step in goal.steps)
        return next((step for step in steps if step.id == step_id), None)
