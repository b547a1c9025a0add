from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from offramp.config import tables


class Command(migrate.Command):
    """Django's own, but an empty database gets its tables at once."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what can be made at once; then whatever Django finds to do."""
        if not options["app_label"] and not options["plan"]:
            connection = connections[options["database"]]
            connection.prepare_database()
            if tables.is_empty(connection):
                tables.make(connection)
        super().handle(*args, **options)
