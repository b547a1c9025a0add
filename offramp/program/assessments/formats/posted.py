"""From what a browser posted to answers, with a sentence for what cannot be kept."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from offramp.program.assessments.formats.questionnaire import (
    DECLINED,
    NOTHING,
    Answer,
    Item,
    Kind,
    Questionnaire,
)

Posted = Mapping[str, Sequence[str]]
LONGEST = 2000
DECLINED_FIELD = ".declined"


@dataclass(frozen=True)
class Reading:
    """The answers to the questions asked, and what is wrong with the others."""

    answers: dict[str, Answer]
    mistakes: dict[str, str]


def read(
    questionnaire: Questionnaire, posted: Posted, asked: Collection[str], today: date
) -> Reading:
    """Read the questions that stood on the page; no others, whatever was posted."""
    answers: dict[str, Answer] = {}
    mistakes: dict[str, str] = {}
    for item in questionnaire.questions():
        if item.link_id not in asked:
            continue
        answer = _answer(item, posted, questionnaire.may_decline)
        mistake = _mistake(item, answer, today)
        if mistake:
            mistakes[item.link_id] = mistake
        else:
            answers[item.link_id] = _tidy(item, answer)
    return Reading(answers, mistakes)


def typed(item: Item, posted: Posted, may_decline: bool) -> Answer:
    """What was typed, right or wrong, so that the page can show it again."""
    return _answer(item, posted, may_decline)


def _answer(item: Item, posted: Posted, may_decline: bool) -> Answer:
    values = [one.strip() for one in posted.get(item.link_id, []) if one.strip()]
    declined = may_decline and (
        DECLINED in values or bool(posted.get(item.link_id + DECLINED_FIELD))
    )
    kept = [one.replace("\r\n", "\n") for one in values if one != DECLINED]
    return Answer(tuple(dict.fromkeys(kept)), declined)


def _tidy(item: Item, answer: Answer) -> Answer:
    if item.kind == Kind.INTEGER:
        return Answer(tuple(str(int(one)) for one in answer.values), answer.declined)
    if item.kind == Kind.CHOICE:  # in the order of the page, whatever was ticked first
        order = [one.code for one in item.options if one.code in answer.values]
        return Answer(tuple(order), answer.declined)
    return answer


def _mistake(item: Item, answer: Answer, today: date) -> str:
    if answer == NOTHING:
        return ""
    if answer.values and answer.declined:
        return "Keep either the answer or “Prefer not to say”, not both."
    if any("\0" in value for value in answer.values):
        return "This holds a character that cannot be stored. Type it again."
    if len(answer.values) > 1 and not item.repeats:
        return "Choose one answer only."
    match item.kind:
        case Kind.CHOICE:
            return _choice(item, answer)
        case Kind.INTEGER:
            return next((_number(item, one) for one in answer.values), "")
        case Kind.DATE:
            return next((_date(one, today) for one in answer.values), "")
        case _:
            return next((_words(item, one) for one in answer.values), "")


def _choice(item: Item, answer: Answer) -> str:
    options = [item.option(code) for code in answer.values]
    if None in options:
        return "Choose one of the answers shown."
    alone = [one.label for one in options if one and one.alone]
    if alone and len(options) > 1:
        return f"“{alone[0]}” cannot go together with another answer."
    return ""


def _number(item: Item, value: str) -> str:
    if not (value.isascii() and value.isdigit()) or len(value) > 6:
        return "Write a whole number, such as 3."
    low, high = item.low or 0, item.high
    if int(value) < low or (high is not None and int(value) > high):
        return f"Write a number from {low} to {high}." if high else "Too small."
    return ""


def _date(value: str, today: date) -> str:
    try:
        given = date.fromisoformat(value)
    except ValueError:
        return "Write the date as year-month-day, such as 2026-03-09."
    if given.year < 1900:
        return "This date is before 1900. Check the year."
    if given > today:
        return "This date has not come yet. Check it."
    return ""


def _words(item: Item, value: str) -> str:
    longest = item.longest or LONGEST
    if len(value) > longest:
        over = len(value) - longest
        return f"This is {over} characters too long; {longest} fit here."
    return ""


def missing(
    questionnaire: Questionnaire, answers: Mapping[str, Answer], asked: Collection[str]
) -> list[Item]:
    """The required questions that were asked and have neither answer nor refusal."""
    return [
        item
        for item in questionnaire.questions()
        if item.required
        and item.link_id in asked
        and not answers.get(item.link_id, NOTHING).is_given
    ]


@dataclass(frozen=True)
class Sent:
    """What one window sends: its answers, and how much of the record it has seen."""

    answers: Mapping[str, Answer]
    asked: frozenset[str]
    seen: int
    window: str
    finished: bool = False
