"""What a browser sends becomes answers, or a sentence that says what to do."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offramp.program.assessments.formats import catalogue, posted, response, scoring
from offramp.program.assessments.formats.questionnaire import Answer

TODAY = date(2026, 11, 23)
LOOK = catalogue.get("closer-look")
CLINICIAN = catalogue.get("clinician")


def read(questionnaire, asked=None, **sent):
    data = {name.replace("__", "-"): values for name, values in sent.items()}
    names = asked or {item.link_id for item in questionnaire.questions()}
    return posted.read(questionnaire, data, names, TODAY)


def test_answers_are_read_in_the_order_of_the_page():
    found = read(LOOK, used=["meth", "fentanyl"], days=["07"], main=[" Meth "])
    assert found.answers["used"] == Answer(("fentanyl", "meth"))
    assert found.answers["days"] == Answer(("7",))
    assert found.answers["main"] == Answer(("Meth",))
    assert not found.mistakes


def test_only_what_stood_on_the_page_is_read():
    found = posted.read(LOOK, {"main": ["x"], "days": ["3"]}, {"days"}, TODAY)
    assert set(found.answers) == {"days"}


def test_a_question_left_empty_is_read_as_empty():
    assert read(LOOK).answers["main"] == Answer()


@pytest.mark.parametrize("sent", [
    {"used": ["rather-not-say"]}, {"used.declined": ["on"]},
])  # fmt: skip
def test_declining_is_an_answer(sent):
    assert read(LOOK, **sent).answers["used"] == Answer(declined=True)


def test_declining_is_not_offered_where_staff_answer():
    found = read(CLINICIAN, talked=["rather-not-say"])
    assert found.answers["talked"] == Answer()


@pytest.mark.parametrize(("sent", "sentence"), [
    ({"used": ["gold"]}, "Choose one of the answers shown."),
    ({"used": ["none", "meth"]}, "“None of these” cannot go together"),
    ({"used": ["meth"], "used.declined": ["on"]}, "Keep either the answer or"),
    ({"last": ["today", "week"]}, "Choose one answer only."),
    ({"days": ["31"]}, "Write a number from 0 to 30."),
    ({"days": ["-1"]}, "Write a whole number"),
    ({"days": ["three"]}, "Write a whole number"),
    ({"days": ["²"]}, "Write a whole number"),
    ({"days": ["9999999"]}, "Write a whole number"),
    ({"main": ["x" * 203]}, "This is 3 characters too long; 200 fit here."),
    ({"main": ["a\0b"]}, "cannot be stored"),
])  # fmt: skip
def test_what_cannot_be_kept_gets_a_sentence(sent, sentence):
    found = read(LOOK, **sent)
    assert len(found.mistakes) == 1
    assert sentence in next(iter(found.mistakes.values()))


@pytest.mark.parametrize(("day", "sentence"), [
    ("2026-11-24", "has not come yet"),
    ("1890-01-01", "before 1900"),
    ("last week", "year-month-day"),
    ("2026-02-30", "year-month-day"),
])  # fmt: skip
def test_a_day_that_makes_no_sense_gets_a_sentence(day, sentence):
    assert sentence in read(CLINICIAN, when=[day]).mistakes["when"]


def test_emoji_and_right_to_left_text_are_kept():
    words = "مرحبا 👩‍👧 שלום"
    assert read(LOOK, main=[words]).answers["main"] == Answer((words,))


def test_a_line_break_counts_once():
    text = "x" * 999 + "\r\n" + "y" * 1000
    assert read(catalogue.get("what-matters"), hope=[text]).mistakes == {}


def test_required_questions_are_named_when_they_wait():
    safety = catalogue.get("right-now")
    asked = {"withdrawal", "suicide"}
    left = posted.missing(safety, {"suicide": Answer(declined=True)}, asked)
    assert [item.link_id for item in left] == ["withdrawal"]


@given(
    slug=st.sampled_from(catalogue.slugs()),
    sent=st.lists(st.text(max_size=40), max_size=3),
)
@settings(max_examples=60)
def test_whatever_is_sent_becomes_an_answer_or_a_sentence(slug, sent):
    questionnaire = catalogue.get(slug)
    names = [item.link_id for item in questionnaire.questions()]
    found = posted.read(questionnaire, dict.fromkeys(names, sent), names, TODAY)
    assert found.answers.keys() | found.mistakes.keys() == set(names)
    kept = {name: one for name, one in found.answers.items() if one.is_given}
    settled = scoring.settle(questionnaire, kept)
    document = response.write(questionnaire, settled.answers, settled.scores)
    assert response.read(document) == settled.answers
