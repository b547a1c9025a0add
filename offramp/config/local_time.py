"""Every page reads and shows times as they are where the program is."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from offramp.platform.kernel.errors import Refused
from offramp.program.sites import queries as sites
from offramp.program.sites.rules import Mistakes

GetResponse = Callable[[HttpRequest], HttpResponse]


def site_time(get_response: GetResponse) -> GetResponse:
    """Use the site's time zone for the length of a request, daylight saving included."""

    def middleware(request: HttpRequest) -> HttpResponse:
        try:
            zone = ZoneInfo(sites.current().timezone)
        except (
            Refused,
            Mistakes,
            DatabaseError,
        ):  # `/healthz` says what is wrong, not this
            return get_response(request)
        with timezone.override(zone):
            return get_response(request)

    return middleware
