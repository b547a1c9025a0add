"""From the FHIR R4 file of a questionnaire to the questionnaire."""

from collections.abc import Iterable, Mapping
from typing import Any

from offramp.program.assessments.formats.questionnaire import (
    Band,
    Condition,
    Fact,
    Item,
    Kind,
    Note,
    Operator,
    Option,
    Questionnaire,
)

Json = Mapping[str, Any]

FHIR = "http://hl7.org/fhir/StructureDefinition/"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/"
OURS = "https://offramp.example/fhir/StructureDefinition/"
LOINC = "http://loinc.org"

ORDINAL = FHIR + "ordinalValue"
ABSENT = FHIR + "data-absent-reason"
EXPRESSION = SDC + "sdc-questionnaire-calculatedExpression"


def questionnaire(document: Json) -> Questionnaire:
    """The questionnaire that a FHIR document describes."""
    return Questionnaire(
        slug=document["id"],
        url=document["url"],
        version=document["version"],
        title=document["title"],
        copyright=document.get("copyright", ""),
        reviewed_on=document.get("lastReviewDate", ""),
        why=_one(document, OURS + "why-we-ask", "valueString", ""),
        may_decline=_one(document, OURS + "may-decline", "valueBoolean", False),
        items=tuple(_item(part) for part in document["item"]),
    )


def _item(part: Json) -> Item:
    children = part.get("item", [])
    hints = [child for child in children if _control(child) == "help"]
    calculated = _one(part, EXPRESSION, "valueExpression", {})
    return Item(
        link_id=part["linkId"],
        kind=Kind(part["type"]),
        text=part.get("text", ""),
        hint=" ".join(child["text"] for child in hints),
        why=_one(part, OURS + "why-we-ask", "valueString", ""),
        required=part.get("required", False),
        repeats=part.get("repeats", False),
        ruler=_control(part) == "slider",
        low=_one(part, FHIR + "minValue", "valueInteger", None),
        high=_one(part, FHIR + "maxValue", "valueInteger", None),
        longest=part.get("maxLength"),
        options=tuple(_option(option) for option in part.get("answerOption", [])),
        conditions=tuple(_condition(when) for when in part.get("enableWhen", [])),
        any_of=part.get("enableBehavior") == "any",
        expression=calculated.get("expression", ""),
        scored=tuple(_all(part, OURS + "scored-item", "valueString")),
        bands=tuple(_band(nested) for nested in _nested(part, OURS + "score-band")),
        notes=tuple(_note(nested) for nested in _nested(part, OURS + "score-note")),
        facts=tuple(_fact(nested) for nested in _nested(part, OURS + "fact")),
        loinc=_loinc(part),
        items=tuple(_item(child) for child in children if child not in hints),
    )


def _option(part: Json) -> Option:
    coding = part["valueCoding"]
    weight = _one(part, ORDINAL, "valueDecimal", None)
    return Option(
        code=coding["code"],
        label=coding["display"],
        weight=None if weight is None else int(weight),
        alone=_one(part, FHIR + "questionnaire-optionExclusive", "valueBoolean", False),
    )


def _condition(part: Json) -> Condition:
    found = next(part[key] for key in part if key.startswith("answer"))
    match found:
        case bool():
            value = "true" if found else "false"
        case dict():
            value = found["code"]
        case _:
            value = str(found)
    return Condition(part["question"], Operator(part["operator"]), value)


def _band(nested: Json) -> Band:
    return Band(
        low=_one(nested, "low", "valueInteger", 0),
        high=_one(nested, "high", "valueInteger", 0),
        label=_one(nested, "label", "valueString", ""),
        action=_one(nested, "action", "valueCode", ""),
        citation=_one(nested, "citation", "valueString", ""),
        mark=_one(nested, "mark", "valueCode", ""),
    )


def _note(nested: Json) -> Note:
    return Note(
        expression=_one(nested, "expression", "valueString", ""),
        text=_one(nested, "text", "valueString", ""),
        citation=_one(nested, "citation", "valueString", ""),
        mark=_one(nested, "mark", "valueCode", ""),
    )


def _fact(nested: Json) -> Fact:
    return Fact(
        answers=frozenset(_all(nested, "answer", "valueCode")),
        kind=_one(nested, "kind", "valueCode", ""),
        label=_one(nested, "label", "valueString", ""),
        action=_one(nested, "action", "valueString", ""),
    )


def _loinc(part: Json) -> str:
    codes = (code["code"] for code in part.get("code", []) if code["system"] == LOINC)
    return next(codes, "")


def _control(part: Json) -> str:
    concept = _one(
        part, FHIR + "questionnaire-itemControl", "valueCodeableConcept", None
    )
    return str(concept["coding"][0]["code"]) if concept else ""


def _nested(part: Json, url: str) -> Iterable[Json]:
    return (one for one in part.get("extension", []) if one["url"] == url)


def _all(part: Json, url: str, key: str) -> list[Any]:
    return [one[key] for one in part.get("extension", []) if one["url"] == url]


def _one(part: Json, url: str, key: str, otherwise: Any) -> Any:
    return next(iter(_all(part, url, key)), otherwise)
