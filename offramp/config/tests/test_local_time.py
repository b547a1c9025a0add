from datetime import UTC, datetime

import pytest
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from offramp.config.local_time import site_time

pytestmark = pytest.mark.django_db


def test_a_page_uses_the_sites_own_time_and_nothing_stays_behind():
    before = timezone.get_current_timezone_name()

    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(timezone.localtime(datetime(2026, 7, 1, 18, tzinfo=UTC)))

    shown = site_time(view)(HttpRequest())

    # The tests' site keeps mountain time, an hour behind the settings' own zone.
    assert shown.content == b"2026-07-01 12:00:00-06:00"
    assert timezone.get_current_timezone_name() == before
