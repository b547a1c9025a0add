"""Whatever reaches the database, the record only grows, and each entry holds the last."""

import sqlite3
from contextlib import closing

import pytest
from django.db import DatabaseError, connection, transaction

from offramp.platform.accounts.models import User
from offramp.platform.audit import log
from offramp.platform.audit.models import Entry, Head, Listed
from offramp.platform.audit.moments import spelled
from offramp.platform.audit.verify import link
from offramp.platform.policy.table import Permission
from tests import cast

pytestmark = pytest.mark.django_db


def act(times: int = 1) -> None:
    mona = cast.mona()
    user = User.objects.get(pk=mona.id)
    for _ in range(times):
        log.record(Permission.HOME_READ, user, by=mona)


def test_each_entry_holds_the_hash_of_the_one_before_it():
    act(3)
    before, *entries = Entry.objects.order_by("position").reverse()[:4][::-1]
    for entry in entries:
        at = spelled(entry.stored_at)
        assert entry.prev == before.hash
        assert entry.hash == link(before.hash, entry.position, at, entry.body)
        before = entry
    head = Head.objects.get()
    assert (head.position, head.hash) == (before.position, before.hash)


def test_positions_have_no_gaps_even_after_an_act_that_was_undone():
    act()
    last = Entry.objects.latest("position").position
    with pytest.raises(ZeroDivisionError):
        undone()
    act()
    assert Entry.objects.latest("position").position == last + 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET body = '{}'",
        "UPDATE audit_entry SET hash = ''",
        "DELETE FROM audit_entry",
        "UPDATE audit_head SET position = 0",
        "DELETE FROM audit_head",
        "DELETE FROM audit_listed",
        "UPDATE audit_listed SET position = 0",
    ],
)
def test_nothing_is_changed_or_removed_in_plain_sql(statement):
    log.listed(Permission.PERSON_SEARCH, User, [cast.pat().id], by=cast.mona())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has none")
@pytest.mark.parametrize("table", ["audit_entry", "audit_head", "audit_listed"])
def test_no_table_is_emptied(table):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(f"TRUNCATE {table}")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a trick of SQLite")
def test_an_entry_is_not_replaced_by_adding_it_again():
    act()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(
            "INSERT OR REPLACE INTO audit_entry (position, stored_at, body) "
            "SELECT position, stored_at, '{}' FROM audit_entry WHERE position = 1"
        )


def test_a_forged_place_in_the_chain_is_not_taken_over():
    act()
    last = Entry.objects.latest("position")
    forged = (
        "INSERT INTO audit_entry (position, stored_at, body, prev, hash) SELECT "
        "1000000, stored_at, body, hash, hash FROM audit_entry WHERE position = %s"
    )
    if connection.vendor == "sqlite":
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            connection.cursor().execute(forged, [last.position])
    else:
        connection.cursor().execute(forged, [last.position])
        added = Entry.objects.latest("position")
        assert (added.position, added.prev) == (last.position + 1, last.hash)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite has no logins")
def test_a_client_that_does_not_know_the_chain_cannot_add_an_entry():
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE tbl_name LIKE 'audit_%%'")
        schema = [statement for (statement,) in cursor.fetchall() if statement]
    with closing(sqlite3.connect(":memory:")) as bare:
        bare.executescript(";".join(schema))
        with pytest.raises(sqlite3.OperationalError, match="offramp_link"):
            bare.execute("INSERT INTO audit_entry (stored_at, body) VALUES ('', '{}')")


def test_no_entry_no_act():
    with pytest.raises(TypeError):
        unwritable()
    assert User.objects.get(pk=cast.mona().id).badge != "never"


@transaction.atomic
def unwritable() -> None:
    User.objects.filter(pk=cast.mona().id).update(badge="never")
    log.record(Permission.HOME_READ, User(), by=cast.mona(), what=object())


@transaction.atomic
def undone() -> None:
    act()
    raise ZeroDivisionError


def test_a_list_is_found_by_each_record_that_it_names():
    shown = [cast.percy().id, cast.pat().id]
    log.listed(Permission.PERSON_SEARCH, User, shown, by=cast.mona())
    position = Entry.objects.latest("position").position
    named = Listed.objects.filter(position=position)
    assert set(named.values_list("subject_id", flat=True)) == set(shown)
