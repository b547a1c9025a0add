"""Which questions are asked depends on the answers before them."""

from offramp.program.assessments.formats import catalogue, facts, scoring
from offramp.program.assessments.formats.enablement import is_asked
from offramp.program.assessments.formats.questionnaire import (
    Answer,
    Condition,
    Item,
    Kind,
    Operator,
)


def asked(slug: str, **answers: str) -> frozenset[str]:
    given = {name.replace("__", "-"): Answer((v,)) for name, v in answers.items()}
    return scoring.settle(catalogue.get(slug), given).asked


def holds(operator: Operator, value: str, *given: str) -> bool:
    item = Item("x", Kind.STRING, conditions=(Condition("q", operator, value),))
    return is_asked(item, {"q": Answer(given)} if given else {}, {})


def test_each_comparison():
    assert holds(Operator.EQUAL, "a", "b", "a")
    assert not holds(Operator.EQUAL, "a", "b")
    assert holds(Operator.OTHER, "a", "b")
    assert not holds(Operator.OTHER, "a")  # no answer: nothing to compare
    assert holds(Operator.MORE, "3", "4")
    assert not holds(Operator.MORE, "3", "3")
    assert holds(Operator.AT_LEAST, "3", "3")
    assert holds(Operator.LESS, "10", "9")
    assert holds(Operator.AT_MOST, "10", "10")
    assert holds(Operator.EXISTS, "true", "a")
    assert holds(Operator.EXISTS, "false")


def test_declining_does_not_count_as_an_answer_to_build_on():
    item = Item("x", Kind.STRING, conditions=(Condition("q", Operator.EXISTS, "true"),))
    assert not is_asked(item, {"q": Answer(declined=True)}, {})


def test_the_alcohol_question_of_taps_follows_sex_and_else_takes_the_lower_number():
    assert "alcohol-men" in asked("taps-1", sex__at__birth="male")
    assert "alcohol-women" not in asked("taps-1", sex__at__birth="male")
    assert "alcohol-women" in asked("taps-1", sex__at__birth="female")
    assert "alcohol-women" in asked("taps-1")


def test_a_chain_of_conditions_falls_as_a_whole():
    needs = catalogue.get("social-needs")
    given = {
        "housing": Answer(("no",)),
        "housing-help": Answer(("yes",)),
        "housing-soon": Answer(("today",)),
    }
    assert set(scoring.settle(needs, given).answers) == {"housing"}


def test_needs_with_help_wanted_come_the_soonest_first():
    needs = catalogue.get("social-needs")
    given = {
        "food": Answer(("yes",)),
        "food-help": Answer(("yes",)),
        "food-soon": Answer(("week",)),
        "phone": Answer(("yes",)),
        "phone-help": Answer(("no",)),
        "id": Answer(("yes",)),
        "id-help": Answer(("yes",)),
        "id-soon": Answer(("today",)),
    }
    wanted = facts.wanted(facts.of(needs, given), given)
    assert [(need.slug, need.soon) for need in wanted] == [
        ("id", "today"),
        ("food", "week"),
    ]


def test_the_overdose_checklist_lists_facts_and_no_score():
    risk = catalogue.get("overdose-risk")
    assert risk.scores() == []
    found = facts.of(risk, {"alone": Answer(("yes",)), "kit": Answer(("yes",))})
    assert [(one.fact.kind, bool(one.fact.action)) for one in found] == [
        ("risk", True),
        ("protective", False),
    ]
    assert len(risk.questions()) == 14
