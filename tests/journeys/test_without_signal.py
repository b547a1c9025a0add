"""A phone without signal: opened once it opens, what is saved is kept, and comes once."""

from collections.abc import Iterator

import pytest

from offramp.program.dispatch.models import Dispatch
from offramp.program.diversions.models import Contact
from tests.cast import load_test_site
from tests.chaos import Chaos, Link
from tests.journeys.pocket import Pocket, until
from tests.journeys.town import open_town


@pytest.fixture
def pocket(browser, server, tmp_path) -> Iterator[Pocket]:
    """An officer's phone, in a town where a peer is on call."""
    load_test_site()
    open_town()
    chaos = Chaos(server.port)
    phone = Pocket(browser, chaos, tmp_path / "profile")
    phone.start()
    yield phone
    phone.close()
    chaos.close()


def test_killed_without_signal_and_sent_once(pocket):
    pocket.sign_in("olive")
    pocket.signal(Link.NONE)
    pocket.context.set_offline(True)
    pocket.open()
    pocket.write_contact()
    entry = pocket.save()
    pocket.says("nobody has been paged")
    pocket.kill()
    pocket.start()
    pocket.open()
    assert set(pocket.waits()) == {entry}
    pocket.signal(Link.GOOD)
    pocket.says("signs in to send")
    pocket.sign_in("olive")
    pocket.has(0)
    assert Contact.objects.get().said_name
    assert Dispatch.objects.count() == 1
