"""What tests of the whole way share."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests import world


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any) -> Iterator[world.Told]:
    """One person's way, told once: what a test does to it is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield world.tell()
        transaction.set_rollback(True)
