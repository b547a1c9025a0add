"""The truth table of where a person is."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from offramp.program.journey.rules import (
    Facts,
    Slipping,
    Stage,
    slipping,
    stage_of,
    steps_of,
)

T = datetime(2026, 5, 1, 2, 0, tzinfo=UTC)
NOTHING = Facts()
MET = replace(NOTHING, met_at=T)
TAKEN_IN = replace(MET, intake_at=T)
ASSESSING = replace(TAKEN_IN, assessment_started_at=T)
ASSESSED = replace(ASSESSING, assessed_at=T)
PLANNED = replace(ASSESSED, plan_agreed_at=T)
CONNECTED = replace(PLANNED, connected_at=T)


@pytest.mark.parametrize(
    ("facts", "stage"),
    [
        (NOTHING, Stage.HANDOFF),
        (MET, Stage.INTAKE),
        (TAKEN_IN, Stage.ASSESSMENT),
        (ASSESSING, Stage.ASSESSMENT),
        (ASSESSED, Stage.PLAN),
        (PLANNED, Stage.REFERRAL),
        (CONNECTED, Stage.SUPPORT),
        # A service may be found before the plan is written: the plan is still next.
        (replace(ASSESSED, connected_at=T), Stage.PLAN),
        (replace(TAKEN_IN, paused_at=T), Stage.PAUSED),
        (replace(CONNECTED, closed_at=T), Stage.CLOSED),
        # Closed goes before out of touch.
        (replace(TAKEN_IN, paused_at=T, closed_at=T), Stage.CLOSED),
    ],
)
def test_the_stage_follows_from_what_happened(facts, stage):
    assert stage_of(facts) == stage


def test_the_stepper_shows_what_is_done_and_where_they_stand():
    states = [step.state for step in steps_of(ASSESSED, lambda at: "1 May")]
    assert states == ["done", "done", "done", "current", "next"]


def test_a_closed_stay_has_no_current_step():
    closed = replace(ASSESSED, closed_at=T)
    assert "current" not in [s.state for s in steps_of(closed, lambda at: "")]


TODAY = date(2026, 5, 20)


def signs(stage=Stage.ASSESSMENT, reached=1, due=20, quiet=14):
    return slipping(
        stage,
        last_reached_on=None if reached is None else TODAY - timedelta(days=reached),
        opened_on=TODAY - timedelta(days=30),
        due_on=None if due is None else TODAY + timedelta(days=due),
        today=TODAY,
        quiet_days=quiet,
    )


def test_somebody_in_touch_and_in_time_is_not_slipping():
    assert signs() == frozenset()


@pytest.mark.parametrize(("reached", "quiet"), [(14, True), (13, False), (None, True)])
def test_no_contact_for_the_sites_days_is_a_sign(reached, quiet):
    assert (Slipping.NO_CONTACT in signs(reached=reached)) is quiet


@pytest.mark.parametrize(
    ("due", "sign"),
    [(8, None), (7, Slipping.DUE_SOON), (0, Slipping.DUE_SOON),
     (-1, Slipping.ASSESSMENT_LATE), (None, None)],
)  # fmt: skip
def test_the_clock_counts_until_the_assessment_is_done(due, sign):
    assert signs(due=due) == (frozenset({sign}) if sign else frozenset())
    assert signs(stage=Stage.PLAN, due=due) == frozenset()


def test_a_closed_stay_shows_no_signs():
    assert signs(stage=Stage.CLOSED, reached=None, due=-9) == frozenset()
