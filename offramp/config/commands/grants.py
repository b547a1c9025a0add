"""`offramp grants`: write what each zone's login may do, or print it."""

from offramp.config.commands import database
from offramp.config.commands.screen import count, say, tell
from offramp.config.zones import grants as wanted
from offramp.config.zones import tables

ON_SQLITE = (
    "A SQLite file has no logins, so there is nothing to grant. It is for demo, "
    "training and development; a real program's zones need PostgreSQL."
)


def grants(*, apply: bool) -> int:
    """With `apply`, bring the tables up to date and grant; else print the statements."""
    if database.is_sqlite():
        tell(ON_SQLITE)
        return 1
    if not (database.bring_up_to_date() if apply else database.is_ready()):
        return 1
    homeless = tables.without_a_place()
    for table in homeless:
        tell(f"The table {table} has no segment. Nothing was granted.")
    if homeless:
        return 1
    if not apply:
        for statement in wanted.statements():
            say(f"{statement};")
        return 0
    made = wanted.apply()
    say(f"The zones' logins have what the table of rights says: {_made(made)}.")
    return 0


def _made(number: int) -> str:
    return count(number, "statement")
