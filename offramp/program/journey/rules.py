"""Where a person is in the program: computed from what happened, never stored."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from offramp.platform.kernel.errors import Refused


class Stage(StrEnum):
    """The stages of the way, in its order, then the ones beside it."""

    HANDOFF = "handoff"
    INTAKE = "intake"
    ASSESSMENT = "assessment"
    PLAN = "plan"
    REFERRAL = "referral"
    SUPPORT = "support"
    PAUSED = "paused"
    CLOSED = "closed"


TITLES = {
    Stage.HANDOFF: "Handoff",
    Stage.INTAKE: "Intake",
    Stage.ASSESSMENT: "Assessment",
    Stage.PLAN: "Plan",
    Stage.REFERRAL: "Referrals",
    Stage.SUPPORT: "With support",
    Stage.PAUSED: "Out of touch for now",
    Stage.CLOSED: "Closed",
}

# What the person at the screen does next, for each stage.
NEXT = {
    Stage.HANDOFF: "A peer meets the person.",
    Stage.INTAKE: "The peer does the intake.",
    Stage.ASSESSMENT: "The case manager does the assessment with the person.",
    Stage.PLAN: "Write the plan together.",
    Stage.REFERRAL: "Find a service that fits, and see that they arrive.",
    Stage.SUPPORT: "Stay in touch; see how the plan goes.",
    Stage.PAUSED: "Keep trying, gently. The door stays open.",
    Stage.CLOSED: "Nothing. If they come again, it is a new case.",
}


@dataclass(frozen=True)
class Facts:
    """When each thing happened in one stay; None where it has not."""

    met_at: datetime | None = None
    intake_at: datetime | None = None
    assessment_started_at: datetime | None = None
    assessed_at: datetime | None = None
    plan_agreed_at: datetime | None = None
    connected_at: datetime | None = None
    paused_at: datetime | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True)
class Step:
    """One step of the way as the stepper shows it."""

    title: str
    state: str  # done | current | next
    when: str


# The way itself: a stage lasts until its fact is there.
_WAY: tuple[tuple[Stage, Callable[[Facts], datetime | None]], ...] = (
    (Stage.HANDOFF, lambda facts: facts.met_at),
    (Stage.INTAKE, lambda facts: facts.intake_at),
    (Stage.ASSESSMENT, lambda facts: facts.assessed_at),
    (Stage.PLAN, lambda facts: facts.plan_agreed_at),
    (Stage.REFERRAL, lambda facts: facts.connected_at),
)


def stage_of(facts: Facts) -> Stage:
    """The stage that a stay is in. Closed and paused go before the way."""
    if facts.closed_at is not None:
        return Stage.CLOSED
    if facts.paused_at is not None:
        return Stage.PAUSED
    return _on_the_way(facts)


def _on_the_way(facts: Facts) -> Stage:
    for stage, fact in _WAY:
        if fact(facts) is None:
            return stage
    return Stage.SUPPORT


def steps_of(facts: Facts, show: Callable[[datetime], str]) -> tuple[Step, ...]:
    """The way with what is done and where they stand; `show` writes a moment."""
    return tuple(_steps(facts, show))


def _steps(facts: Facts, show: Callable[[datetime], str]) -> Iterator[Step]:
    here = None if facts.closed_at else _on_the_way(facts)
    for stage, fact in _WAY:
        happened = fact(facts)
        if happened is not None:
            yield Step(TITLES[stage], "done", show(happened))
        else:
            yield Step(TITLES[stage], "current" if stage == here else "next", "")


class Slipping(StrEnum):
    """Why a person may be slipping away."""

    NO_CONTACT = "no_contact"
    ASSESSMENT_LATE = "assessment_late"
    DUE_SOON = "due_soon"


def slipping(
    stage: Stage,
    *,
    last_reached_on: date | None,
    opened_on: date,
    due_on: date | None,
    today: date,
    quiet_days: int,
    soon_days: int = 7,
) -> frozenset[Slipping]:
    """Signs that somebody should be looked for. `quiet_days` is the site's clock."""
    if stage == Stage.CLOSED:
        return frozenset()
    signs = set()
    if (today - (last_reached_on or opened_on)).days >= quiet_days:
        signs.add(Slipping.NO_CONTACT)
    if due_on is not None and stage in {Stage.INTAKE, Stage.ASSESSMENT}:
        if due_on < today:
            signs.add(Slipping.ASSESSMENT_LATE)
        elif (due_on - today).days <= soon_days:
            signs.add(Slipping.DUE_SOON)
    return frozenset(signs)


# The release categories that the legal clock speaks in (sites: release_category).
COMPLETED = "assessment_completed"
NOT_COMPLETED = "assessment_not_completed"


def must_be_reportable(
    *,
    assessed: bool,
    agreed: bool,
    held: bool,
    due_on: date | None,
    today: date,
    attempts: int,
    minimum: int,
    days: int,
    minimum_days: int,
) -> None:
    """No surprise for the person: refuse with the first reason why not, in words."""
    for stands, sentence in (
        (held, "No charge is held, so there is nothing to report."),
        (not assessed, "The assessment is done, so there is nothing to report."),
        (
            due_on is not None and due_on < today,
            "The day for the assessment has not passed yet.",
        ),
        (
            attempts >= minimum and days >= minimum_days,
            f"The log shows {attempts} attempts on {days} days. At least {minimum} on "
            f"{minimum_days} days come first. Nothing was reported.",
        ),
        (
            agreed,
            "The person has not agreed that the prosecutor is told this. Without "
            "their consent nothing is reported.",
        ),
    ):
        if not stands:
            raise Refused(sentence)


def tellable(facts: Facts, referred_at: datetime | None) -> dict[str, datetime]:
    """What is true of a stay and may be told when agreed, with the moment it came true.

    Only what has happened is here: there is no fact that says somebody did not come.
    """
    here = facts.intake_at if not (facts.paused_at or facts.closed_at) else None
    found = {
        "handoff_met": facts.met_at,
        "engaged": here,
        COMPLETED: facts.assessed_at,
        "referral_made": referred_at,
        "case_closed": facts.closed_at,
    }
    return {slug: at for slug, at in found.items() if at is not None}
