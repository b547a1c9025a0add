"""Every page and every job reads and shows times as they are where the program is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
        with at_the_site():
            return get_response(request)

    return middleware


@contextmanager
def at_the_site() -> Iterator[None]:
    """Today is the site's day, as long as a site is loaded."""
    try:
        zone = ZoneInfo(sites.current().timezone)
    except (Refused, Mistakes, DatabaseError):
        zone = None  # `/healthz` says what is wrong, not this
    if zone is None:
        yield
        return
    with timezone.override(zone):
        yield
