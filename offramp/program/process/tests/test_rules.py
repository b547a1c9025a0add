"""The matrix: kind of paper, section of the order, what, to whom, and what demands it."""

from datetime import timedelta
from itertools import product

import pytest
from django.utils.timezone import localdate

from offramp.program.process import rules
from offramp.program.process.rules import Finding, Kind, Mandate, Section
from offramp.program.process.tests.factories import CLERK, terms

TODAY = localdate()
PLAIN = sorted(set(rules.FIELDS) - rules.CONFIDENTIAL)


@pytest.mark.parametrize("kind", Kind)
def test_only_papers_of_a_court_carry_an_order(kind):
    wrong = rules.missing(kind, terms())
    assert bool(wrong) == (kind in {Kind.SUNSHINE, Kind.OTHER})


@pytest.mark.parametrize(
    ("section", "finding", "field"), list(product(Section, Finding, rules.FIELDS))
)
def test_what_an_order_opens(section, finding, field):
    wrong = rules.missing(
        Kind.ORDER, terms(section=section, finding=finding, fields=frozenset({field}))
    )
    said_in_confidence = field in {"plan", "assessment", "communications"}
    opens = section != Section.UNDERCOVER and (
        not said_in_confidence or finding != Finding.NONE
    )
    assert bool(wrong) == (not opens)


@pytest.mark.parametrize(("section", "mandate"), list(product(Section, Mandate)))
def test_what_goes_out_needs_the_order_and_a_demand(section, mandate):
    wrong = rules.refusals(
        terms(section=section, mandate=mandate), ["status"], CLERK, TODAY
    )
    goes = section != Section.UNDERCOVER and mandate != Mandate.NONE
    assert bool(wrong) == (not goes)


@pytest.mark.parametrize("named", PLAIN)
def test_nothing_goes_that_the_order_does_not_name(named):
    only = terms(fields=frozenset({named}))
    for field in rules.FIELDS:
        wrong = rules.refusals(only, [field], CLERK, TODAY)
        assert bool(wrong) == (field != named)
        both = rules.refusals(only, [named, field], CLERK, TODAY)
        assert bool(both) == (field != named)


def test_nobody_gets_it_but_whom_the_order_names():
    assert not rules.refusals(terms(), ["status"], CLERK, TODAY)
    for other in ("", "The prosecutor", CLERK + " ", CLERK.lower()):
        assert rules.refusals(terms(), ["status"], other, TODAY)


@pytest.mark.parametrize(("days", "goes"), [(-1, True), (0, True), (1, False)])
def test_an_order_holds_to_its_last_day(days, goes):
    on = TODAY + timedelta(days=days)
    wrong = rules.refusals(terms(until_on=TODAY), ["status"], CLERK, on)
    assert bool(wrong) == (not goes)


def test_an_order_without_anything_or_anybody_in_it_opens_nothing():
    assert rules.missing(Kind.ORDER, terms(fields=frozenset()))
    assert rules.missing(Kind.ORDER, terms(recipients=()))
    assert rules.missing(Kind.ORDER, terms(fields=frozenset({"everything"})))
    assert rules.refusals(terms(), [], CLERK, TODAY)


def test_whom_an_order_names_stands_one_on_each_line():
    assert rules.lines("  One \n\n Two\r\n") == ("One", "Two")
