from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.http import Http404
from django.utils import timezone
from django.utils.timezone import now

from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import AppointmentId, new_id
from offramp.platform.policy.gate import Forbidden
from offramp.program.appointments import actions, queries
from offramp.program.appointments.lifecycle import LIFECYCLE, Event, State
from offramp.program.appointments.models import Appointment
from offramp.program.appointments.tests import factories as make
from offramp.program.people import actions as people_actions
from offramp.program.people.tests import factories as people
from tests import cast

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def percy():
    return cast.percy()


@pytest.fixture
def robin(percy):
    return people.person(by=percy)


def all_of(person, by):
    """Every appointment of theirs, as their page has them."""
    page = queries.person_page(person.id, 1, by)
    return [*page.to_come, *page.earlier.object_list]


def test_an_appointment_is_agreed_and_kept(percy, robin):
    met = make.appointment(robin, by=percy, when=now() - DAY / 24)
    actions.keep(met.id, at=now(), by=percy)
    actions.keep(met.id, at=now(), by=percy)
    (row,) = all_of(robin, percy)
    assert (row.status, row.tone, row.open_to) == ("Met", "success", frozenset())
    assert Entry.objects.filter(action="appointment.change").count() == 1


def test_making_twice_is_making_once(percy, robin):
    id, when = AppointmentId(new_id()), now() + DAY
    for _ in range(2):
        actions.make(
            id, robin.id, kind="other", when=when, place="", at=now(), by=percy
        )
    assert Appointment.objects.count() == 1
    with pytest.raises(Refused, match="already saved"):
        actions.make(
            id, robin.id, kind="other", when=when + DAY, place="", at=now(), by=percy
        )


def test_a_time_that_has_passed_is_refused(percy, robin):
    with pytest.raises(Refused, match="has passed"):
        actions.make(
            AppointmentId(new_id()), robin.id, kind="other", when=now() - DAY,
            place="", at=now(), by=percy,
        )  # fmt: skip


def test_not_meeting_says_why_and_blames_nobody(percy, robin):
    missed = make.appointment(robin, by=percy, when=now() - DAY / 24)
    actions.miss(missed.id, "we_could_not", at=now(), by=percy)
    (row,) = all_of(robin, percy)
    assert (row.status, row.reason) == ("Did not meet", "We could not make it")


def test_what_is_still_to_come_can_be_moved_or_called_off_only(percy, robin):
    later = make.appointment(robin, by=percy)
    for act in (
        lambda: actions.keep(later.id, at=now(), by=percy),
        lambda: actions.miss(later.id, "not_there", at=now(), by=percy),
    ):
        with pytest.raises(Refused, match="still to come"):
            act()
    actions.cancel(later.id, "they_asked", at=now(), by=percy)
    assert all_of(robin, percy)[0].reason == "They asked"


def test_moving_makes_a_new_one_with_the_same_terms(percy, robin):
    first = make.appointment(robin, by=percy, transport="none", reminder="none")
    id, when = AppointmentId(new_id()), now() + 5 * DAY
    for _ in range(2):
        moved = actions.move(first.id, id, when, "they_asked", at=now(), by=percy)
        assert moved.pk == id
    rows = {row.id: row for row in all_of(robin, percy)}
    assert rows[first.id].state == State.MOVED
    assert rows[id].state == State.BOOKED
    assert (rows[id].kind, rows[id].place) == ("assessment", "At the office")


def test_what_is_settled_stays_settled(percy, robin):
    met = make.appointment(robin, by=percy, when=now() - DAY / 24)
    actions.keep(met.id, at=now(), by=percy)
    with pytest.raises(Refused, match="recorded already what came of this.*met"):
        actions.miss(met.id, "other", at=now(), by=percy)
    with pytest.raises(Refused, match="recorded already"):
        actions.move(
            met.id, AppointmentId(new_id()), now() + DAY, "other", at=now(), by=percy
        )


def test_the_table_of_moves_is_whole():
    assert set(Event) == set(LIFECYCLE.open_to(State.BOOKED))
    for state in set(State) - {State.BOOKED}:
        assert not LIFECYCLE.open_to(state)


def test_today_is_the_day_where_the_program_is(percy, robin, monkeypatch):
    denver = ZoneInfo("America/Denver")
    # 23:30 on October 31 in Denver is already November 1 in UTC.
    monkeypatch.setattr(
        timezone, "now", lambda: datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    )
    for hour, day in ((9, 31), (23, 31)):
        when = datetime(2026, 10, day, hour, 45, tzinfo=denver)
        make.appointment(robin, by=percy, when=when)
    make.appointment(robin, by=percy, when=datetime(2026, 11, 1, 9, tzinfo=denver))
    with timezone.override(denver):
        assert [timezone.localtime(r.at).hour for r in queries.near(percy).today] == [
            9,
            23,
        ]


def test_the_day_on_which_the_clock_goes_back_is_whole(percy, robin, monkeypatch):
    denver = ZoneInfo("America/Denver")
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 1, 18, tzinfo=UTC))
    # The day has 25 hours; the last of them counts too.
    make.appointment(robin, by=percy, when=datetime(2026, 11, 1, 23, 59, tzinfo=denver))
    with timezone.override(denver):
        assert len(queries.near(percy).today) == 1


def test_each_sees_their_own_peoples_appointments(percy, robin):
    make.appointment(robin, by=percy, when=now() + DAY / 24, reminder="text")
    assert len(queries.near(percy).to_remind) == 1
    assert queries.near(cast.pat()).to_remind == []
    assert len(queries.near(cast.sam()).to_remind) == 1
    with pytest.raises(Http404):
        queries.one(Appointment.objects.get().id, cast.pat())


def test_what_nobody_has_settled_is_listed(percy, robin):
    make.appointment(robin, by=percy, when=now() - DAY)
    make.appointment(robin, by=percy)
    (row,) = queries.near(percy).to_settle
    assert row.is_due


def test_who_wants_it_is_reminded_by_the_day_before(percy, robin):
    soon = now() + DAY / 24
    wanted = make.appointment(robin, by=percy, when=soon, reminder="call")
    make.appointment(robin, by=percy, when=soon, reminder="none")
    make.appointment(robin, by=percy, when=now() + 3 * DAY, reminder="call")
    assert [row.id for row in queries.near(percy).to_remind] == [wanted.id]

    for _ in range(2):
        actions.remind(wanted.id, at=now(), by=percy)
    assert queries.near(percy).to_remind == []
    assert Entry.objects.filter(action="appointment.change").count() == 1
    actions.remind(wanted.id, False, at=now(), by=percy)
    assert [row.id for row in queries.near(percy).to_remind] == [wanted.id]


def test_who_moves_the_day_is_reminded_anew(percy, robin):
    soon = now() + DAY / 24
    first = make.appointment(robin, by=percy, when=soon, reminder="call")
    actions.remind(first.id, at=now(), by=percy)
    id, when = AppointmentId(new_id()), soon + DAY / 48
    second = actions.move(first.id, id, when, "they_asked", at=now(), by=percy)
    assert [row.id for row in queries.near(percy).to_remind] == [second.id]


def test_nobody_is_reminded_of_what_is_settled(percy, robin):
    past = make.appointment(robin, by=percy, when=now() - DAY / 24)
    actions.keep(past.id, at=now(), by=percy)
    with pytest.raises(Refused, match="what came of this appointment"):
        actions.remind(past.id, at=now(), by=percy)


@pytest.mark.parametrize("who", ["olive", "petra", "mona"])
def test_justice_and_managers_reach_none(who, percy, robin):
    actor = getattr(cast, who)()
    with pytest.raises(Forbidden):
        make.appointment(robin, by=actor)
    with pytest.raises(Forbidden):
        queries.near(actor)


def test_a_joined_record_brings_its_appointments_along(percy, robin):
    other = people.person(by=percy, known_as="Robyn")
    make.appointment(other, by=percy)
    people_actions.merge(robin.id, other.id, "Same", at=now(), by=cast.sam())
    make.appointment(other, by=percy)
    assert len(all_of(robin, percy)) == 2


def test_the_page_costs_the_same_however_many_there_are(
    percy, robin, django_assert_num_queries
):
    for n in range(2):
        make.appointment(robin, by=percy, with_id=percy.id)
        past = make.appointment(robin, by=percy, when=now() - (n + 1) * DAY)
        actions.keep(past.id, at=now(), by=percy)
    with django_assert_num_queries(8):
        queries.person_page(robin.id, 1, percy)
    for n in range(25):
        past = make.appointment(robin, by=percy, when=now() - (n + 3) * DAY)
        actions.miss(past.id, "not_known", at=now(), by=percy)
    with django_assert_num_queries(8):
        page = queries.person_page(robin.id, 2, percy)
    assert (len(page.to_come), len(page.earlier.object_list)) == (2, 7)
