"""Whether the database answers and is up to date, and bringing it there."""

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from offramp.config.commands.screen import count, tell
from offramp.platform.policy.zones import Zone

HOW = {
    Zone.ALL: "offramp serve",
    Zone.JUSTICE: "offramp grants --apply, by the owner's login",
    Zone.PROGRAM: "offramp grants --apply, by the owner's login",
}
SILENT = "The database does not answer. Check OFFRAMP_DATABASE_URL."


ON_SQLITE = (
    "The database is a SQLite file: for demo, training and development. It has no "
    "zones, so police and treatment are kept apart by the program alone."
)


def waiting_changes() -> int | None:
    """How many changes of the tables wait; None when the database does not answer."""
    try:
        executor = MigrationExecutor(connection)
        return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        return None


def bring_up_to_date() -> bool:
    """Make the tables what the code expects. False, with a sentence, when it cannot."""
    waiting = waiting_changes()
    if waiting is None:
        tell(SILENT)
        return False
    if settings.OFFRAMP_ZONE != Zone.ALL:  # a zone's login may change no table
        return is_ready()
    if waiting:
        tell(f"Preparing the database: {count(waiting, 'change')} …")
        call_command("migrate", interactive=False, verbosity=0)
    return True


def is_ready() -> bool:
    """Whether the tables are there. Says what to do when they are not."""
    waiting = waiting_changes()
    if waiting is None:
        tell(SILENT)
    elif waiting:
        tell(
            f"The database is not up to date: {count(waiting, 'change')} to make. "
            f"Run: {HOW[settings.OFFRAMP_ZONE]}"
        )
    return waiting == 0


def is_sqlite() -> bool:
    """Whether the database is an embedded file."""
    return connection.vendor == "sqlite"
