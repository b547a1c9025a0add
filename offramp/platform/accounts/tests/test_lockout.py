"""Too many wrong tries lock an account, and slow an address down. Nothing gives away
whether an account exists, and nothing that was typed is kept."""

import pytest
from axes.models import AccessAttempt  # type: ignore[import-untyped] # ships none
from django.test import Client
from django.utils.timezone import now

from offramp.platform.accounts import actions
from offramp.platform.accounts.tests import people
from offramp.platform.audit.models import Entry
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def percy():
    return people.with_codes(cast.percy())


def words(answer) -> str:
    import re

    page = answer.content.decode()
    return re.sub(r'value="[^"]*"', "", re.sub(r"<option.*", "", page))


def try_wrong(client, email: str, times: int):
    return [people.password(client, email, "wrong") for _ in range(times)][-1]


def test_the_sixth_try_fails_even_when_it_is_right(client, percy):
    try_wrong(client, percy.email, 5)
    assert people.password(client, percy.email).status_code == 422
    assert (
        people.password(Client(REMOTE_ADDR="10.0.0.9"), percy.email).status_code == 422
    )


def test_four_wrong_tries_do_not_lock_and_are_forgotten_when_one_comes_in(
    client, percy
):
    try_wrong(client, percy.email, 4)
    assert people.come_in(client, percy).status_code == 302
    assert not AccessAttempt.objects.filter(username=percy.email).exists()


def test_wrong_codes_count_as_wrong_passwords_do(client, percy):
    people.password(client, percy.email)
    for _ in range(5):
        people.proof(client, "000000")
    assert people.proof(client, people.code()).status_code == 422


def test_only_a_lead_unlocks_and_that_is_on_record(client, percy):
    try_wrong(client, percy.email, 5)
    actions.unlock(percy.id, at=now(), by=cast.mona())
    assert people.come_in(client, percy).status_code == 302
    entry = Entry.objects.get(action="account.change", subject_id=percy.id)
    assert entry.details["unlocked"]
    assert entry.actor_id == cast.mona().id


def test_an_office_behind_one_address_is_not_locked_by_one_of_them(client, percy):
    try_wrong(client, "otto@example.test", 20)
    assert people.password(client, percy.email).status_code == 200


def test_an_address_that_tries_many_accounts_is_stopped(client, percy, settings):
    settings.AXES_FAILURE_LIMIT = 2  # so that twenty are too many, else fifty
    for number in range(20):
        people.password(client, f"nobody{number}@example.test", "wrong")
    assert people.password(client, percy.email).status_code == 422
    elsewhere = Client(REMOTE_ADDR="10.0.0.9")
    assert people.password(elsewhere, percy.email).status_code == 200


def test_an_address_behind_proxies_of_ours_is_the_one_they_saw(client, percy, settings):
    settings.PROXIES, settings.AXES_FAILURE_LIMIT = 1, 2
    for number in range(20):
        people.password(
            Client(headers={"X-Forwarded-For": f"10.9.9.{number}, 10.0.0.7"}),
            f"nobody{number}@example.test",
            "wrong",
        )
    same = Client(headers={"X-Forwarded-For": "10.0.0.7"})
    other = Client(headers={"X-Forwarded-For": "10.0.0.7, 10.0.0.8"})
    assert people.password(same, percy.email).status_code == 422
    assert people.password(other, percy.email).status_code == 200


def test_the_answer_does_not_tell_whether_an_account_exists_or_is_locked(percy):
    here = words(people.password(Client(), percy.email, "wrong"))
    nobody = words(people.password(Client(), "nobody@example.test", "wrong"))
    try_wrong(Client(), percy.email, 6)
    locked = words(people.password(Client(), percy.email))
    assert here == nobody == locked


def test_an_account_that_is_not_there_takes_as_long(percy, settings):
    settings.PASSWORD_HASHERS = ["offramp.platform.accounts.tests.people.Counting"]
    percy.set_password(people.PASSWORD)
    percy.save()

    def hashed(email: str) -> int:
        before = people.Counting.times
        people.password(Client(), email, "wrong")
        return people.Counting.times - before

    assert hashed(percy.email) == hashed("no@example.test") == 1


def test_a_try_is_on_record_also_for_a_login_that_is_not_there(client, percy):
    people.password(client, percy.email, "wrong")
    people.password(client, "nobody@example.test", "wrong")
    entries = Entry.objects.filter(action="session.refuse")
    assert entries.count() == 2
    assert entries.filter(subject_id=percy.id).count() == 1
    assert "nobody" not in str([entry.details for entry in entries])


def test_nothing_that_somebody_had_typed_is_kept_with_a_try(client, percy):
    people.password(
        client,
        percy.email,
        "wrong",
        **{"kept_path": "/contacts/new/", "kept:note": "met at the bus stop"},
    )
    people.password(client, percy.email, "wrong", **{"kept:note": "at the bus stop"})
    kept = AccessAttempt.objects.values_list()
    assert "bus stop" not in str(list(kept))
    assert "wrong" not in str(list(kept))
