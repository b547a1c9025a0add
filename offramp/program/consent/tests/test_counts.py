"""A consent counts only when it is whole: each element that is dropped is named."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offramp.program.consent.rules import (
    RULES,
    Condition,
    Elements,
    Ending,
    Kind,
    Recipient,
    Signing,
    categories_of,
    missing,
    purpose_of,
)

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
ENDS = NOW + timedelta(days=90)
SIGNED = Signing(how="screen", name="Robin Madeup", points="", witnessed=False)
CASE = Condition("XX-26-0001", "criminal", "About six months", ENDS)

PAIRS = [(kind, to) for kind in Kind for to in RULES[kind].purposes]


def whole(kind: Kind, to: Recipient) -> Elements:
    """A consent of this kind to this recipient that lacks nothing."""
    ending = Ending.DAY if Ending.DAY in RULES[kind].endings else Ending.DISPOSITION
    return Elements(
        kind=kind,
        person=True,
        from_agency=True,
        recipient=to,
        is_named=True,
        members=["Made-up House"] if to is Recipient.INTERMEDIARY else [],
        categories=sorted(categories_of(kind, to)),
        purpose=purpose_of(kind, to),
        ending=ending,
        expires_at=ENDS,
        statements=RULES[kind].statements,
        has_text=True,
        signing=SIGNED,
        given_at=NOW,
        condition=CASE if kind is Kind.CONDITION else None,
    )


@pytest.mark.parametrize(("kind", "to"), PAIRS)
def test_a_whole_consent_lacks_nothing(kind, to):
    assert missing(whole(kind, to), NOW) == ()


DROPS: dict[str, Any] = {
    "person": (False, "Say whose consent this is."),
    "from_agency": (False, "Say who may tell."),
    "recipient": ("", "Choose who may be told."),
    "is_named": (False, "Choose who may be told."),
    "categories": ((), "Tick what may be told."),
    "purpose": ("", "Say what it is for."),
    "ending": ("", "Say when the consent ends."),
    "expires_at": (None, "Choose the last day of the consent."),
    "statements": (frozenset(), "Say in the text how it can be ended."),
    "has_text": (False, "Show the text that is agreed to."),
    "given_at": (None, "Say on which day it was given."),
    "signing": (
        replace(SIGNED, name=""),
        "Sign in the box, or type the full name.",
    ),
}


@given(
    pair=st.sampled_from(PAIRS),
    dropped=st.sets(st.sampled_from(sorted(DROPS)), min_size=1),
)
def test_whatever_is_dropped_is_named_and_nothing_else_helps(pair, dropped):
    changes: dict[str, Any] = {name: DROPS[name][0] for name in dropped}
    lacking = missing(replace(whole(*pair), **changes), NOW)
    for name in dropped - {"expires_at"}:
        assert DROPS[name][1] in lacking
    if "expires_at" in dropped and "ending" not in dropped:
        assert DROPS["expires_at"][1] in lacking


@given(
    pair=st.sampled_from(PAIRS),
    statement=st.sampled_from(
        sorted(set().union(*(r.statements for r in RULES.values())))
    ),
)
def test_each_statement_that_the_law_wants_is_missed(pair, statement):
    left = whole(*pair)
    lacking = missing(replace(left, statements=left.statements - {statement}), NOW)
    assert bool(lacking) == (statement in RULES[pair[0]].statements)


@given(first=st.sampled_from(PAIRS), second=st.sampled_from(PAIRS))
def test_no_two_kinds_are_ever_combined(first, second):
    """Under one kind, what only another kind may say is refused."""
    one, other = whole(*first), whole(*second)
    both = {*one.categories, *other.categories}
    mixed = replace(one, categories=sorted(both))
    allowed = both <= categories_of(*first)
    assert (missing(mixed, NOW) == ()) == allowed
    if first[0] is not second[0]:
        aimed = replace(one, purpose=other.purpose, recipient=other.recipient)
        meant = purpose_of(first[0], second[1])
        lacking = missing(aimed, NOW)
        assert lacking or meant == other.purpose


@given(
    pair=st.sampled_from(PAIRS),
    seconds=st.integers(min_value=-100_000, max_value=100_000),
)
def test_a_consent_that_is_over_by_a_second_does_not_count(pair, seconds):
    end = NOW + timedelta(seconds=seconds)
    case = replace(CASE, revocable_at=end) if pair[0] is Kind.CONDITION else None
    lacking = missing(replace(whole(*pair), expires_at=end, condition=case), NOW)
    assert ("The last day must not be over." in lacking) == (seconds <= 0)


@pytest.mark.parametrize(("kind", "to"), PAIRS)
def test_a_consent_without_a_last_day_is_for_care_alone(kind, to):
    for ending in (Ending.NONE, Ending.END_OF_STAY):
        open_ended = replace(whole(kind, to), ending=ending, expires_at=None)
        assert bool(missing(open_ended, NOW)) == (kind is not Kind.CARE)


@pytest.mark.parametrize(
    "kind", [kind for kind in Kind if RULES[kind].longest is not None]
)
def test_no_consent_runs_longer_than_its_kind_allows(kind):
    to = next(iter(RULES[kind].purposes))
    longest = RULES[kind].longest
    assert longest is not None
    last, late = NOW + longest, NOW + longest + timedelta(seconds=1)
    assert missing(replace(whole(kind, to), expires_at=last), NOW) == ()
    lacking = missing(replace(whole(kind, to), expires_at=late), NOW)
    assert "Choose an earlier last day." in lacking


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.CARE])
def test_everything_is_no_category(kind):
    to = next(iter(RULES[kind].purposes))
    for everything in ("everything", "all", "care_record"):
        asked = replace(whole(kind, to), categories=[everything])
        assert "They may not be told all of this. Tick less." in missing(asked, NOW)


def test_police_are_never_told_what_is_for_the_prosecutor():
    asked = replace(
        whole(Kind.LEAD_RELEASE, Recipient.POLICE), categories=["assessment_completed"]
    )
    assert missing(asked, NOW) == ("They may not be told all of this. Tick less.",)


def test_an_intermediary_is_named_with_its_members():
    via = replace(whole(Kind.CARE, Recipient.INTERMEDIARY), members=[])
    assert missing(via, NOW) == ("Name the members that it goes to.",)


def test_only_a_condition_of_a_case_names_a_case_and_then_all_of_it():
    plain = replace(whole(Kind.LEAD_RELEASE, Recipient.PROSECUTOR), condition=CASE)
    assert missing(plain, NOW) == ("Only a condition of a case may name one.",)
    bound = whole(Kind.CONDITION, Recipient.PROSECUTOR)
    told: dict[str, Any] = {
        "case_number": "Name the case that it is a condition of.",
        "proceeding": "Say which kind of case it is.",
        "length": "Say how long the treatment may take.",
    }
    for field, sentence in told.items():
        empty: dict[str, Any] = {field: ""}
        less = replace(bound, condition=replace(CASE, **empty))
        assert missing(less, NOW) == (sentence,)
    never = replace(bound, condition=replace(CASE, revocable_at=None))
    assert missing(never, NOW) == ("Say from when on it can be ended.",)
    after = replace(CASE, revocable_at=ENDS + timedelta(seconds=1))
    assert missing(replace(bound, condition=after), NOW) == (
        "It can be ended before the case is decided, or with it.",
    )
