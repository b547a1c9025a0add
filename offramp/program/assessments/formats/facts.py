"""What the answers tell in words: risks, what protects, needs. No sums."""

from dataclasses import dataclass

from offramp.program.assessments.formats.questionnaire import (
    NOTHING,
    Answers,
    Fact,
    Questionnaire,
)


@dataclass(frozen=True)
class Present:
    """A fact that the answers show, and the question it comes from."""

    question: str
    fact: Fact


def of(questionnaire: Questionnaire, answers: Answers) -> tuple[Present, ...]:
    """The facts that hold, in the order of the questions."""
    return tuple(
        Present(item.link_id, fact)
        for item in questionnaire.questions()
        for fact in item.facts
        if fact.answers & set(answers.get(item.link_id, NOTHING).values)
    )


@dataclass(frozen=True)
class Need:
    """An everyday need that help is wanted with."""

    slug: str
    label: str
    soon: str


SOON = {"today": 0, "week": 1, "later": 2}


def wanted(present: tuple[Present, ...], answers: Answers) -> tuple[Need, ...]:
    """The needs that help is wanted with, the soonest first."""
    needs = [
        Need(one.question, one.fact.label, _first(answers, f"{one.question}-soon"))
        for one in present
        if one.fact.kind == "need" and _first(answers, f"{one.question}-help") == "yes"
    ]
    return tuple(sorted(needs, key=lambda need: SOON.get(need.soon, 3)))


def _first(answers: Answers, question: str) -> str:
    values = answers.get(question, NOTHING).values
    return values[0] if values else ""
