"""What stands out, one line of truth for each rule."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from offramp.impact.oversight import rules
from offramp.impact.oversight.rules import Access, Facts, Rule

NOON = datetime(2026, 3, 4, 12)
PAT, ANN, BOB = UUID(int=1), UUID(int=2), UUID(int=3)


def opened(person=ANN, *, hour=12, position=1, **more) -> Access:
    at = NOON.replace(hour=hour)
    return Access(position, at, PAT, "person.read", person_id=person, **more)


def refused(minutes: float) -> Access:
    at = NOON + timedelta(minutes=minutes)
    return Access(1, at, PAT, "person.read", refused=True)


IN_CARE = Facts(in_care={(PAT, ANN)})
NAMED = Facts(
    in_care={(PAT, ANN), (PAT, BOB)},
    surnames={PAT: "Castly", ANN: "castly", BOB: "Otherwise"},
    full_names={ANN: "Ann Castly", BOB: "Bob Otherwise"},
    staff_names={"Pat Castly", "bob otherwise"},
)
STEADY = Facts(in_care={(PAT, ANN)}, earlier={PAT: [4, 5, 4, 5, 4]})


@pytest.mark.parametrize(
    ("accesses", "facts", "stand_out"),
    [
        ([opened()], IN_CARE, set()),
        ([opened(BOB)], IN_CARE, {Rule.OFF_CASELOAD}),
        ([opened(BOB, refused=True)], IN_CARE, set()),
        ([opened(None)], IN_CARE, set()),
        ([opened(ANN)], NAMED, {Rule.SAME_SURNAME}),
        ([opened(BOB)], NAMED, {Rule.COLLEAGUE}),
        ([opened(hour=5)], IN_CARE, {Rule.AFTER_HOURS}),
        ([opened(hour=6)], IN_CARE, set()),
        ([opened(hour=21)], IN_CARE, set()),
        ([opened(hour=22)], IN_CARE, {Rule.AFTER_HOURS}),
        ([opened(hour=23, works_at_night=True)], IN_CARE, set()),
        ([opened()] * 10, STEADY, set()),
        ([opened()] * 11, STEADY, {Rule.VOLUME}),
        ([opened()] * 99, IN_CARE, set()),
        ([refused(i) for i in range(10)], Facts(), set()),
        ([refused(i) for i in range(11)], Facts(), {Rule.REFUSALS}),
        ([refused(i * 6) for i in range(11)], Facts(), set()),
        ([refused(i * 5.9) for i in range(11)], Facts(), {Rule.REFUSALS}),
        ([Access(1, NOON, PAT, rules.BREAK_GLASS)], Facts(), {Rule.BREAK_GLASS}),
    ],
)
def test_what_stands_out(accesses, facts, stand_out):
    assert {found.rule for found in rules.findings(accesses, facts)} == stand_out


def test_too_little_history_says_nothing():
    assert not rules.is_unusual(1000, [1, 1, 1])
    assert rules.is_unusual(1000, [1, 1, 1, 1])


def test_a_finding_names_who_how_many_and_the_first_entries():
    many = [opened(BOB, position=n) for n in range(60)]
    [found] = rules.findings(many, IN_CARE)
    assert (found.staff_id, found.count) == (PAT, 60)
    assert found.positions == tuple(range(rules.KEPT))
