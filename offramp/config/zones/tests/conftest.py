"""The two logins in the tests' own server, and a process that stands in one zone."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from django.db import connection

from offramp.config.zones import grants
from offramp.platform.policy.zones import Zone

PASSWORD = "only-for-this-server"
Enter = Callable[[Zone], AbstractContextManager[None]]


def process(settings: Any, zone: Zone) -> None:
    """Set what `OFFRAMP_ZONE` sets at the start."""
    settings.OFFRAMP_ZONE = zone
    settings.ROOT_URLCONF = settings.OFFRAMP_URLS[zone]


@pytest.fixture
def enter(transactional_db: None, settings: Any) -> Iterator[Enter]:
    """Makes the logins, writes the grants; gives the way into a zone, and out again."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no logins, so it has no zones")
    # Logins belong to the whole server, and other tests may be running on it.
    name = connection.settings_dict["NAME"]
    settings.OFFRAMP_LOGINS = {zone: f"{name}_{zone}" for zone in grants.ZONES}
    grants.apply()
    with connection.cursor() as cursor:
        for login in settings.OFFRAMP_LOGINS.values():
            cursor.execute(f"ALTER ROLE \"{login}\" PASSWORD '{PASSWORD}'")
    yield lambda zone: _within(zone, settings)
    with connection.cursor() as cursor:
        for login in settings.OFFRAMP_LOGINS.values():
            cursor.execute(f'DROP OWNED BY "{login}"')
            cursor.execute(f'DROP ROLE "{login}"')


@contextmanager
def _within(zone: Zone, settings: Any) -> Iterator[None]:
    """This process stands in the zone, and the database is opened by its login."""
    before = connection.settings_dict
    urls = settings.ROOT_URLCONF
    connection.close()
    login = {"USER": grants.login_of(zone), "PASSWORD": PASSWORD}
    connection.settings_dict = {**before, **login}
    process(settings, zone)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict = before
        settings.OFFRAMP_ZONE = Zone.ALL
        settings.ROOT_URLCONF = urls
