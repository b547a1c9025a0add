"""Whose rows the justice login may see or change where the two zones share a table.

Both zones sign people in, so both use the tables of logins. Without this, somebody who
broke into the justice zone could give a case manager a new password, and then sign in
as that person at the program's address. PostgreSQL's row security keeps those rows out.
"""

from collections.abc import Iterator, Mapping

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection

from offramp.config.zones import tables
from offramp.platform.kernel.segments import Segment
from offramp.platform.policy.actor import OUTSIDE

# Tables of which each zone has rows of its own: the column says whose a row is, or the
# key leads to the row that does.
SIDED: Mapping[str, tuple[str, str]] = {
    "naloxone_movement": ("side", ""),
    "overdoses_incident": ("side", ""),
    "overdoses_victim": ("incident_id", "overdoses_incident"),
    "overdoses_administration": ("victim_id", "overdoses_victim"),
    "overdoses_dose": ("administration_id", "overdoses_administration"),
    "overdoses_notice": ("side", ""),
}
_USERS = get_user_model()._meta.db_table
_DUTIES = apps.get_model("accounts.Duty")._meta.db_table
_ALL, _OWN, _NAMES = "zone_program", "zone_justice", "zone_justice_reads"


def statements(justice: str, program: str) -> Iterator[str]:
    """The policies of each table that belongs to people who sign in."""
    for table, column in sorted(guarded().items()):
        on, own = _name(table), _belongs_to_justice(table, column)
        yield f"ALTER TABLE {on} ENABLE ROW LEVEL SECURITY"
        for policy in (_ALL, _OWN, _NAMES):
            yield f"DROP POLICY IF EXISTS {policy} ON {on}"
        yield f"CREATE POLICY {_ALL} ON {on} TO {_name(program)} USING (true)"
        yield f"CREATE POLICY {_OWN} ON {on} TO {_name(justice)} USING ({own})"
        if table == _USERS:
            # An officer is told the name of the peer who comes.
            yield (
                f"CREATE POLICY {_NAMES} ON {on} FOR SELECT TO {_name(justice)} "
                "USING (true)"
            )


def of_sides(justice: str, program: str) -> Iterator[str]:
    """The policies of the tables that both zones write, and of which each has its own:
    the justice login sees no row of the program's."""
    there = set(connection.introspection.table_names())
    for table, (column, parent) in SIDED.items():
        if table not in there:
            continue
        on, key = _name(table), f"{_name(table)}.{_name(column)}"
        # A row of the parent that the login does not see is not there for it.
        own = (
            f"EXISTS (SELECT FROM {_name(parent)} p WHERE p.id = {key})"
            if parent
            else f"{key} = 'justice'"
        )
        yield f"ALTER TABLE {on} ENABLE ROW LEVEL SECURITY"
        for policy in (_ALL, _OWN):
            yield f"DROP POLICY IF EXISTS {policy} ON {on}"
        yield f"CREATE POLICY {_ALL} ON {on} TO {_name(program)} USING (true)"
        yield f"CREATE POLICY {_OWN} ON {on} TO {_name(justice)} USING ({own})"


def guarded() -> dict[str, str]:
    """Each table of logins whose rows belong to somebody, and the column that says so."""
    found = {_USERS: "id"}
    there = set(connection.introspection.table_names())
    for table, segment in tables.segments().items():
        if segment == Segment.PLATFORM and table in there - {_USERS}:
            with connection.cursor() as cursor:
                links = connection.introspection.get_relations(cursor, table)
            columns = [column for column, at in links.items() if at[1] == _USERS]
            found.update((table, column) for column in columns[:1])
    return found


def _belongs_to_justice(table: str, column: str) -> str:
    """Whether it belongs to somebody whose every duty is one of the justice zone."""
    duty, whose = _name(_DUTIES), f"{_name(table)}.{_name(column)}"
    roles = ", ".join(f"'{role}'" for role in sorted(OUTSIDE))
    any_duty = f"SELECT FROM {duty} d WHERE d.user_id = {whose}"
    return (
        f"EXISTS ({any_duty}) AND NOT EXISTS ({any_duty} AND d.role NOT IN ({roles}))"
    )


def _name(word: str) -> str:
    return connection.ops.quote_name(word)
