from datetime import datetime, timedelta

import pytest
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from offramp.platform.outbox import leases, queries, schedule, worker
from offramp.platform.outbox.models import Recurring
from offramp.platform.outbox.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ran(monkeypatch) -> list[datetime]:
    """A schedule of two jobs, of which one is broken; when the other one ran."""
    times: list[datetime] = []

    def broken(at: datetime) -> None:
        raise ValueError("words about somebody")

    schedule._discover()
    every = timedelta(minutes=1)
    entries = {
        "a.broken": schedule._Entry(broken, every),
        "b.sound": schedule._Entry(times.append, every),
    }
    monkeypatch.setattr(schedule, "_entries", entries)
    return times


def test_a_job_comes_round(ran: list[datetime]):
    start = now()
    for seconds in (0, 30, 60, 61, 119, 121):
        schedule.run_due(start + timedelta(seconds=seconds))

    assert ran == [start + timedelta(seconds=n) for n in (0, 60, 121)]


def test_a_broken_job_keeps_no_other_from_running_and_is_seen(
    ran: list[datetime], caplog
):
    schedule.run_due(now())

    assert len(ran) == 1
    assert Recurring.objects.get(name="a.broken").problem == "ValueError"
    assert "somebody" not in caplog.text
    assert queries.health(now()).stopped_jobs == ("a.broken",)


def test_after_a_long_sleep_it_runs_once_and_not_for_every_missed_time(
    ran: list[datetime],
):
    start = now()
    schedule.run_due(start)
    schedule.run_due(start + timedelta(hours=5))
    schedule.run_due(start + timedelta(hours=5, seconds=1))

    assert len(ran) == 2


def test_nothing_due_costs_one_query(ran: list[datetime], django_assert_num_queries):
    start = now()
    schedule.run_due(start)
    with django_assert_num_queries(1):
        schedule.run_due(start + timedelta(seconds=1))


def test_every_package_s_jobs_are_found():
    assert "outbox.forget" in schedule.run_due(now())


def test_traces_of_old_tasks_are_removed():
    make.message()
    worker.send_waiting("w1")
    schedule.run_due(now())
    assert DBTaskResult.objects.count() == 1

    schedule.run_due(now() + timedelta(days=8))
    assert DBTaskResult.objects.count() == 0


def test_health_says_what_is_wrong():
    assert queries.health(now()).problems == ("No worker runs: nobody is paged.",)
    leases.renew("w1", now())
    assert queries.health(now()).problems == ()

    make.message(due_at=now() - timedelta(minutes=6))
    assert queries.health(now()).problems == (
        "Messages that have waited for more than five minutes: 1.",
    )
