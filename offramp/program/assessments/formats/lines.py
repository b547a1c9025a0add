"""A stored response as people read it, from its own words: no questionnaire needed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from offramp.program.assessments.formats.reader import ABSENT


@dataclass(frozen=True)
class Line:
    """A question and what was said to it."""

    question: str
    answer: str
    declined: bool = False


def of(document: Mapping[str, Any]) -> tuple[Line, ...]:
    """Every answered question, in order. Scores are shown elsewhere."""
    return tuple(_lines(document.get("item", [])))


def _lines(parts: list[Mapping[str, Any]]) -> Iterator[Line]:
    for part in parts:
        answers = part.get("answer", [])
        said = [text for one in answers if (text := _said(one))]
        if said:
            yield Line(part.get("text", ""), ", ".join(said))
        elif any(one["url"] == ABSENT for one in part.get("extension", [])):
            yield Line(part.get("text", ""), "Preferred not to say", declined=True)
        yield from _lines(part.get("item", []))
        for one in answers:
            yield from _lines(one.get("item", []))


def _said(answer: Mapping[str, Any]) -> str:
    if "valueCoding" in answer:
        return str(answer["valueCoding"]["display"])
    for key in ("valueString", "valueInteger", "valueDate"):
        if key in answer:
            return str(answer[key])
    return ""
