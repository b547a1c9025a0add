from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offramp.platform.submissions import rules

HERE = datetime(2026, 11, 30, 2, 0, tzinfo=UTC)
MINUTES = st.integers(-3 * 24 * 60, 3 * 24 * 60)


@given(MINUTES, st.integers(0, 24 * 60), st.integers(1, 60))
def test_a_wrong_clock_is_put_right_and_the_order_stays(wrong, before, between):
    phone = HERE + timedelta(minutes=wrong)
    first = phone - timedelta(minutes=before + between)
    second = phone - timedelta(minutes=before)
    earlier = rules.happened_at(first, phone, HERE)
    later = rules.happened_at(second, phone, HERE)
    assert earlier < later <= HERE
    assert HERE - later == timedelta(minutes=before)


def test_what_a_clock_claims_that_was_put_right_since_was_just_now():
    claimed = HERE + timedelta(days=2)
    assert rules.happened_at(claimed, HERE, HERE) == HERE
    assert rules.happened_at(claimed, None, HERE) == HERE


@pytest.mark.parametrize("year", [1, 9999])
def test_no_clock_is_so_wrong_that_it_is_refused(year):
    claimed = datetime(year, 12, 31, tzinfo=UTC)
    for phone in (datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)):
        assert rules.happened_at(claimed, phone, HERE) <= HERE


def _entry(**changes):
    said = {"kind": "contact", "said": {"place": ["Here"]}, "at": HERE.isoformat()}
    return {**said, "writer": str(uuid4()), **changes}


def test_the_same_answers_are_the_same_whenever_they_were_closed():
    first = rules.opened(_entry())
    again = rules.opened(_entry(at=(HERE + timedelta(hours=1)).isoformat()))
    other = rules.opened(_entry(said={"place": ["There"]}))
    assert first.digest() == again.digest() != other.digest()


@pytest.mark.parametrize(
    "bad",
    [
        {"said": None},
        {"said": []},
        {"said": {"place": 7}},
        {"at": "yesterday"},
        {"at": "2026-11-30T02:00:00"},
        {"writer": "somebody"},
    ],
)
def test_what_makes_no_sense_is_unreadable(bad):
    with pytest.raises(rules.Unreadable):
        rules.opened(_entry(**bad))


def test_nobody_may_be_known_on_a_phone():
    assert rules.opened(_entry(writer=None)).writer is None
