import json

import pytest

from offramp.platform.accounts.models import User
from offramp.platform.audit import log
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


def test_an_entry_reads_the_same_as_bytes_after_a_trip_to_the_database():
    entry = written()
    again = Entry.objects.get(pk=entry.pk)
    assert entry.canonical() == again.canonical()
    assert json.loads(again.canonical())["position"] == entry.position


def test_a_list_that_was_seen_is_one_entry_that_names_all():
    mona = cast.mona()
    users = [cast.percy().id, cast.pat().id]
    before = Entry.objects.count()
    log.listed(Permission.PERSON_SEARCH, User, users, by=mona)
    log.listed(Permission.PERSON_SEARCH, User, [], by=mona)
    assert Entry.objects.count() == before + 1
    assert Entry.objects.latest("position").details["listed"] == [str(u) for u in users]
