"""`offramp grants`, and what `offramp check` says when it was not run."""

import pytest
from django.db import connection

from offramp.config import command
from offramp.config.commands import grants as commands
from offramp.config.zones import grants, standing
from offramp.config.zones.tests.conftest import Enter
from offramp.platform.policy.zones import Zone


def run(words: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(words)


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
def test_on_sqlite_it_says_that_there_is_nothing_to_grant(capsys):
    assert commands.grants(apply=True) == 1
    assert "has no logins" in capsys.readouterr().err
    assert standing.of_database() == []


def test_the_command_is_known():
    options = command.parser().parse_args(["grants", "--apply"])
    assert (options.command, options.apply) == ("grants", True)


@pytest.mark.slow
def test_run_twice_it_leaves_the_same_and_nothing_differs(enter: Enter, capsys):
    assert grants.differences() == []
    assert commands.grants(apply=True) == 0
    assert "have what the table of rights says" in capsys.readouterr().out
    assert grants.differences() == []


@pytest.mark.slow
def test_without_apply_it_prints_and_changes_nothing(enter: Enter, capsys):
    justice = grants.login_of(Zone.JUSTICE)
    run(f'REVOKE ALL ON consent_release FROM "{justice}"')
    assert commands.grants(apply=False) == 0
    said = capsys.readouterr().out
    assert 'GRANT SELECT ON TABLE "consent_release" TO' in said
    to_justice = [line for line in said.splitlines() if f'TO "{justice}"' in line]
    assert not [line for line in to_justice if "people_person" in line]
    assert len(grants.differences()) == 1


@pytest.mark.slow
def test_each_difference_is_said_and_mended(enter: Enter):
    justice = grants.login_of(Zone.JUSTICE)
    run(f'GRANT SELECT, TRUNCATE ON people_person TO "{justice}"')
    run(f'REVOKE INSERT ON audit_entry FROM "{justice}"')
    said = " ".join(grants.differences())
    assert f"{justice} may SELECT, TRUNCATE people_person" in said
    assert f"{justice} may do nothing with audit_entry" in said
    grants.apply()
    assert grants.differences() == []


@pytest.mark.slow
def test_a_login_that_could_become_another_is_named(enter: Enter):
    justice, program = map(grants.login_of, grants.ZONES)
    run(f'GRANT "{program}" TO "{justice}"')
    assert grants.differences() == [
        f"The login {justice} is a member of another, so the zones are not apart."
    ]
    run(f'REVOKE "{program}" FROM "{justice}"')


@pytest.mark.slow
def test_a_table_that_came_later_is_nobodys_until_it_has_a_segment(enter: Enter):
    run("CREATE TABLE left_over (a integer)")
    try:
        assert "The table left_over has no segment" in grants.differences()[0]
        assert commands.grants(apply=True) == 1
        assert grants._actual(grants.login_of(Zone.PROGRAM)).get("left_over") is None
    finally:
        run("DROP TABLE left_over")


@pytest.mark.slow
def test_a_zone_opened_by_another_login_is_named(enter: Enter, settings):
    settings.OFFRAMP_ZONE = Zone.JUSTICE
    assert "the database was opened by" in standing.of_database()[0]
    settings.OFFRAMP_ZONE = Zone.ALL
    with enter(Zone.JUSTICE):
        assert standing.of_database() == []
        assert standing.of_settings() == []


def test_a_real_program_is_not_served_from_one_process(settings):
    settings.OFFRAMP_DEMO = False
    if connection.vendor == "sqlite":
        assert standing.of_settings() == []  # training; said at the start
        settings.OFFRAMP_ZONE = Zone.JUSTICE
        assert "nothing would keep the zones apart" in standing.of_settings()[0]
    else:
        assert "OFFRAMP_ZONE is all" in standing.of_settings()[0]
        settings.OFFRAMP_DEMO = True
        assert standing.of_settings() == []
