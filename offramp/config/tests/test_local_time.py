from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from offramp.config.commands.work import work
from offramp.config.local_time import site_time
from offramp.platform.outbox import schedule

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def elsewhere(settings):
    """The tests' site keeps mountain time, an hour behind the settings' own zone."""
    settings.TIME_ZONE = "America/Chicago"


def test_a_page_uses_the_sites_own_time_and_nothing_stays_behind():
    before = timezone.get_current_timezone_name()

    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(timezone.localtime(datetime(2026, 7, 1, 18, tzinfo=UTC)))

    shown = site_time(view)(HttpRequest())

    assert shown.content == b"2026-07-01 12:00:00-06:00"
    assert timezone.get_current_timezone_name() == before


@pytest.mark.django_db(transaction=True)
def test_so_does_the_work_in_the_background(monkeypatch):
    stop, zones = Event(), []

    def job(at: datetime) -> None:
        zones.append(timezone.get_current_timezone_name())
        stop.set()

    entry = schedule._Entry(job, timedelta(minutes=1))
    monkeypatch.setattr(schedule, "_entries", {"tests.zone": entry})
    work(stop)
    assert zones == ["America/Denver"]
