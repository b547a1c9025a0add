from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils.timezone import now

from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ActorId, ShiftId
from offramp.platform.policy.gate import Forbidden
from offramp.program.dispatch import actions, queries
from offramp.program.dispatch.models import Shift
from offramp.program.dispatch.rules import Place, Span, gaps, local_moment, weekly
from offramp.program.dispatch.tests import factories as make
from tests import cast

DENVER = ZoneInfo("America/Denver")  # where the made-up site is
# In 2026 the clocks there go back on November 1 and ahead on March 8.
BACK = date(2026, 11, 1)
AHEAD = date(2026, 3, 8)

pytestmark = pytest.mark.django_db


def local(day: date, hour: int) -> datetime:
    return local_moment(datetime.combine(day, time(hour)), DENVER)


def night(day: date) -> Span:
    """From six in the evening until six in the morning, by the clock on the wall."""
    return Span(local(day, 18), local(day + timedelta(days=1), 6))


def put(span: Span, who=None, place=Place.PRIMARY, weeks: int = 1, id=None):
    return actions.add_shift(
        id or ShiftId(uuid4()),
        ActorId((who or cast.percy()).id),
        place,
        span,
        weeks=weeks,
        at=now(),
        by=cast.sam(),
    )


def shown(day: date):
    roster = queries.roster(f"{day:%G-W%V}", cast.percy(), at=local(day, 12))
    return roster.days[day.weekday()]


def test_a_shift_is_on_the_roster_and_on_record():
    put(night(date(2026, 6, 3)))

    wednesday = shown(date(2026, 6, 3))
    thursday = shown(date(2026, 6, 4))

    assert wednesday.label == "Wednesday, Jun 3"
    assert wednesday.is_today
    [row] = wednesday.rows
    assert (row.place, row.who) == ("Primary", "Percy Castly")
    assert row.hours == "18:00–06:00 Thu (12 h)"
    assert thursday.rows[0].hours == "until 06:00, since the day before"
    assert not thursday.rows[0].can_cancel
    assert Entry.objects.filter(action="roster.change").count() == 1


def test_gaps_are_shown_plainly():
    put(night(date(2026, 6, 3)))
    assert shown(date(2026, 6, 3)).gaps == (
        ("Nobody is primary 00:00–18:00", "error"),
        ("No backup all day", "error"),
        ("No supervisor all day", "error"),
    )
    assert shown(date(2026, 6, 4)).gaps[0] == ("Nobody is primary 06:00–24:00", "error")
    # What is over is no longer red.
    later = queries.roster("2026-W23", cast.percy(), at=local(date(2026, 6, 5), 12))
    assert later.days[2].gaps[1] == ("No backup all day", "plain")
    assert later.gaps[0] == "Friday, Jun 5: Nobody is primary 12:00–24:00"


def test_shifts_that_meet_leave_no_gap():
    day = local(date(2026, 6, 3), 0)
    hours = [timedelta(hours=n) for n in (0, 8, 6, 24)]
    covered = [Span(day, day + hours[1]), Span(day + hours[2], day + hours[3])]
    assert list(gaps(Span(day, day + hours[3]), covered)) == []


def test_a_repeated_shift_keeps_its_hours_when_the_clocks_change():
    saturday = BACK - timedelta(days=8)
    put(night(saturday), weeks=3)

    begins = [s.from_at.astimezone(DENVER) for s in Shift.objects.order_by("from_at")]
    assert [f"{at:%m-%d %H:%M}" for at in begins] == [
        "10-24 18:00",
        "10-31 18:00",
        "11-07 18:00",
    ]
    assert [at.astimezone(UTC).hour for at in begins] == [0, 0, 1]


def test_the_night_the_clocks_go_back_is_thirteen_hours():
    put(night(BACK - timedelta(days=1)))
    [row] = shown(BACK - timedelta(days=1)).rows
    assert row.hours == "18:00–06:00 Sun (13 h)"
    assert shown(BACK).gaps[0][0] == "Nobody is primary 06:00–24:00"


def test_the_night_the_clocks_go_ahead_is_eleven_hours():
    put(night(AHEAD - timedelta(days=1)))
    [row] = shown(AHEAD - timedelta(days=1)).rows
    assert row.hours == "18:00–06:00 Sun (11 h)"


def test_an_hour_that_the_clock_skips_is_read_an_hour_on():
    skipped = local_moment(datetime.combine(AHEAD, time(2, 30)), DENVER)
    assert f"{skipped.astimezone(DENVER):%H:%M}" == "03:30"
    [_, second] = weekly(
        Span(local(AHEAD - timedelta(days=7), 2), local(AHEAD, 1)), 2, DENVER
    )
    assert f"{second.from_at.astimezone(DENVER):%H:%M}" == "03:00"


def test_nobody_is_on_call_twice_at_the_same_time():
    put(night(date(2026, 6, 3)), weeks=2)
    with pytest.raises(Refused, match="They are on call already on June 10. Cancel"):
        put(night(date(2026, 6, 10)), place=Place.BACKUP)


def test_sent_twice_it_is_one_shift():
    id = ShiftId(uuid4())
    put(night(date(2026, 6, 3)), weeks=2, id=id)
    again = put(night(date(2026, 6, 3)), weeks=2, id=id)
    assert len(again) == Shift.objects.count() == 2


def test_only_peers_are_on_call():
    with pytest.raises(Refused, match="does not serve as a peer on June 3"):
        put(night(date(2026, 6, 3)), who=cast.casey())
    with pytest.raises(Refused, match="does not serve as a peer"):
        put(night(date(2019, 6, 3)))


@pytest.mark.parametrize(
    ("hours", "weeks", "sentence"),
    [
        (0, 1, "ends after it begins"),
        (-5, 1, "ends after it begins"),
        (24 * 8, 1, "at most seven days"),
        (12, 0, "for 1 to 26 weeks"),
        (12, 27, "for 1 to 26 weeks"),
    ],
)
def test_a_shift_that_cannot_be_meant_is_refused(hours, weeks, sentence):
    begin = local(date(2026, 6, 3), 18)
    with pytest.raises(Refused, match=sentence):
        put(Span(begin, begin + timedelta(hours=hours)), weeks=weeks)


def test_a_cancelled_shift_leaves_the_roster_and_one_that_is_over_stays():
    shift = make.shift(cast.percy())
    actions.cancel_shift(shift.id, at=now(), by=cast.mona())
    actions.cancel_shift(shift.id, at=now(), by=cast.mona())
    assert queries.on_call(now()) == ()

    over = make.shift(cast.percy(), at=now() - timedelta(days=2))
    with pytest.raises(Refused, match="This shift is over"):
        actions.cancel_shift(over.id, at=now(), by=cast.sam())


def test_peers_read_the_roster_and_leads_change_it():
    assert not queries.roster("", cast.percy()).can_change
    assert queries.roster("", cast.mona()).can_change
    shift = make.shift(cast.percy())
    with pytest.raises(Forbidden):
        actions.cancel_shift(shift.id, at=now(), by=cast.percy())
    with pytest.raises(Forbidden):
        queries.roster("", cast.olive())


def test_who_is_on_call_now_the_primary_first():
    make.shift(cast.pat(), Place.BACKUP)
    make.shift(cast.percy())
    assert [(p.place, p.name) for p in queries.on_call(now())] == [
        ("Primary", "Percy Castly"),
        ("Backup", "Pat Castly"),
    ]
    roster = queries.roster("", cast.percy())
    assert not roster.nobody_is_primary


@pytest.mark.parametrize(
    "week", ["", "nonsense", "2026-W60", "2026-W00", "\x00", "9999-W52"]
)
def test_a_week_that_is_none_is_this_week(week: str):
    assert queries.roster(week, cast.percy()).is_this_week


def test_every_week_costs_the_same(client, django_assert_num_queries):
    cast.signed_in(client, cast.mona())
    url = reverse("dispatch:roster")
    put(night(date(2026, 6, 10)))
    client.get(url)
    with django_assert_num_queries(8):
        client.get(url, {"week": "2026-W24"})
    for day in range(1, 8):
        put(night(date(2026, 6, day)), who=cast.pat() if day % 2 else cast.percy())
    with django_assert_num_queries(8):
        client.get(url, {"week": "2026-W23"})


def form(**changes: str) -> dict[str, str]:
    tomorrow = (now().astimezone(DENVER) + timedelta(days=1)).date()
    return {
        "submission_id": str(uuid4()),
        "staff_id": str(cast.percy().id),
        "place": "primary",
        "day": tomorrow.isoformat(),
        "begins": "18:00",
        "ends": "06:00",
        "weeks": "2",
        **changes,
    }


def test_a_manager_adds_a_shift_on_the_page(client):
    cast.signed_in(client, cast.mona())
    sent = form()
    for _ in range(2):
        answer = client.post(reverse("dispatch:new_shift"), sent)
        assert answer.status_code == 302

    first, second = Shift.objects.order_by("from_at")
    assert f"{first.from_at.astimezone(DENVER):%H:%M}" == "18:00"
    assert first.until_at - first.from_at == timedelta(hours=12)
    assert second.from_at > first.from_at
    assert "Percy Castly" in client.get(answer["Location"]).text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"day": "1890-01-01"}, "or a later day"),
        ({"day": ""}, "Enter “Day it begins”"),
        ({"begins": "late"}, "time"),
        ({"weeks": "99"}, "26"),
        ({"staff_id": str(uuid4())}, "Choose one of the answers"),
        ({"place": "nowhere\x00"}, "Choose one of the answers"),
    ],
)
def test_a_slip_gets_a_sentence_and_nothing_is_lost(client, wrong, sentence):
    cast.signed_in(client, cast.sam())
    answer = client.post(reverse("dispatch:new_shift"), form(**wrong))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="06:00' in answer.text
    assert not Shift.objects.exists()


def test_a_shift_that_is_taken_is_said_on_the_form(client):
    cast.signed_in(client, cast.sam())
    client.post(reverse("dispatch:new_shift"), form())
    answer = client.post(reverse("dispatch:new_shift"), form())
    assert answer.status_code == 422
    assert "They are on call already" in answer.text


def test_a_peer_cannot_change_the_roster(client):
    cast.signed_in(client, cast.percy())
    assert client.get(reverse("dispatch:new_shift")).status_code == 403
    shift = make.shift(cast.percy())
    cancel = reverse("dispatch:cancel_shift", args=[shift.id])
    assert client.post(cancel).status_code == 403
    cast.signed_in(client, cast.mona())
    assert client.post(cancel).status_code == 302
    assert (
        client.post(reverse("dispatch:cancel_shift", args=[uuid4()])).status_code == 404
    )
