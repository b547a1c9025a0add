"""Answers that mean danger, one by one, and those that do not."""

import pytest

from offramp.program.assessments.formats import catalogue
from offramp.program.assessments.rules import safety
from offramp.program.assessments.rules.safety import Urgency

NOW, TODAY, THREE = Urgency.NOW, Urgency.SAME_DAY, Urgency.THREE_DAYS


def found(scores=None, **given: str):
    answers = {}
    for name, codes in given.items():
        section, _, question = name.partition("__")
        key = f"{section.replace('_', '-')}.{question.replace('_', '-')}"
        answers[key] = tuple(codes.split())
    return {c.rule.slug: c.urgency for c in safety.concerns(answers, scores or {})}


@pytest.mark.parametrize(("answers", "expected"), [
    ({"phq_9__phq_9": "not-at-all"}, {}),
    ({"phq_9__phq_9": "several-days"}, {"suicide": TODAY}),
    ({"phq_9__phq_9": "nearly-every-day"}, {"suicide": TODAY}),
    ({"right_now__suicide": "no"}, {}),
    ({"right_now__suicide": "two-weeks"}, {"suicide": TODAY}),
    ({"right_now__suicide": "now"}, {"suicide": NOW}),
    ({"right_now__suicide": "now", "phq_9__phq_9": "several-days"}, {"suicide": NOW}),
    ({"right_now__overdose": "yes"}, {"recent-overdose": TODAY}),
    ({"overdose_risk__last_overdose": "month"}, {"recent-overdose": TODAY}),
    ({"overdose_risk__last_overdose": "year"}, {}),
    ({"right_now__pregnant": "yes"}, {}),
    ({"right_now__pregnant": "yes", "right_now__opioids": "yes"},
     {"pregnant-opioids": TODAY}),
    ({"right_now__pregnant": "maybe", "closer_look__used": "fentanyl cannabis"},
     {"pregnant-opioids": TODAY}),
    ({"right_now__pregnant": "yes", "closer_look__used": "cannabis"}, {}),
    ({"right_now__daily": "none"}, {}),
    ({"right_now__daily": "benzos"}, {"dangerous-to-stop": TODAY}),
    ({"right_now__daily": "alcohol", "right_now__withdrawal": "a-lot"},
     {"dangerous-to-stop": NOW}),
    ({"audit_c__audit_1": "four-a-week", "audit_c__audit_2": "five-six"},
     {"dangerous-to-stop": TODAY}),
    ({"audit_c__audit_1": "four-a-week", "audit_c__audit_2": "one-two"}, {}),
    ({"right_now__body": "none"}, {}),
    ({"right_now__body": "vomiting"}, {}),
    ({"right_now__body": "vomiting heart"}, {"urgent-medical": NOW}),
    ({"right_now__body": "slow-breathing"}, {"urgent-medical": NOW}),
    ({"right_now__hurt": "yes"}, {"being-hurt": TODAY}),
    ({"right_now__hurt": "not-sure"}, {}),
])  # fmt: skip
def test_what_the_answers_mean(answers, expected):
    assert found(**answers) == expected


@pytest.mark.parametrize(("scores", "expected"), [
    ({"phq9-score": 19}, {}),
    ({"phq9-score": 20}, {"low-mood": THREE}),
    ({"phq9-score": None}, {}),
    ({"gad7-score": 14}, {}),
    ({"gad7-score": 15}, {"high-worry": THREE}),
])  # fmt: skip
def test_what_the_scores_mean(scores, expected):
    assert found(scores) == expected


def test_declining_raises_nothing():
    assert found(right_now__suicide="", phq_9__phq_9="") == {}


def test_the_most_urgent_comes_first():
    answers = {"right-now.suicide": ("now",), "right-now.overdose": ("yes",)}
    order = [c.rule.slug for c in safety.concerns(answers, {"gad7-score": 21})]
    assert order == ["suicide", "recent-overdose", "high-worry"]


def test_news_is_what_is_new_or_more_urgent():
    before = safety.concerns({"right-now.suicide": ("two-weeks",)}, {})
    after = safety.concerns({"right-now.suicide": ("now",)}, {})
    assert [c.urgency for c in safety.news(before, after)] == [NOW]
    assert safety.news(after, before) == []
    assert safety.news(after, after) == []


def test_every_rule_looks_at_answers_that_exist():
    """A renamed question must not silence a rule."""
    for key, codes in WATCHED.items():
        section, _, question = key.partition(".")
        item = catalogue.get(section).item(question)
        assert item is not None
        assert {option.code for option in item.options} >= set(codes), key


WATCHED = {
    "phq-9.phq-9": ["not-at-all"],
    "right-now.suicide": ["now", "two-weeks"],
    "right-now.opioids": ["yes", "not-sure"],
    "right-now.pregnant": ["yes", "maybe"],
    "right-now.daily": ["alcohol", "benzos"],
    "right-now.withdrawal": ["a-little", "a-lot"],
    "right-now.overdose": ["yes", "not-sure"],
    "right-now.hurt": ["yes"],
    "right-now.body": ["slow-breathing", "seizure", "confused", "vomiting", "heart"],
    "closer-look.used": list(safety.OPIOIDS),
    "audit-c.audit-1": ["four-a-week"],
    "audit-c.audit-2": ["five-six", "seven-nine", "ten"],
    "audit-c.audit-3": ["daily"],
    "overdose-risk.last-overdose": ["month"],
}


def test_nobody_pregnant_is_told_to_stop():
    pregnant = safety.rule("pregnant-opioids")
    assert pregnant.do[0].startswith("Do not tell them to stop")


def test_every_rule_says_what_to_do_and_who_says_so():
    for rule in safety.RULES:
        assert rule.do
        assert rule.source
        assert rule.mark in {"R", "E", "I"}
