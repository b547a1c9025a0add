"""A worker is killed while ODMAP has the report and it has no answer: told once."""

import subprocess
from threading import Event

import pytest

from offramp.platform.outbox.tests.test_killed import (
    COMMAND,
    LONG_LEASE,
    Place,
    place,
)
from offramp.program.overdoses.models import Sending
from offramp.program.overdoses.tests import factories as make
from offramp.program.overdoses.tests import standin
from tests import cast

__all__ = ["place"]


@pytest.fixture
def server(transactional_db, settings):
    """ODMAP's stand-in, and a report that waits for it."""
    with standin.running() as found:
        settings.ODMAP = found.settings
        make.incident(cast.percy())
        yield found


def start(program: str, where: Place, server: standin.StandIn) -> subprocess.Popen[str]:
    at = server.settings
    settings = {
        "OFFRAMP_EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        "OFFRAMP_ODMAP_URL": at.url,
        "OFFRAMP_ODMAP_KEY": at.key,
        "OFFRAMP_ODMAP_AGENCY": at.agency,
    }
    return where.begin(program, settings)


@pytest.mark.slow  # two processes start
def test_a_report_survives_the_worker_that_carried_it_and_is_told_once(server, place):
    server.holds = Event()
    first = start(LONG_LEASE, place, server)
    assert server.reached.wait(20)
    first.kill()
    first.communicate()
    assert Sending.objects.using(place.alias).get().state == "sending"

    server.holds.set()
    second = start(COMMAND, place, server)
    assert server.looked.wait(20)
    second.terminate()
    second.communicate()

    assert second.returncode == 0
    sending = Sending.objects.using(place.alias).get()
    assert (sending.state, sending.attempts) == ("sent", 2)
    assert (len(server.posts), len(server.taken)) == (1, 1)
