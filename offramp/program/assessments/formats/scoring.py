"""Scores: the questionnaire's own FHIRPath expressions, evaluated on its answers.

Two traps of the evaluator are closed here and tested: without the R4 model an answer's
value is silently empty, and `sum()` does not work on values that were navigated to, so
expressions add up `weight()`, which is ours.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import fhirpathpy
from fhirpathpy.models import models

from offramp.program.assessments.formats import response
from offramp.program.assessments.formats.enablement import enabled
from offramp.program.assessments.formats.questionnaire import (
    NOTHING,
    Answer,
    Answers,
    Band,
    Item,
    Note,
    Questionnaire,
)
from offramp.program.assessments.formats.reader import ORDINAL

Path = Callable[[Any, Any], list[Any]]


@dataclass(frozen=True)
class Scored:
    """One score. `value` is None until everything that it needs is answered."""

    link_id: str
    title: str
    value: int | None
    answered: int
    wanted: int
    band: Band | None
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Settled:
    """Answers once conditions and scores agree: what was not asked is dropped."""

    answers: dict[str, Answer]
    scores: dict[str, int | None]
    asked: frozenset[str]


def _weights(answers: list[Any]) -> list[int]:
    found = []
    for answer in answers:
        coding = getattr(answer, "data", answer).get("valueCoding", {})
        for extension in coding.get("extension", []):
            if extension["url"] == ORDINAL:
                found.append(extension["valueDecimal"])
    return found


_OPTIONS = {"userInvocationTable": {"weight": {"fn": _weights, "arity": {0: []}}}}


@lru_cache(maxsize=256)
def compiled(expression: str) -> Path:
    """The expression, ready to be evaluated as often as needed."""
    path: Path = fhirpathpy.compile(expression, models["r4"], _OPTIONS)
    return path


def settle(questionnaire: Questionnaire, answers: Answers) -> Settled:
    """Drop what is not asked, and score what remains, until neither changes."""
    kept = dict(answers)
    scores = _evaluate(questionnaire, kept)
    while True:
        asked = enabled(questionnaire, kept, scores)
        remaining = {id: answer for id, answer in kept.items() if id in asked}
        if remaining == kept:
            return Settled(kept, scores, asked)
        kept = remaining
        scores = _evaluate(questionnaire, kept)


def scored(questionnaire: Questionnaire, settled: Settled) -> list[Scored]:
    """Each score with the band it falls in and how complete its answers are."""
    return [
        _scored(item, questionnaire, settled) for item in _asked(settled, questionnaire)
    ]


def _asked(settled: Settled, questionnaire: Questionnaire) -> list[Item]:
    return [one for one in questionnaire.scores() if one.link_id in settled.asked]


def _scored(item: Item, questionnaire: Questionnaire, settled: Settled) -> Scored:
    value = settled.scores[item.link_id]
    wanted = [id for id in item.scored if id in settled.asked]
    given = [id for id in wanted if settled.answers.get(id, NOTHING).values]
    notes: tuple[Note, ...] = ()
    if value is not None and item.notes:
        document = response.write(questionnaire, settled.answers)
        notes = tuple(one for one in item.notes if _says(one.expression, document))
    return Scored(
        link_id=item.link_id,
        title=item.text,
        value=value,
        answered=len(given),
        wanted=len(wanted),
        band=band(item, value),
        notes=notes,
    )


def band(item: Item, value: int | None) -> Band | None:
    """The band that a score falls in."""
    if value is None:
        return None
    return next((one for one in item.bands if one.low <= value <= one.high), None)


def _evaluate(questionnaire: Questionnaire, answers: Answers) -> dict[str, int | None]:
    items = questionnaire.scores()
    if not items:
        return {}
    document = response.write(questionnaire, answers)
    return {item.link_id: _number(item.expression, document) for item in items}


def _number(expression: str, document: dict[str, Any]) -> int | None:
    result = compiled(expression)(document, {"resource": document})
    return int(result[0]) if result else None


def _says(expression: str, document: dict[str, Any]) -> bool:
    return compiled(expression)(document, {"resource": document}) == [True]
