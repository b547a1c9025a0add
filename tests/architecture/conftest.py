"""What tests of the whole share."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests import retold
from tests.architecture.walk import Walk


@pytest.fixture(scope="package")
def walk(django_db_setup: None, django_db_blocker: Any) -> Iterator[Walk]:
    """One person's way, and what everybody is answered about it."""
    with django_db_blocker.unblock(), retold.story() as told:
        yield Walk(told)
