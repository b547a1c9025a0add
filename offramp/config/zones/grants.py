"""What the two logins may do, as SQL, and where the database differs from it.

Everything is revoked and then granted again in one transaction, so it can be run as
often as one likes, and a right that no table names does not survive it.
"""

from collections.abc import Iterator, Mapping

from django.conf import settings
from django.db import connection, transaction

from offramp.config.zones import rows, tables
from offramp.platform.policy.zones import Right, Rights, Zone, rights

ZONES = (Zone.JUSTICE, Zone.PROGRAM)
# What a login never has, on any table.
_NEVER = ("TRUNCATE", "REFERENCES", "TRIGGER")


def login_of(zone: Zone) -> str:
    """The name of the zone's login at the database."""
    names: Mapping[Zone, str] = settings.OFFRAMP_LOGINS
    return names[zone]


def apply() -> int:
    """Write the grants. How many statements it took."""
    with transaction.atomic(), connection.cursor() as cursor:
        made = list(statements())
        for statement in made:
            cursor.execute(statement)
    return len(made)


def statements() -> Iterator[str]:
    """The whole of it, in order."""
    for zone in ZONES:
        yield _login(login_of(zone))
    yield from _nothing()
    there = set(connection.introspection.table_names())
    for table, segment in sorted(tables.segments().items()):
        if table in there:
            for zone in ZONES:
                yield from _on_table(table, rights(segment, zone), login_of(zone))
    logins = login_of(Zone.JUSTICE), login_of(Zone.PROGRAM)
    yield from rows.statements(*logins)
    yield from rows.of_sides(*logins)


def _login(name: str) -> str:
    # Without a password until somebody sets one. The sentence about rights that a login
    # is born with stands even where the server's defaults are others.
    quoted, literal = _name(name), name.replace("'", "''")
    return (
        "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = "
        f"'{literal}') THEN CREATE ROLE {quoted} LOGIN NOSUPERUSER NOCREATEDB "
        "NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT; END IF; END $$"
    )


def _nothing() -> Iterator[str]:
    both = ", ".join(_name(login_of(zone)) for zone in ZONES)
    all_three = f"PUBLIC, {both}"
    yield f"REVOKE ALL ON SCHEMA public FROM {all_three}"
    yield f"GRANT USAGE ON SCHEMA public TO {both}"
    for kind in ("TABLES", "SEQUENCES", "FUNCTIONS"):
        yield f"REVOKE ALL ON ALL {kind} IN SCHEMA public FROM {all_three}"
        # What comes with the next change of the tables is nobody's until this runs.
        yield f"ALTER DEFAULT PRIVILEGES REVOKE ALL ON {kind} FROM {all_three}"
    yield _FUNCTIONS.format(both=both)
    yield _REMOVE.format(program=_name(login_of(Zone.PROGRAM)))


# A function that runs with its owner's rights is there for triggers, which need no
# grant. The others, such as an extension's, do nothing that their caller may not do.
_FUNCTIONS = """DO $$ DECLARE f regprocedure; BEGIN
FOR f IN SELECT p.oid::regprocedure FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND NOT p.prosecdef
    AND p.prokind IN ('f', 'w')
LOOP EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO {both}', f); END LOOP; END $$"""
# But for one: it removes what two people signed to be destroyed, and asks that itself.
_REMOVE = """DO $$ DECLARE f regprocedure := to_regprocedure(
    'public.retention_remove(uuid, text, uuid[])');
BEGIN IF f IS NOT NULL THEN
EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO {program}', f); END IF; END $$"""


def _on_table(table: str, may: Rights, login: str) -> Iterator[str]:
    if not may:
        return
    words = ", ".join(right for right in Right if right in may)
    yield f"GRANT {words} ON TABLE {_name(table)} TO {_name(login)}"
    if Right.INSERT not in may:
        return
    with connection.cursor() as cursor:
        numbered = connection.introspection.get_sequences(cursor, table)
        key = connection.introspection.get_primary_key_column(cursor, table)
    for sequence in numbered:
        if sequence.get("name"):
            yield f"GRANT USAGE ON SEQUENCE {_name(sequence['name'])} TO {_name(login)}"
    if Right.SELECT not in may and numbered and key:
        # Whoever adds a row is told the number it got, and reads nothing else of it.
        yield f"GRANT SELECT ({_name(key)}) ON {_name(table)} TO {_name(login)}"


def _name(word: str) -> str:
    return connection.ops.quote_name(word)


def differences() -> list[str]:
    """Where the database differs from the table of rights, a sentence for each."""
    found = [
        f"The table {table} has no segment, so neither zone may use it."
        for table in tables.without_a_place()
    ]
    for zone in ZONES:
        found += _about(login_of(zone)) or _differ(zone)
    return found


def _about(login: str) -> list[str]:
    """What is wrong with the login itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb, EXISTS "
            "(SELECT FROM pg_auth_members m WHERE m.member = r.oid), EXISTS (SELECT "
            "FROM pg_class c WHERE c.relowner = r.oid AND c.relkind IN ('r', 'p', 'v'))"
            " FROM pg_roles r WHERE rolname = %s",
            [login],
        )
        row = cursor.fetchone()
    if row is None:
        return [f"The database has no login {login}. Run: offramp grants --apply"]
    said = ("is a superuser or nearly one", "is a member of another", "owns tables")
    return [
        f"The login {login} {what}, so the zones are not apart."
        for is_so, what in zip(row, said, strict=True)
        if is_so
    ]


def _differ(zone: Zone) -> list[str]:
    login = login_of(zone)
    actual = _actual(login)
    known = tables.segments()
    return [
        f"{login} {_may(actual.get(table, set()))} {table}, and should be one that "
        f"{_may(wanted)} it. Run: offramp grants --apply"
        for table in sorted(set(known) & _there())
        if (wanted := {str(right) for right in rights(known[table], zone)})
        != actual.get(table, set())
    ]


def _there() -> set[str]:
    return set(connection.introspection.table_names())


def _actual(login: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, word FROM pg_class c, unnest(%s::text[]) word WHERE "
            "c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') "
            "AND has_table_privilege(%s, c.oid, word)",
            [[*map(str, Right), *_NEVER], login],
        )
        for table, word in cursor.fetchall():
            found.setdefault(table, set()).add(word)
    return found


def _may(words: set[str]) -> str:
    return f"may {', '.join(sorted(words))}" if words else "may do nothing with"
