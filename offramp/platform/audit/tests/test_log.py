import pytest

from offramp.platform.accounts.models import User
from offramp.platform.audit import log, origin
from offramp.platform.audit.models import Entry
from offramp.platform.policy.table import Permission
from tests import cast

pytestmark = pytest.mark.django_db


def written() -> Entry:
    mona = cast.mona()
    user = User.objects.get(pk=mona.id)
    log.record(Permission.HOME_READ, user, by=mona, count=3)
    return Entry.objects.latest("position")


def test_an_entry_says_who_did_what_to_which_row():
    entry = written()
    assert entry.action == "home.read"
    assert entry.actor_id == cast.mona().id
    assert entry.roles == "manager"
    assert entry.subject_kind == "accounts.user"
    assert entry.details == {"count": 3}


def test_an_entry_is_never_changed_or_removed():
    entry = written()
    entry.action = "other"
    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()
    with pytest.raises(TypeError):
        Entry.objects.all().delete()
    with pytest.raises(TypeError):
        Entry.objects.update(action="other")


def test_an_entry_says_where_it_comes_from():
    said = written().said
    assert (said["from"], said["outcome"], said["zone"]) == ("command", "done", "all")
    with origin.job("outbox.forget"):
        assert written().said["job"] == "outbox.forget"


def test_a_request_is_known_by_its_number_its_address_and_the_hash_of_its_session(
    client,
):
    cast.signed_in(client, cast.percy())
    client.get("/charges/")
    client.get("/charges/")
    one, two = (e.said for e in Entry.objects.filter(actor_id=cast.percy().id))
    assert one["ip"] == "127.0.0.1"
    assert one["session"] == two["session"]
    assert one["session"] not in ("", client.session.session_key)
    assert one["request"] != two["request"]


def test_behind_proxies_of_ours_the_address_is_the_one_they_saw(client, settings):
    settings.PROXIES = 1
    cast.signed_in(client, cast.percy())
    client.get("/charges/", headers={"X-Forwarded-For": "10.9.9.9, 10.0.0.7"})
    entry = Entry.objects.get(actor_id=cast.percy().id)
    assert entry.said["ip"] == "10.0.0.7"


def test_a_list_that_was_seen_is_one_entry_that_names_all():
    mona = cast.mona()
    users = [cast.percy().id, cast.pat().id]
    before = Entry.objects.count()
    log.listed(Permission.PERSON_SEARCH, User, users, by=mona)
    log.listed(Permission.PERSON_SEARCH, User, [], by=mona)
    assert Entry.objects.count() == before + 1
    assert Entry.objects.latest("position").details["listed"] == [str(u) for u in users]
