"""The finished values that pages show."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from offramp.platform.kernel.ids import AssessmentId, CaseId, FlagId, PersonId
from offramp.program.assessments.formats.facts import Need, Present
from offramp.program.assessments.formats.lines import Line
from offramp.program.assessments.formats.questionnaire import Answer, Questionnaire
from offramp.program.assessments.lifecycle import State
from offramp.program.assessments.rules.cards import Card, spots
from offramp.program.assessments.rules.safety import Urgency
from offramp.program.assessments.rules.sections import Section, Standing


@dataclass(frozen=True)
class Brief:
    """How far the newest assessment of a case has come."""

    id: AssessmentId
    state: State
    started_at: datetime
    completed_at: datetime | None
    sections_done: int
    sections: int


@dataclass(frozen=True)
class FlagRow:
    """A flag as lists show it."""

    id: FlagId
    title: str
    urgency: Urgency
    within: str
    tone: str
    raised_at: datetime
    raised_by: str
    due_at: datetime
    person_id: PersonId
    known_as: str
    case_id: CaseId
    assessment_id: AssessmentId
    do: tuple[str, ...]
    closed_at: datetime | None
    what_done: str
    may_close: bool


@dataclass(frozen=True)
class ScoreView:
    """A score with everything that must stand beside it."""

    title: str
    value: int | None
    most: int
    answered: int
    wanted: int
    label: str
    cut: str
    source: str
    mark: str
    version: str
    notes: tuple[tuple[str, str, str], ...]
    leads_on: bool  # only says that more is to be asked


@dataclass(frozen=True)
class Step:
    """One section in the list of all. `state` is the stepper's word."""

    slug: str
    title: str
    standing: Standing
    state: str
    word: str
    tone: str


@dataclass(frozen=True)
class Told:
    """A section as it was answered: for reading over."""

    step: Step
    lines: tuple[Line, ...]
    scores: tuple[ScoreView, ...]
    facts: tuple[Present, ...]
    skipped: str
    skipped_words: str

    @property
    def actions(self) -> tuple[Present, ...]:
        """The facts that call for something."""
        return tuple(one for one in self.facts if one.fact.action)

    @property
    def protecting(self) -> tuple[Present, ...]:
        """The facts that keep the person safer."""
        return tuple(one for one in self.facts if one.fact.kind == "protective")


@dataclass(frozen=True)
class Overview:
    """An assessment from above."""

    id: AssessmentId
    case_id: CaseId
    person_id: PersonId
    known_as: str
    is_complete: bool
    started_at: datetime
    started_by: str
    completed_at: datetime | None
    told: tuple[Told, ...]
    done: int
    total: int
    next: Step | None
    elsewhere: int  # sections that only the case manager asks
    flags: tuple[FlagRow, ...]
    open_titles: tuple[str, ...]  # what still stands between it and its end
    may_complete: bool
    needs: tuple[Need, ...]

    @property
    def answered(self) -> tuple[Told, ...]:
        """The sections in which something was said, or why they were skipped."""
        return tuple(one for one in self.told if one.lines or one.skipped)

    @property
    def left(self) -> tuple[Step, ...]:
        """The sections in which nothing was said yet."""
        return tuple(one.step for one in self.told if not (one.lines or one.skipped))

    @property
    def steps(self) -> tuple[Step, ...]:
        """The sections without their answers."""
        return tuple(one.step for one in self.told)

    @property
    def scores(self) -> tuple[ScoreView, ...]:
        """Every score, in the order of the sections."""
        return tuple(score for one in self.told for score in one.scores)


@dataclass(frozen=True)
class Sheet:
    """One section's questions with their answers so far."""

    questionnaire: Questionnaire
    answers: dict[str, Answer]
    asked: frozenset[str]
    version: int


@dataclass(frozen=True)
class Spot:
    """A place for cards: beside a question, or at the end of the section."""

    place: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class SectionPage:
    """One section, ready to be asked."""

    assessment_id: AssessmentId
    person_id: PersonId
    known_as: str
    is_complete: bool
    section: Section
    number: int
    sheet: Sheet
    steps: tuple[Step, ...]
    previous: Step | None
    following: Step | None
    cards: tuple[Card, ...]
    told: Told

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Where cards may stand, and those that stand there now."""
        return tuple(
            Spot(place, tuple(card for card in self.cards if card.spot == place))
            for place in sorted(spots(self.section.slug))
        )

    def unseen(self, shown: Collection[str]) -> tuple[Card, ...]:
        """The cards that the page did not show yet, and that nobody has seen to."""
        waiting = (card for card in self.cards if not card.seen_to)
        return tuple(card for card in waiting if card.slug not in shown)

    @property
    def total(self) -> int:
        """How many sections there are for this actor."""
        return len(self.steps)
