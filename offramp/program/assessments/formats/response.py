"""Answers as a FHIR R4 QuestionnaireResponse, and back."""

from collections.abc import Mapping
from typing import Any

from offramp.program.assessments.formats.questionnaire import (
    NOTHING,
    Answer,
    Answers,
    Item,
    Kind,
    Questionnaire,
    Scores,
)
from offramp.program.assessments.formats.reader import ABSENT, ORDINAL, OURS

SYSTEM = "https://offramp.example/fhir/CodeSystem/answers"
_REFUSED = {"url": ABSENT, "valueCode": "asked-declined"}


def write(
    questionnaire: Questionnaire,
    answers: Answers,
    scores: Scores | None = None,
    *,
    status: str = "in-progress",
    authored: str = "",
    subject: str = "",
) -> dict[str, Any]:
    """The response. Only what is in `answers` and `scores` is in it."""
    document: dict[str, Any] = {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": f"{questionnaire.url}|{questionnaire.version}",
        "status": status,
        "item": _items(questionnaire.items, answers, scores or {}),
    }
    if authored:
        document["authored"] = authored
    if subject:
        document["subject"] = {"reference": f"Patient/{subject}"}
    if not document["item"]:
        del document["item"]  # FHIR has no empty lists
    return document


def _items(
    items: tuple[Item, ...], answers: Answers, scores: Scores
) -> list[dict[str, Any]]:
    written = (_item(item, answers, scores) for item in items)
    return [one for one in written if one is not None]


def _item(item: Item, answers: Answers, scores: Scores) -> dict[str, Any] | None:
    part: dict[str, Any] = {"linkId": item.link_id}
    if item.text:
        part["text"] = item.text
    given = answers.get(item.link_id, NOTHING)
    score = scores.get(item.link_id)
    children = _items(item.items, answers, scores)
    if given.declined:
        part["extension"] = [_REFUSED]
    if given.values:
        part["answer"] = [_value(item, value) for value in given.values]
        if children:  # children of a question stand under its answer
            part["answer"][0]["item"] = children
    elif score is not None:
        part["answer"] = [{"valueDecimal": score}]
    elif children:
        part["item"] = children
    return part if len(part) > 1 + bool(item.text) else None


def _value(item: Item, value: str) -> dict[str, Any]:
    match item.kind:
        case Kind.CHOICE:
            return {"valueCoding": _coding(item, value)}
        case Kind.INTEGER:
            return {"valueInteger": int(value)}
        case Kind.DATE:
            return {"valueDate": value}
        case _:
            return {"valueString": value}


def _coding(item: Item, value: str) -> dict[str, Any]:
    option = item.option(value)
    if option is None:
        raise ValueError(f"{item.link_id} has no option {value}")
    coding: dict[str, Any] = {"system": SYSTEM, "code": value, "display": option.label}
    if option.weight is not None:
        # Where other readers of FHIR forms look for it too.
        coding["extension"] = [{"url": ORDINAL, "valueDecimal": option.weight}]
    return coding


def read(document: Mapping[str, Any]) -> dict[str, Answer]:
    """The answers and refusals in a response. Computed scores are not answers."""
    found: dict[str, Answer] = {}
    _read(document.get("item", []), found)
    return found


def _read(parts: list[Mapping[str, Any]], found: dict[str, Answer]) -> None:
    for part in parts:
        answers = part.get("answer", [])
        values = tuple(text for one in answers if (text := _text(one)) is not None)
        declined = any(one["url"] == ABSENT for one in part.get("extension", []))
        if values or declined:
            found[part["linkId"]] = Answer(values, declined)
        _read(part.get("item", []), found)
        for one in answers:
            _read(one.get("item", []), found)


def _text(answer: Mapping[str, Any]) -> str | None:
    if "valueCoding" in answer:
        return str(answer["valueCoding"]["code"])
    for key in ("valueString", "valueInteger", "valueDate"):
        if key in answer:
            return str(answer[key])
    return None


def canonical(slug: str) -> str:
    """The address by which FHIR documents name a questionnaire of ours."""
    return OURS.replace("StructureDefinition/", "Questionnaire/") + slug


def scores(document: Mapping[str, Any]) -> dict[str, int]:
    """The computed values that a response holds."""
    found: dict[str, int] = {}
    _scores(document.get("item", []), found)
    return found


def _scores(parts: list[Mapping[str, Any]], found: dict[str, int]) -> None:
    for part in parts:
        for answer in part.get("answer", []):
            if "valueDecimal" in answer:
                found[part["linkId"]] = int(answer["valueDecimal"])
        _scores(part.get("item", []), found)


def given(
    documents: Mapping[str, Mapping[str, Any]],
) -> tuple[dict[str, tuple[str, ...]], dict[str, int]]:
    """Every answer of several sections as "section.question", and every score."""
    found = {
        f"{slug}.{question}": answer.values
        for slug, document in documents.items()
        for question, answer in read(document).items()
    }
    values = {
        score: value
        for document in documents.values()
        for score, value in scores(document).items()
    }
    return found, values
