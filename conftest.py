"""What every test stands on: quick passwords, no outside world, one loaded site."""

import shutil
import socket
import tempfile
from collections.abc import Generator
from typing import Any

import pytest
from django.conf import settings

BLOCKER: pytest.StashKey[Any] = pytest.StashKey()
LOOPBACK = ("127.", "::1", "localhost")
_connect = socket.socket.connect
_static = tempfile.mkdtemp(prefix="offramp-static-")


class OutsideWorld(RuntimeError):
    """A test tried to reach another machine."""


def _connect_here_only(self: socket.socket, address: Any) -> None:
    if self.family != getattr(socket, "AF_UNIX", None):
        host = str(address[0])
        if not host.startswith(LOOPBACK):
            raise OutsideWorld(
                f"A test tried to reach {host}. Let it talk to a double."
            )
    _connect(self, address)


def pytest_configure(config: pytest.Config) -> None:
    """Set what differs from a real start, before anything is loaded."""
    socket.socket.connect = _connect_here_only  # type: ignore[method-assign,assignment] # a guard
    # Passwords in tests guard nothing, and a good hash takes a tenth of a second each.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Style sheets come straight from the packages; nobody's ./data is touched.
    settings.STATIC_ROOT = _static
    # Found when asked for: listing them anew for every client takes 20 milliseconds.
    settings.WHITENOISE_AUTOREFRESH = True
    # All tests are one process and a handful of people.
    settings.SEARCHES_AN_HOUR = 1_000_000
    # A second look at the site in the middle of a test would change its count of queries.
    settings.SITE_RECHECK_SECONDS = 3600


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave no trace."""
    shutil.rmtree(_static, ignore_errors=True)
    socket.socket.connect = _connect  # type: ignore[method-assign] # the same guard


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """SQLite is in memory; in a file when journeys need a server in another thread."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] != "offramp.config.sqlite":
        return
    journeys = any(item.get_closest_marker("journey") for item in request.session.items)
    file = tmp_path_factory.mktemp("database") / "journeys.sqlite3"
    database["TEST"]["NAME"] = str(file) if journeys else None


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: Any, request: pytest.FixtureRequest
) -> None:
    """The made-up site is loaded once, and stays for every test."""
    from django.db import connection

    from tests.tampering import let_tests_forget  # needs Django too

    let_tests_forget(connection)
    _load_site(django_db_blocker)
    request.config.stash[BLOCKER] = django_db_blocker


def _load_site(blocker: Any) -> None:
    from tests.cast import load_test_site  # models, so not before Django is up

    with blocker.unblock():
        load_test_site()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None]:
    """A test with real transactions empties every table: then the site comes back.

    After the last test there is no database any more to bring it back to.
    """
    yield
    if nextitem and _empties_tables(item) and BLOCKER in item.config.stash:
        _load_site(item.config.stash[BLOCKER])


def _empties_tables(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    real = mark is not None and mark.kwargs.get("transaction")
    names = {"transactional_db", "live_server"}
    return bool(real or names.intersection(getattr(item, "fixturenames", ())))
