"""What must hold in a questionnaire file before anybody is asked from it."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from offramp.program.assessments.formats import response
from offramp.program.assessments.formats.questionnaire import (
    DECLINED,
    Answer,
    Item,
    Kind,
    Operator,
    Questionnaire,
)
from offramp.program.assessments.formats.scoring import compiled


def mistakes(questionnaire: Questionnaire) -> list[str]:
    """Everything wrong with the questionnaire, each as item and sentence."""
    return list(_mistakes(questionnaire))


def _mistakes(questionnaire: Questionnaire) -> Iterator[str]:
    counted = Counter(item.link_id for item in questionnaire.walk())
    for link_id, times in counted.items():
        if times > 1:
            yield f"{link_id}: the same id stands {times} times"
    earlier: set[str] = set()
    for item in questionnaire.walk():
        yield from _of_item(item)
        yield from _conditions(item, questionnaire, earlier)
        if item.expression:
            yield from _expressions(item, questionnaire)
        for id in item.scored:
            if questionnaire.item(id) is None:
                yield f"{item.link_id}: scores {id}, which does not exist"
        earlier.add(item.link_id)


def _of_item(item: Item) -> Iterator[str]:
    if "." in item.link_id:
        yield f"{item.link_id}: an id must not hold a full stop"
    if item.is_question and not item.text:
        yield f"{item.link_id}: a question without words"
    if item.kind == Kind.CHOICE and len(item.options) < 2:
        yield f"{item.link_id}: a choice needs at least two options"
    codes = [option.code for option in item.options]
    if len(codes) != len(set(codes)) or DECLINED in codes:
        yield f"{item.link_id}: option codes must differ and not be “{DECLINED}”"
    for fact in item.facts:
        if not fact.answers <= set(codes):
            yield f"{item.link_id}: a fact about an answer that is not an option"
    yield from _bands(item)


def _conditions(
    item: Item, questionnaire: Questionnaire, earlier: set[str]
) -> Iterator[str]:
    for condition in item.conditions:
        target = questionnaire.item(condition.question)
        if target is None or condition.question not in earlier:
            yield f"{item.link_id}: waits for {condition.question}, not asked before"
        elif (
            target.options
            and condition.operator != Operator.EXISTS
            and target.option(condition.value) is None
        ):
            yield f"{item.link_id}: waits for an answer that is not an option"


def _expressions(item: Item, questionnaire: Questionnaire) -> Iterator[str]:
    """Try each one: the parser lets nearly everything pass without a word."""
    full = response.write(questionnaire, _heaviest(item, questionnaire))
    empty = response.write(questionnaire, {})
    for expression in [item.expression, *(note.expression for note in item.notes)]:
        try:
            results = [
                compiled(expression)(one, {"resource": one}) for one in (empty, full)
            ]
        except Exception as error:  # the evaluator raises plain exceptions of its own
            yield f"{item.link_id}: its expression fails ({error})"
            continue
        if expression == item.expression and not _scores(*results):
            yield f"{item.link_id}: no score without answers, one with all of them"


def _scores(without: list[Any], full: list[Any]) -> bool:
    return not without and len(full) == 1 and isinstance(full[0], int | float)


def _heaviest(item: Item, questionnaire: Questionnaire) -> dict[str, Answer]:
    found = {}
    for id in item.scored:
        target = questionnaire.item(id)
        if target is not None and target.options:
            most = max(target.options, key=lambda option: option.weight or 0)
            found[id] = Answer((most.code,))
    return found


def _bands(item: Item) -> Iterator[str]:
    for before, after in zip(item.bands, item.bands[1:], strict=False):
        if after.low != before.high + 1:
            yield f"{item.link_id}: its bands leave a gap or overlap at {after.low}"
    for band in item.bands:
        if band.low > band.high or not (band.citation and band.mark and band.label):
            yield f"{item.link_id}: a band needs low ≤ high, words, source and mark"
