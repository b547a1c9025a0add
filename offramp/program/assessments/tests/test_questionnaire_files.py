"""Every questionnaire that ships: sound, readable by others, and free to ship."""

import json
import re

import pytest
from fhirclient.models.questionnaire import (  # type: ignore[import-untyped] # has no types
    Questionnaire as Strict,
)

from offramp.program.assessments.formats import catalogue, integrity, reader
from offramp.program.assessments.formats.questionnaire import Kind
from offramp.program.assessments.rules.sections import SECTIONS

SLUGS = catalogue.slugs()
REVIEWED = {
    line.split()[0]
    for line in (catalogue.FOLDER / "loinc-reviewed.txt").read_text().splitlines()
    if line and not line.startswith("#")
}
# What people read must not judge them.
JUDGING = re.compile(
    r"\b(addicts?|abusers?|abuse|abusing|clean|dirty|junkies?|relapsed?|non-?compliant"
    r"|diagnos\w+|victim|offenders?)\b",
    re.I,
)


def raw(slug: str):
    return json.loads((catalogue.FOLDER / f"{slug}.json").read_text(encoding="utf-8"))


def every(node, found=None):
    found = [] if found is None else found
    if isinstance(node, dict):
        found.append(node)
        for value in node.values():
            every(value, found)
    elif isinstance(node, list):
        for value in node:
            every(value, found)
    return found


def test_each_section_has_its_questionnaire_and_the_other_way_round():
    assert {section.slug for section in SECTIONS} == set(SLUGS)


@pytest.mark.parametrize("slug", SLUGS)
def test_it_is_sound(slug: str):
    assert integrity.mistakes(reader.questionnaire(raw(slug))) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_an_independent_reader_of_fhir_r4_accepts_it(slug: str):
    assert Strict(raw(slug)).as_json()["id"] == slug


@pytest.mark.parametrize("slug", SLUGS)
def test_it_says_where_it_comes_from_and_when_it_was_reviewed(slug: str):
    found = catalogue.get(slug)
    assert found.copyright
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", found.reviewed_on)
    assert re.fullmatch(r"\d+\.\d+\.\d+", found.version)


@pytest.mark.parametrize("slug", SLUGS)
def test_its_loinc_codes_are_reviewed_ones(slug: str):
    codes = {
        node["code"] for node in every(raw(slug)) if node.get("system") == reader.LOINC
    }
    assert codes <= REVIEWED


def test_the_reviewed_list_holds_no_code_that_nothing_uses():
    used = {
        node["code"]
        for slug in SLUGS
        for node in every(raw(slug))
        if node.get("system") == reader.LOINC
    }
    assert used == REVIEWED


@pytest.mark.parametrize("slug", SLUGS)
def test_its_words_do_not_judge(slug: str):
    found = catalogue.get(slug)
    words = [found.title, found.why]
    for item in found.walk():
        words += [item.text, item.hint, item.why, *(o.label for o in item.options)]
        words += [band.label for band in item.bands]
    assert not [word for word in words if JUDGING.search(word)]


@pytest.mark.parametrize(
    "slug", [s for s in SLUGS if s not in {"clinician", "summary"}]
)
def test_the_participant_may_decline_and_is_told_why_we_ask(slug: str):
    found = catalogue.get(slug)
    assert found.may_decline
    assert found.why


@pytest.mark.parametrize("slug", SLUGS)
def test_every_free_text_has_an_end(slug: str):
    for item in catalogue.get(slug).questions():
        if item.kind in {Kind.TEXT, Kind.STRING}:
            assert item.longest, item.link_id


def test_a_file_with_mistakes_names_each():
    broken = raw("gad-7")
    broken["item"][0]["item"][1]["linkId"] = "gad-1"
    broken["item"][1]["extension"][0]["valueExpression"]["expression"] = "iif("
    broken["item"].append(
        {
            "linkId": "late",
            "type": "choice",
            "text": "?",
            "enableWhen": [
                {"question": "nobody", "operator": "exists", "answerBoolean": True}
            ],
        }
    )
    told = " ".join(integrity.mistakes(reader.questionnaire(broken)))
    assert "gad-1: the same id stands 2 times" in told
    assert "gad7-score: scores gad-2, which does not exist" in told
    assert "gad7-score: its expression fails" in told
    assert "late: waits for nobody, not asked before" in told
    assert "late: a choice needs at least two options" in told


@pytest.mark.parametrize("expression", ["%resource..item", "a b", "5", ")("])
def test_an_expression_that_parses_but_makes_no_score_is_refused(expression: str):
    broken = raw("gad-7")
    broken["item"][1]["extension"][0]["valueExpression"]["expression"] = expression
    told = integrity.mistakes(reader.questionnaire(broken))
    assert len(told) == 1
    assert told[0].startswith("gad7-score: ")


def test_bands_with_a_gap_are_refused():
    broken = raw("gad-7")
    bands = [e for e in broken["item"][1]["extension"] if e["url"].endswith("band")]
    bands[1]["extension"][0]["valueInteger"] = 6
    told = integrity.mistakes(reader.questionnaire(broken))
    assert told == ["gad7-score: its bands leave a gap or overlap at 6"]
