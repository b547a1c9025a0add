"""Which items are asked, given what was answered before them."""

from offramp.program.assessments.formats.questionnaire import (
    NOTHING,
    Answer,
    Answers,
    Condition,
    Item,
    Operator,
    Questionnaire,
    Scores,
)


def enabled(
    questionnaire: Questionnaire, answers: Answers, scores: Scores
) -> frozenset[str]:
    """The ids of the items that are asked. A child follows its parent."""
    found: set[str] = set()
    _collect(questionnaire.items, answers, scores, found)
    return frozenset(found)


def _collect(
    items: tuple[Item, ...], answers: Answers, scores: Scores, found: set[str]
) -> None:
    for item in items:
        if is_asked(item, answers, scores):
            found.add(item.link_id)
            _collect(item.items, answers, scores, found)


def is_asked(item: Item, answers: Answers, scores: Scores) -> bool:
    """Whether the item's own conditions hold; an item without any is always asked."""
    if not item.conditions:
        return True
    together = any if item.any_of else all
    return together(_holds(one, answers, scores) for one in item.conditions)


def _holds(condition: Condition, answers: Answers, scores: Scores) -> bool:
    if condition.question in scores:
        score = scores[condition.question]
        values = () if score is None else (str(score),)
        answer = Answer(values)
    else:
        answer = answers.get(condition.question, NOTHING)
    if condition.operator == Operator.EXISTS:
        return bool(answer.values) == (condition.value == "true")
    return any(
        _compare(value, condition.operator, condition.value) for value in answer.values
    )


def _compare(value: str, operator: Operator, other: str) -> bool:
    match operator:
        case Operator.EQUAL:
            return value == other
        case Operator.OTHER:
            return value != other
        case Operator.MORE:
            return _number(value) > _number(other)
        case Operator.LESS:
            return _number(value) < _number(other)
        case Operator.AT_LEAST:
            return _number(value) >= _number(other)
        case Operator.AT_MOST:
            return _number(value) <= _number(other)
        case Operator.EXISTS:
            raise AssertionError("Whether an answer exists is asked of all values.")


def _number(value: str) -> float:
    return float(value)
