"""What the justice login is refused, asked of the database itself."""

import psycopg
import pytest
from django.contrib.auth.hashers import make_password
from django.db import DatabaseError, connection

from offramp.config.zones import grants, rows, tables
from offramp.config.zones.tests.conftest import PASSWORD, Enter
from offramp.platform.accounts.models import User
from offramp.platform.kernel.segments import Segment
from offramp.platform.policy.zones import Zone
from offramp.program.dispatch.tests import factories as dispatch
from offramp.program.people.models import Person
from tests import cast

CLOSED = {
    Segment.PROGRAM, Segment.TREATMENT, Segment.COUNSELLING, Segment.CONSENT,
    Segment.PROGRAM_SESSION, Segment.RETENTION,
}  # fmt: skip
ASKED = (
    'SELECT * FROM "{}"',
    'SELECT count(*) FROM "{}"',
    'INSERT INTO "{}" DEFAULT VALUES',
    'DELETE FROM "{}"',
    'TRUNCATE "{}"',
    'LOCK TABLE "{}"',
    'COPY "{}" TO STDOUT',
)

pytestmark = pytest.mark.slow  # each makes its logins and grants


def closed_tables():
    return sorted(t for t, segment in tables.segments().items() if segment in CLOSED)


def opened(zone: Zone):
    """A connection past Django, as somebody with the login's password opens it."""
    given = connection.get_connection_params()
    return psycopg.connect(
        host=given.get("host"),
        port=given.get("port"),
        dbname=given["dbname"],
        user=grants.login_of(zone),
        password=PASSWORD,
    )


def is_refused(to, words: str) -> bool:
    try:
        with to.transaction():
            to.execute(words)
    except psycopg.errors.InsufficientPrivilege:
        return True
    return False


def test_the_justice_login_is_refused_on_every_table_of_the_programs_side(enter: Enter):
    assert {"people_person", "consent_consent", "cases_case", "plans_plan"} <= {
        *closed_tables()
    }
    with opened(Zone.JUSTICE) as to:
        answered = [
            asked
            for table in closed_tables()
            for words in (*ASKED, _update(table))
            if not is_refused(to, asked := words.format(table))
        ]
    assert not answered


def _update(table: str) -> str:
    with connection.cursor() as cursor:
        first = connection.introspection.get_table_description(cursor, table)[0].name
    return f'UPDATE "{{}}" SET "{first}" = "{first}"'  # noqa: S608 - what is tried


def test_the_justice_login_cannot_become_another(enter: Enter):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        [owner] = cursor.fetchone()
    program = grants.login_of(Zone.PROGRAM)
    with opened(Zone.JUSTICE) as to:
        for other in (owner, program):
            assert is_refused(to, f'SET ROLE "{other}"')
            assert is_refused(to, f'SET LOCAL ROLE "{other}"')
            assert is_refused(to, f'SET SESSION AUTHORIZATION "{other}"')
        assert is_refused(to, f'GRANT "{program}" TO "{grants.login_of(Zone.JUSTICE)}"')
        assert is_refused(to, "SET session_replication_role = replica")
        assert is_refused(to, "ALTER TABLE people_person DISABLE TRIGGER ALL")
        assert is_refused(to, "CREATE TABLE public.mine (a int)")
        assert is_refused(to, "COPY (SELECT 1) TO PROGRAM 'true'")


def test_raw_sql_through_a_page_process_is_refused(enter: Enter):
    with enter(Zone.JUSTICE):
        for words in (
            "SELECT * FROM people_person",
            "SELECT c.id FROM consent_release r JOIN consent_consent c ON true",
            "SELECT query_to_xml('SELECT * FROM people_person', true, true, '')",
            f'SET ROLE "{grants.login_of(Zone.PROGRAM)}"',
        ):
            with (
                pytest.raises(DatabaseError, match="permission denied"),
                connection.cursor() as cursor,
            ):
                cursor.execute(words)
        with pytest.raises(DatabaseError, match="permission denied"):
            Person.objects.exists()


def test_the_record_of_acts_takes_entries_and_gives_none_back(enter: Enter):
    with opened(Zone.JUSTICE) as to:
        for words in ("SELECT * FROM audit_entry", "SELECT actor_id FROM audit_entry",
                      "UPDATE audit_entry SET body = ''", "DELETE FROM audit_entry"):  # fmt: skip
            assert is_refused(to, words)
    with opened(Zone.PROGRAM) as to:
        for words in ("UPDATE audit_entry SET body = ''", "DELETE FROM audit_entry"):
            assert is_refused(to, words)


def test_neither_zone_reads_the_others_sessions(enter: Enter):
    with opened(Zone.JUSTICE) as to:
        assert is_refused(to, "SELECT session_key FROM accounts_session")
        assert not is_refused(to, "SELECT session_key FROM accounts_justicesession")
    with opened(Zone.PROGRAM) as to:
        assert is_refused(to, "SELECT session_key FROM accounts_justicesession")


def test_from_justice_nobody_takes_over_a_login_of_the_programs_side(enter: Enter):
    casey, olive = cast.casey(), cast.olive()
    nobody = User.objects.create(email="none@example.test", name="No Duty")
    assert rows.guarded()["accounts_user"] == "id"
    with enter(Zone.JUSTICE):
        stolen = make_password("stolen")
        for id, changed in ((casey.id, 0), (nobody.id, 0), (olive.id, 1)):
            found = User.objects.filter(pk=id)
            assert found.update(password=stolen) == changed
            assert found.exists()  # an officer is told who comes
        with pytest.raises(DatabaseError, match="row-level security"):
            User.objects.create(email="new@example.test", name="New Login")
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            connection.cursor() as cursor,
        ):
            cursor.execute("UPDATE accounts_duty SET role = 'supervisor'")
    with opened(Zone.JUSTICE) as to:
        gone = to.execute("DELETE FROM accounts_user WHERE id = %s", [casey.id])
        assert gone.rowcount == 0


def test_a_participants_release_cannot_be_changed_from_justice(enter: Enter):
    with opened(Zone.JUSTICE) as to:
        assert not is_refused(to, "SELECT * FROM consent_release")
        assert is_refused(to, "UPDATE consent_release SET withdrawn_at = NULL")
        assert is_refused(to, "DELETE FROM consent_release")


def test_the_program_login_owns_and_destroys_nothing(enter: Enter):
    dispatch.diversion()
    with opened(Zone.PROGRAM) as to:
        for words in (
            "DELETE FROM diversions_contact",
            "TRUNCATE people_person CASCADE",
            "DROP TABLE people_person",
            "DELETE FROM consent_consent",
            f'SET ROLE "{grants.login_of(Zone.JUSTICE)}"',
        ):
            assert is_refused(to, words)
