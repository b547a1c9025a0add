"""Answers as FHIR: written so that others can read them, and read back unchanged."""

import pytest
from fhirclient.models.questionnaireresponse import (  # type: ignore[import-untyped] # has no types
    QuestionnaireResponse,
)

from offramp.program.assessments.formats import catalogue, lines, response, scoring
from offramp.program.assessments.formats.questionnaire import Answer, Kind


def some_answer(item) -> Answer:
    match item.kind:
        case Kind.CHOICE:
            return Answer((item.options[0].code,))
        case Kind.INTEGER:
            return Answer(("1",))
        case Kind.DATE:
            return Answer(("2026-03-09",))
        case _:
            return Answer(("مرحبا 🙂",))


@pytest.mark.parametrize("slug", catalogue.slugs())
def test_a_full_response_is_valid_fhir_and_comes_back_as_it_was(slug: str):
    questionnaire = catalogue.get(slug)
    answers = {item.link_id: some_answer(item) for item in questionnaire.questions()}
    settled = scoring.settle(questionnaire, answers)
    document = response.write(
        questionnaire,
        settled.answers,
        settled.scores,
        authored="2026-03-09T10:00:00-05:00",
        subject="1b4e28ba-2fa1-41d2-883f-0016d3cca427",
    )
    assert QuestionnaireResponse(document).as_json() == document
    assert response.read(document) == settled.answers
    known = {id: v for id, v in settled.scores.items() if v is not None}
    assert response.scores(document) == known


def test_an_empty_response_is_valid_fhir_too():
    document = response.write(catalogue.get("gad-7"), {})
    assert QuestionnaireResponse(document).as_json() == document
    assert response.read(document) == {}


def test_a_refusal_is_kept_as_a_refusal():
    questionnaire = catalogue.get("family")
    document = response.write(questionnaire, {"safe": Answer(declined=True)})
    assert QuestionnaireResponse(document).as_json() == document
    assert response.read(document) == {"safe": Answer(declined=True)}
    assert [line.answer for line in lines.of(document)] == ["Preferred not to say"]


def test_it_names_the_questionnaire_and_its_version():
    document = response.write(catalogue.get("gad-7"), {})
    assert document["questionnaire"].endswith("/Questionnaire/gad-7|1.0.0")


def test_an_answer_that_is_no_option_is_not_written():
    with pytest.raises(ValueError, match="gad-1 has no option sometimes"):
        response.write(catalogue.get("gad-7"), {"gad-1": Answer(("sometimes",))})


def test_it_can_be_read_without_its_questionnaire():
    answers = {"used": Answer(("fentanyl", "meth")), "days": Answer(("12",))}
    document = response.write(catalogue.get("closer-look"), answers)
    assert [line.answer for line in lines.of(document)] == [
        "Fentanyl, Meth or other speed",
        "12",
    ]
