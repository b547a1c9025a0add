from datetime import date

import pytest

from offramp.program.diversions.rules import (
    Answer,
    Outcome,
    Says,
    age_on,
    decide,
    may_be_handed_over,
)
from offramp.program.sites.rules import Criterion


def criterion(slug, wanted):
    return Criterion(
        slug=slug,
        question=f"Is it {slug}?",
        wanted=wanted,
        on=True,
        from_on=date(2020, 1, 1),
        until_on=None,
        source="Made up",
        mark="I",
        why="Because.",
    )


RULES = [criterion("adult", "yes"), criterion("violent", "no")]


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({"adult": "yes", "violent": "no"}, Outcome.ELIGIBLE),
        ({"adult": "no", "violent": "no"}, Outcome.NOT_ELIGIBLE),
        ({"adult": "yes", "violent": "yes"}, Outcome.NOT_ELIGIBLE),
        ({"adult": "yes", "violent": "not_known"}, Outcome.TO_BE_CONFIRMED),
        ({"adult": "not_known", "violent": "yes"}, Outcome.NOT_ELIGIBLE),
        ({"adult": "yes"}, Outcome.TO_BE_CONFIRMED),
        ({}, Outcome.TO_BE_CONFIRMED),
    ],
)
def test_the_outcome_follows_from_the_answers(answers, outcome):
    assert decide(RULES, answers).outcome == outcome


def test_every_criterion_is_explained_in_its_order():
    lines = decide(RULES, {"adult": "no", "violent": "not_known"}).lines
    assert [(line.slug, line.answer, line.says) for line in lines] == [
        ("adult", Answer.NO, Says.NOT_MET),
        ("violent", Answer.NOT_KNOWN, Says.OPEN),
    ]
    assert lines[0].why == "Because."


def test_without_rules_nothing_stands_in_the_way():
    assert decide([], {}).outcome == Outcome.ELIGIBLE


def test_an_answer_nobody_offered_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="perhaps"):
        decide(RULES, {"adult": "perhaps"})


@pytest.mark.parametrize(
    ("outcome", "overridden", "help_only", "may"),
    [
        (Outcome.ELIGIBLE, False, False, True),
        (Outcome.TO_BE_CONFIRMED, False, False, True),
        (Outcome.NOT_ELIGIBLE, False, False, False),
        (Outcome.NOT_ELIGIBLE, True, False, True),
        (Outcome.NOT_ELIGIBLE, False, True, True),
    ],
)
def test_who_may_be_handed_over(outcome, overridden, help_only, may):
    given = may_be_handed_over(outcome, overridden=overridden, help_only=help_only)
    assert given == may


def test_age_counts_full_years():
    assert age_on(date(2026, 3, 1), date(2000, 3, 1)) == 26
    assert age_on(date(2026, 2, 28), date(2000, 3, 1)) == 25
    assert age_on(date(2026, 3, 1), date(2000, 2, 29)) == 26
