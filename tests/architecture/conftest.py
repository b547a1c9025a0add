"""What tests of the whole share."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests import world
from tests.architecture.walk import COLUMNS, Walk


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All that looks at one person's answers goes where these were asked for."""
    for item in items:
        asked = getattr(item, "callspec", None)
        column = asked.params.get("column") if asked else None
        if column in COLUMNS:
            item.add_marker(pytest.mark.xdist_group(column))


@pytest.fixture(scope="package")
def walk(django_db_setup: None, django_db_blocker: Any) -> Iterator[Walk]:
    """One person's way, told once, and what everybody is answered about it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Walk(world.tell())
        transaction.set_rollback(True)
