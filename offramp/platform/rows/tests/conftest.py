"""What tests of these questions share."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests import retold, world


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any) -> Iterator[world.Told]:
    """One person's way: what a test does to it is taken back."""
    with django_db_blocker.unblock(), retold.story() as told:
        yield told
