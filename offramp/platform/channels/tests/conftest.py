from collections.abc import Iterator

import pytest

from offramp.platform.channels.tests.stand_in import StandIn, running


@pytest.fixture
def carrier(settings) -> Iterator[StandIn]:
    """A carrier on this machine, and the settings that lead to it."""
    with running() as stand_in:
        settings.OFFRAMP_CHANNELS = stand_in.accounts()
        yield stand_in
