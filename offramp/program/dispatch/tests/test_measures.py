"""The board and the measures say what each page says, from the same rows."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils.timezone import now

from offramp.platform.kernel.ids import DispatchId, DiversionId
from offramp.program.dispatch import actions, queries
from offramp.program.dispatch.lifecycle import State
from offramp.program.dispatch.models import Dispatch
from offramp.program.dispatch.rules import (
    Asked,
    Handled,
    Place,
    Reply,
    Says,
    Times,
    Wanted,
    fit,
    local_moment,
    measure,
    morning_after,
    read_reply,
    spread,
    weekly,
    why_missed,
)
from offramp.program.dispatch.rules import Span as Hours
from offramp.program.dispatch.tests import factories as make
from tests import cast

CHICAGO, SYDNEY = ZoneInfo("America/Chicago"), ZoneInfo("Australia/Sydney")
START = datetime(2026, 3, 7, 6, tzinfo=UTC)  # midnight in Chicago


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def handled(answered: int | None, arrived: int | None, **more) -> Handled:
    """A handoff, by minutes since its page."""

    def at(count: int | None) -> datetime | None:
        return None if count is None else START + minutes(count)

    times = Times(
        dispatch_id=DispatchId(uuid4()),
        diversion_id=DiversionId(uuid4()),
        state=more.pop("state", State.RELEASED),
        contact_at=START - minutes(5),
        paged_at=START,
        answered_at=at(answered),
        en_route_at=None,
        arrived_at=at(arrived),
        released_at=at(arrived + 5 if arrived else 40),
        answered_by_id=None,
    )
    return Handled(times, more.pop("area", "North"), **more)


def test_the_middle_and_nine_of_ten():
    assert spread(range(1, 11)) == spread([*range(10, 0, -1), None])
    found = spread(range(1, 11))
    assert (found.count, found.median, found.ninetieth) == (10, 5.5, 9)
    assert spread([7]) == type(found)(1, 7, 7)
    assert spread([None]).median is None


def test_measures_by_hour_and_area_and_what_was_taken_back_apart():
    rows = [
        handled(2, 20),
        handled(4, 45, area="South"),
        handled(None, None, fell_back=True, looked_for=True),
        handled(None, None, state=State.WITHDRAWN),
        handled(30, 50, fell_back=True),  # late help is help
    ]
    found = measure(rows, [], 30, CHICAGO, START + timedelta(days=1))
    assert (found.handoffs, found.withdrawn, found.unserved) == (4, 1, 1)
    assert (found.looked_for, found.within_goal) == (1, 1)
    assert found.answered.count == found.arrived.count == 3
    assert [(line.label, line.unserved) for line in found.by_area] == [
        ("North", 1),
        ("South", 0),
    ]
    assert [line.label for line in found.by_hour] == ["00:00 to 03:00"]
    assert found.officer.median == 50


@pytest.mark.parametrize(
    ("answer", "settled", "left", "why"),
    [
        ("coming", 1, True, None),
        ("cannot", None, True, "Said that they cannot come"),
        ("", 1, True, None),  # another was quicker
        ("", 9, True, "No answer in time"),
        ("", None, False, "No message could be sent"),
    ],
)
def test_why_a_page_brought_nobody(answer, settled, left, why):
    at = START + minutes(settled) if settled else None
    page = Asked(answer, START + minutes(4), at, left)
    assert why_missed(page, START + minutes(60)) == why
    if not answer:
        assert why_missed(page, START + minutes(2)) is None  # it still waits


def test_what_was_asked_for_comes_before_who_is_near_and_nobody_is_left_out():
    wanted = Wanted({"north"}, "spanish", "she")
    near = fit(Says({"north"}), wanted)
    anywhere = fit(Says(), wanted)
    speaks = fit(Says({"south"}, {"spanish"}), wanted)
    suits = fit(Says({"south"}, (), "she"), wanted)
    far = fit(Says({"south"}), wanted)
    assert speaks > suits > near == anywhere > far == 0
    assert fit(Says({"south"}, {"spanish"}, "she"), Wanted({"north"})) == 0


@pytest.mark.parametrize(
    ("words", "means"),
    [
        ("1", Reply(True, 20, "")),
        (" yes ", Reply(True, 20, "")),
        ("1 35", Reply(True, 35, "")),
        ("coming 15 min", Reply(True, 15, "")),
        ("1 35 ld-7f3k2", Reply(True, 35, "7F3K2")),
        ("2 7F3K2", Reply(False, 20, "7F3K2")),
        ("No.", Reply(False, 20, "")),
        ("12", None),
        ("who is this", None),
        ("", None),
    ],
)
def test_a_reply_is_read_or_asked_again_never_guessed(words: str, means):
    assert read_reply(words) == means


@pytest.mark.parametrize(
    ("zone", "begins", "lengths"),
    [
        (CHICAGO, datetime(2026, 2, 28, 22), [8, 7, 8]),  # ahead on March 8, 2026
        (CHICAGO, datetime(2026, 10, 24, 22), [8, 9, 8]),  # back on November 1
        (SYDNEY, datetime(2026, 3, 28, 22), [8, 9, 8]),  # there it is autumn
        (SYDNEY, datetime(2026, 9, 26, 22), [8, 7, 8]),
    ],
)
def test_a_night_shift_keeps_its_hours_by_the_clock(zone, begins, lengths):
    first = Hours(
        local_moment(begins, zone), local_moment(begins + timedelta(hours=8), zone)
    )
    weeks = weekly(first, 3, zone)
    assert [f"{w.from_at.astimezone(zone):%H:%M}" for w in weeks] == ["22:00"] * 3
    assert [f"{w.until_at.astimezone(zone):%H:%M}" for w in weeks] == ["06:00"] * 3
    assert [(w.until_at - w.from_at) / timedelta(hours=1) for w in weeks] == lengths


@pytest.mark.parametrize("zone", [CHICAGO, SYDNEY])
@pytest.mark.parametrize(
    ("night", "morning"),
    [
        (datetime(2026, 3, 7, 23), datetime(2026, 3, 8, 9)),
        (datetime(2026, 10, 31, 23, 30), datetime(2026, 11, 1, 9)),
        (datetime(2026, 4, 5, 1, 30), datetime(2026, 4, 5, 9)),
        (datetime(2026, 6, 3, 8, 30), datetime(2026, 6, 4, 9)),
    ],
)
def test_the_morning_after_is_at_nine_by_the_clock(zone, night, morning):
    found = morning_after(local_moment(night, zone), 9, zone)
    assert found.astimezone(zone).replace(tzinfo=None) == morning


@pytest.mark.django_db
def test_whoever_speaks_the_language_is_paged_before_the_other_primary():
    by = cast.pat()
    actions.choose_match([], ["spanish"], "", at=now(), by=by)
    make.shift(cast.percy())
    make.shift(cast.pat())
    first = make.dispatch(language="spanish")
    assert list(first.pages.values_list("staff_id", flat=True)) == [cast.pat().id]
    actions.cannot(first.id, at=now(), by=by)
    assert first.pages.count() == 2
    second = make.dispatch()
    assert second.pages.count() == 2


def one_met_and_one_lost() -> tuple[Dispatch, Dispatch]:
    """One peer was there after 21 minutes; to the other nobody could come."""
    start = now() - minutes(50)
    make.shift(cast.percy(), at=start)
    make.shift(cast.sam(), Place.SUPERVISOR, at=start)
    dispatch = make.dispatch(start)
    actions.answer(dispatch.id, 20, at=start + minutes(3), by=cast.percy())
    actions.arrive(dispatch.id, at=start + minutes(21), by=cast.percy())
    actions.release(dispatch.id, at=start + minutes(26), by=cast.olive())
    lost = make.dispatch(start)
    actions.cannot(lost.id, at=start + minutes(1), by=cast.percy())
    actions.cannot(lost.id, at=start + minutes(2), by=cast.sam())
    return dispatch, lost


@pytest.mark.django_db
def test_the_page_the_board_and_the_measures_say_the_same(client):
    dispatch, lost = one_met_and_one_lost()
    times = make.times(dispatch)
    board = queries.board(cast.mona())
    found = queries.measures(30, cast.mona())
    assert board is not None
    assert [row.code for row in board.open if row.id == lost.id]
    [waits] = board.waiting
    assert waits.id == lost.id
    assert found.arrived.median == times.handoff_minutes == 21
    assert found.answered.median == 3
    assert found.officer.median == times.officer_minutes
    assert found.unserved == 1
    assert dict(found.missed) == {"Said that they cannot come": 2}
    assert queries.board(cast.mona(), etag=board.etag) is None

    cast.signed_in(client, cast.mona())
    page = client.get(reverse("dispatch:board")).text
    assert "Nobody could come" in page
    assert "Percy Castly" in page
    assert "21 min" in client.get(reverse("dispatch:measures"), {"days": "7"}).text


@pytest.mark.django_db
def test_the_board_costs_the_same_for_one_as_for_many(
    client, django_assert_max_num_queries
):
    make.shift(cast.percy())
    make.shift(cast.sam(), Place.SUPERVISOR)
    cast.signed_in(client, cast.mona())
    for _ in range(3):
        dispatch = make.dispatch()
        actions.answer(dispatch.id, 20, at=now(), by=cast.percy())
        actions.travel(dispatch.id, at=now(), by=cast.percy())
    client.get(reverse("dispatch:board"))
    for name in ("board", "measures"):
        with django_assert_max_num_queries(10):
            client.get(reverse(f"dispatch:{name}"))
