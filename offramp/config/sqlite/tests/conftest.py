from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from offramp.config.sqlite.tests.probe import PROBE, connect, run


@pytest.fixture
def path(tmp_path: Path, django_db_blocker) -> Iterator[Path]:
    with django_db_blocker.unblock():
        file = tmp_path / "offramp.sqlite3"
        connection = connect(file)
        run(connection, "CREATE TABLE kit (id INTEGER PRIMARY KEY, count INTEGER)")
        connection.close()
        yield file
        connections[PROBE].close()
        del connections[PROBE]
