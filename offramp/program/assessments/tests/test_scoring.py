"""Every score against a table worked out by hand, and against a sum in plain Python."""

from collections.abc import Sequence

import pytest

from offramp.program.assessments.formats import catalogue, scoring
from offramp.program.assessments.formats.questionnaire import Answer, Questionnaire

PHQ = catalogue.get("phq-9")
GAD = catalogue.get("gad-7")
AUDIT = catalogue.get("audit-c")


def picks(questionnaire: Questionnaire, prefix: str, weights: Sequence[int | None]):
    """The answers that carry these weights, question by question; None: unanswered."""
    found = {}
    for number, weight in enumerate(weights, 1):
        item = questionnaire.item(f"{prefix}-{number}")
        assert item is not None
        if weight is not None:
            option = next(o for o in item.options if o.weight == weight)
            found[item.link_id] = Answer((option.code,))
    return found


def score(questionnaire: Questionnaire, answers, slug: str):
    settled = scoring.settle(questionnaire, answers)
    found = {one.link_id: one for one in scoring.scored(questionnaire, settled)}
    return found.get(slug)


def spread(total: int, items: int, most: int = 3) -> list[int]:
    """Weights of so many items that add up to a total, the first ones highest."""
    weights: list[int] = []
    for _ in range(items):
        weights.append(min(most, total - sum(weights)))
    assert sum(weights) == total
    return weights


PHQ_TABLE = [
    (3, "Few or no signs of depression"),
    (4, "Few or no signs of depression"),
    (5, "Mild signs"),
    (9, "Mild signs"),
    (10, "Moderate signs; at or above the usual cut-off of 10"),
    (14, "Moderate signs; at or above the usual cut-off of 10"),
    (15, "Moderately severe signs"),
    (19, "Moderately severe signs"),
    (20, "Severe signs; a clinician looks at this within 3 days"),
    (27, "Severe signs; a clinician looks at this within 3 days"),
]


@pytest.mark.parametrize(("total", "label"), PHQ_TABLE)
def test_phq_9_adds_up_nine_answers(total: int, label: str):
    weights = spread(total, 9)
    found = score(PHQ, picks(PHQ, "phq", weights), "phq9-score")
    assert (found.value, found.answered, found.wanted) == (sum(weights), 9, 9)
    assert found.band.label == label


@pytest.mark.parametrize(("weights", "value", "asks_more"), [
    ([0, 0], 0, False), ([1, 1], 2, False), ([2, 1], 3, True), ([3, 3], 6, True),
])  # fmt: skip
def test_phq_2_decides_whether_seven_more_are_asked(weights, value, asks_more):
    settled = scoring.settle(PHQ, picks(PHQ, "phq", weights))
    assert settled.scores["phq2-score"] == value
    assert ("phq-3" in settled.asked) is asks_more
    assert (score(PHQ, settled.answers, "phq9-score") is not None) is asks_more


def test_phq_9_has_no_score_until_all_nine_are_answered():
    found = score(PHQ, picks(PHQ, "phq", [3, 3, 1]), "phq9-score")
    assert (found.value, found.band, found.answered, found.wanted) == (None, None, 3, 9)


def test_an_answer_that_was_declined_counts_as_no_answer():
    answers = picks(PHQ, "phq", [3] * 9) | {"phq-9": Answer(declined=True)}
    found = score(PHQ, answers, "phq9-score")
    assert (found.value, found.answered) == (None, 8)


def test_what_the_first_two_no_longer_call_for_is_dropped():
    answers = picks(PHQ, "phq", [0, 0, 3, 3, 3, 3, 3, 3, 3])
    settled = scoring.settle(PHQ, answers)
    assert set(settled.answers) == {"phq-1", "phq-2"}
    assert settled.scores["phq9-score"] is None


def test_the_question_on_difficulty_adds_nothing():
    answers = picks(PHQ, "phq", [3] * 9) | {"difficulty": Answer(("extremely",))}
    assert score(PHQ, answers, "phq9-score").value == 27


@pytest.mark.parametrize(("total", "label"), [
    (0, "Few or no signs of anxiety"),
    (4, "Few or no signs of anxiety"),
    (5, "Mild signs"),
    (9, "Mild signs"),
    (10, "Moderate signs; at or above the usual cut-off of 10"),
    (14, "Moderate signs; at or above the usual cut-off of 10"),
    (15, "Severe signs; a clinician looks at this within 3 days"),
    (21, "Severe signs; a clinician looks at this within 3 days"),
])  # fmt: skip
def test_gad_7_adds_up_seven_answers(total: int, label: str):
    found = score(GAD, picks(GAD, "gad", spread(total, 7)), "gad7-score")
    assert (found.value, found.band.label) == (total, label)


def test_gad_7_has_no_score_until_all_seven_are_answered():
    found = score(GAD, picks(GAD, "gad", [1, 1, 1, 1, 1, 1, None]), "gad7-score")
    assert (found.value, found.answered, found.wanted) == (None, 6, 7)


@pytest.mark.parametrize("questionnaire", [PHQ, GAD])
def test_the_zero_answer_reads_not_at_all_everywhere(questionnaire: Questionnaire):
    zeros = {
        option.label
        for item in questionnaire.questions()
        for option in item.options
        if option.weight == 0
    }
    assert zeros == {"Not at all"}


@pytest.mark.parametrize(("weights", "value", "label"), [
    ([0], 0, "Below both cut-offs (3 for women, 4 for men)"),
    ([1, 0, 0], 1, "Below both cut-offs (3 for women, 4 for men)"),
    ([1, 1, 0], 2, "Below both cut-offs (3 for women, 4 for men)"),
    ([1, 1, 1], 3, "At the cut-off used for women (3); below the one used for men (4)"),
    ([2, 1, 1], 4, "At or above both cut-offs (3 for women, 4 for men)"),
    ([4, 4, 4], 12, "At or above both cut-offs (3 for women, 4 for men)"),
])  # fmt: skip
def test_audit_c_adds_up_and_shows_both_cut_offs(weights, value, label):
    found = score(AUDIT, picks(AUDIT, "audit", weights), "audit-c-score")
    assert (found.value, found.band.label) == (value, label)


def test_audit_c_of_somebody_who_never_drinks_is_complete_with_one_answer():
    found = score(AUDIT, picks(AUDIT, "audit", [0]), "audit-c-score")
    assert (found.value, found.answered, found.wanted) == (0, 1, 1)


def test_audit_c_has_no_score_while_an_answer_is_missing():
    found = score(AUDIT, picks(AUDIT, "audit", [4, 1, None]), "audit-c-score")
    assert (found.value, found.answered, found.wanted) == (None, 2, 3)


@pytest.mark.parametrize(("weights", "told"), [
    ([4, 0, 0], True), ([3, 0, 0], True), ([2, 0, 0], False), ([3, 1, 0], False),
])  # fmt: skip
def test_audit_c_says_when_all_points_come_from_the_first_question(weights, told):
    found = score(AUDIT, picks(AUDIT, "audit", weights), "audit-c-score")
    assert bool(found.notes) is told


def test_every_band_from_least_to_most_is_covered():
    for questionnaire in (PHQ, GAD, AUDIT):
        for item in questionnaire.scores():
            most = 0
            for id in item.scored:
                question = questionnaire.item(id)
                assert question is not None
                most += max(option.weight or 0 for option in question.options)
            assert item.bands[0].low == 0
            assert item.bands[-1].high == most


def test_no_answers_at_all_is_no_score_and_no_error():
    assert scoring.settle(GAD, {}).scores == {"gad7-score": None}


def test_an_expression_is_compiled_once():
    expression = GAD.scores()[0].expression
    assert scoring.compiled(expression) is scoring.compiled(expression)
