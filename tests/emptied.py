"""After a test with real transactions the tables hold the made-up site again, and no more."""

import sqlite3
from typing import Any

import django.test
from django.core.management import call_command

from tests import retold
from tests.cast import load_test_site

_as_loaded: list[sqlite3.Connection] = []


def remember() -> None:
    """Keep what there is now, where that is quicker than making it anew."""
    if retold.in_memory():
        _as_loaded.append(retold.copy())


class RealTransactions(django.test.TransactionTestCase):
    """Django empties every table, which also makes rights that nothing of ours has."""

    def _fixture_teardown(self) -> None:
        if _as_loaded:
            retold.lay(_as_loaded[-1])
            return
        quietly: dict[str, Any] = {"verbosity": 0, "interactive": False}
        call_command("flush", inhibit_post_migrate=True, **quietly)
        load_test_site()
