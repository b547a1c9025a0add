"""What every test stands on: quick passwords, no outside world, one loaded site."""

import gc
import shutil
import socket
import tempfile
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.utils.timezone import get_default_timezone

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
    gc.set_threshold(100_000, 20, 100)
    # How long an example takes is the machine's affair, and no test's.
    hypothesis.settings.register_profile("ours", deadline=None)
    hypothesis.settings.load_profile("ours")
    socket.socket.connect = _connect_here_only  # type: ignore[method-assign,assignment] # a guard
    # Passwords in tests guard nothing, and a good hash takes a tenth of a second each.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Style sheets come straight from the packages; nobody's ./data is touched.
    settings.STATIC_ROOT = _static
    # Found when asked for: listing them anew for every client takes 20 milliseconds.
    settings.WHITENOISE_AUTOREFRESH = True
    # All tests are one process and a handful of people.
    settings.SEARCHES_AN_HOUR = 1_000_000
    # The day of the made-up county, an hour west of where the settings are at home.
    settings.TIME_ZONE = "America/Denver"
    get_default_timezone.cache_clear()  # type: ignore[attr-defined] # it is a cache
    # A second look at the site in the middle of a test would change its count of queries.
    settings.SITE_RECHECK_SECONDS = 3600


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """What is read by now stays: looking through it again and again took a tenth."""
    gc.collect()
    gc.freeze()


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
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The made-up site is loaded once, and stays for every test."""
    import django.test
    from django.db import connection

    from tests import emptied  # models, so not before Django is up
    from tests.cast import load_test_site
    from tests.tampering import let_tests_forget

    let_tests_forget(connection)
    with django_db_blocker.unblock():
        load_test_site()
        emptied.remember()
    # A test with real transactions is a case of this class: pytest-django asks for it.
    django.test.TransactionTestCase = emptied.RealTransactions  # type: ignore[misc]
