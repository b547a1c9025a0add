"""What an act did is written down when the act is over, and never without it."""

import contextlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, connections, transaction

from offramp.platform.accounts.models import User
from offramp.platform.audit import log
from offramp.platform.audit.models import Entry
from offramp.platform.audit.waiting import write_down
from offramp.platform.policy.table import Permission
from tests import cast

IN_MEMORY = "In memory there is one connection; a test that kills writers has two."
SECONDS = 10


def act(word: str) -> None:
    mona = cast.mona()
    log.record(Permission.HOME_READ, User.objects.get(pk=mona.id), by=mona, word=word)


def stored() -> list[str]:
    """The words as they lie in the table, without asking for what still waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM audit_entry ORDER BY position")
        said = [Entry(body=body).details for (body,) in cursor.fetchall()]
    return [details["word"] for details in said if "word" in details]


@pytest.mark.django_db
def test_it_is_written_at_the_end_in_the_order_of_what_was_done():
    with transaction.atomic():
        act("first")
        with transaction.atomic():
            act("second")
        assert stored() == []
        act("third")
    assert stored() == ["first", "second", "third"]
    act("alone")
    assert stored()[-1] == "alone"


@pytest.mark.django_db
def test_however_much_was_done_it_is_one_statement(django_assert_num_queries):
    cast.mona()
    with django_assert_num_queries(5), transaction.atomic():  # two users, two borders
        act("first")
        act("second")


@pytest.mark.django_db
def test_what_was_undone_inside_an_act_is_not_written():
    with transaction.atomic():
        act("kept")
        with contextlib.suppress(ZeroDivisionError), transaction.atomic():
            act("undone")
            raise ZeroDivisionError
        act("kept too")
    assert stored() == ["kept", "kept too"]


@pytest.mark.django_db
def test_who_reads_the_record_within_an_act_finds_what_the_act_did():
    with transaction.atomic():
        act("done")
        assert Entry.objects.latest("position").details["word"] == "done"
    assert stored() == ["done"]


@pytest.mark.django_db
@pytest.mark.parametrize("depth", [1, 2])
def test_what_was_written_inside_something_undone_is_written_again(depth):
    with transaction.atomic():
        act("done before")
        with contextlib.suppress(ZeroDivisionError):
            read_and_undo(depth)
        assert stored() == []
    assert stored() == ["done before"]


def read_and_undo(depth: int) -> None:
    with transaction.atomic():
        if depth > 1:
            read_and_undo(depth - 1)
        Entry.objects.count()
        assert stored() == ["done before"]
        raise ZeroDivisionError


@transaction.atomic
def change_badge(body: str) -> None:
    User.objects.filter(pk=cast.mona().id).update(badge="never")
    write_down(body)


@pytest.mark.django_db(transaction=True)
def test_an_act_whose_entry_the_database_refuses_is_undone():
    with pytest.raises(DatabaseError):
        change_badge("nothing that could be read")
    assert User.objects.get(pk=cast.mona().id).badge != "never"
    act("next")
    assert stored() == ["next"]


@pytest.mark.django_db(transaction=True)
def test_an_act_that_is_interrupted_while_it_is_written_down_is_undone():
    cast.mona()
    with connection.execute_wrapper(interrupt), pytest.raises(KeyboardInterrupt):
        change_badge('{"details": {"word": "never"}}')
    assert User.objects.get(pk=cast.mona().id).badge != "never"
    act("next")
    assert stored() == ["next"]


def interrupt(execute, sql, params, many, context):
    if "audit_entry" in sql:
        raise KeyboardInterrupt
    return execute(sql, params, many, context)


@pytest.mark.django_db(transaction=True)
def test_an_act_does_not_wait_for_another_that_is_under_way():
    if connection.vendor == "sqlite":
        pytest.skip(IN_MEMORY)
    cast.mona()

    def elsewhere() -> None:
        with transaction.atomic():
            act("began later")
        connections.close_all()

    with transaction.atomic():
        act("began first")
        with ThreadPoolExecutor(1) as pool:
            pool.submit(elsewhere).result(timeout=SECONDS)
    assert stored() == ["began later", "began first"]


@pytest.mark.django_db(transaction=True)
def test_what_waited_on_a_lost_connection_is_gone_with_its_act():
    if connection.vendor == "sqlite":
        pytest.skip(IN_MEMORY)
    with pytest.raises(DatabaseError):
        lose()
    act("next")
    assert stored() == ["next"]


@transaction.atomic
def lose() -> None:
    act("lost")
    connection.close()
    User.objects.count()
