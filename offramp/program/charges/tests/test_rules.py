from datetime import date

import pytest

from offramp.platform.kernel.errors import Refused
from offramp.program.charges import rules
from offramp.program.charges.lifecycle import LIFECYCLE, Event, State

TODAY = date(2026, 3, 10)


def test_only_a_held_charge_moves_and_it_moves_once():
    assert LIFECYCLE.open_to(State.HELD) == {Event.CLEAR, Event.FILE, Event.LET_GO}
    for settled in (State.CLEARED, State.FILED, State.LET_GO):
        assert LIFECYCLE.open_to(settled) == set()


@pytest.mark.parametrize(
    ("on", "words", "urgency"),
    [
        (date(2026, 3, 10), "today", rules.Urgency.SOON),
        (date(2026, 3, 11), "tomorrow", rules.Urgency.SOON),
        (date(2026, 3, 17), "in 7 days", rules.Urgency.SOON),
        (date(2026, 3, 18), "in 8 days", rules.Urgency.FAR),
        (date(2026, 3, 9), "1 day ago", rules.Urgency.PAST),
        (date(2026, 3, 1), "9 days ago", rules.Urgency.PAST),
    ],
)
def test_a_countdown_says_how_far_off_a_date_is(on, words, urgency):
    found = rules.countdown(on, TODAY)
    assert (found.words, found.urgency) == (words, urgency)


def test_both_clocks_run_from_the_day_the_charge_is_held():
    due_on, closes_on = rules.due_dates(TODAY, due_days=14, record_days=30)
    assert due_on == date(2026, 3, 24)
    assert closes_on == date(2026, 4, 9)


def test_more_time_is_more_and_has_its_limit():
    due_on = date(2026, 3, 20)
    rules.must_be_later(date(2026, 3, 21), due_on, today=TODAY, most_days=7)
    rules.must_be_later(date(2026, 3, 27), due_on, today=TODAY, most_days=7)
    with pytest.raises(Refused, match="March 21, 2026, or a later day"):
        rules.must_be_later(due_on, due_on, today=TODAY, most_days=7)
    with pytest.raises(Refused, match="March 27, 2026, or an earlier day"):
        rules.must_be_later(date(2026, 3, 28), due_on, today=TODAY, most_days=7)


def test_more_time_after_the_date_begins_today():
    due_on = date(2026, 3, 1)
    with pytest.raises(Refused, match="March 11, 2026"):
        rules.must_be_later(date(2026, 3, 9), due_on, today=TODAY, most_days=7)
    rules.must_be_later(date(2026, 3, 17), due_on, today=TODAY, most_days=7)


def test_nothing_is_reported_before_the_day_is_over_or_without_attempts():
    due_on = date(2026, 3, 9)
    rules.must_be_reportable(2, minimum=2, due_on=due_on, today=TODAY)
    with pytest.raises(Refused, match="has until"):
        rules.must_be_reportable(2, minimum=2, due_on=TODAY, today=TODAY)
    with pytest.raises(Refused, match="1 of at least 2 attempts"):
        rules.must_be_reportable(1, minimum=2, due_on=due_on, today=TODAY)


def test_the_next_step_follows_what_was_told_then_the_date():
    late, far = (
        rules.countdown(date(2026, 3, 1), TODAY),
        rules.countdown(date(2026, 4, 1), TODAY),
    )

    def says(due, **told):
        told = {"is_completed": False, "is_reported": False, **told}
        return rules.next_step(due, **told)[0]

    assert "Record the charge as cleared" in says(late, is_completed=True)
    assert "A supervisor reported" in says(late, is_reported=True)
    assert "silence is not a report" in says(late)
    assert says(far) == "Nothing. The assessment is due in 22 days."
