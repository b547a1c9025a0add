import json
from uuid import uuid4

import pytest

from offramp.platform.sealed import phone
from offramp.platform.sealed.seal import Sealed

SAID = {"kind": "contact", "said": {"said_name": ["Canary Quillfeather"]}}


def test_only_the_server_opens_it_and_only_under_its_own_id():
    entry_id = uuid4()
    closed = phone.seal_entry(SAID, entry_id)
    assert b"Canary" not in closed
    assert phone.open_entry(phone.read(closed), entry_id) == SAID
    with pytest.raises(Sealed):
        phone.open_entry(phone.read(closed), uuid4())


def test_no_two_entries_are_closed_alike():
    entry_id = uuid4()
    assert phone.seal_entry(SAID, entry_id) != phone.seal_entry(SAID, entry_id)


def test_an_old_key_opens_as_long_as_it_is_given(settings):
    entry_id, old = uuid4(), settings.PHONE_KEYS
    closed = phone.seal_entry(SAID, entry_id)
    settings.PHONE_KEYS = ["a new key", *old]
    assert phone.open_entry(phone.read(closed), entry_id) == SAID
    assert phone.public_key()["id"] != phone.read(closed).key
    settings.PHONE_KEYS = ["a new key"]
    with pytest.raises(Sealed, match="not among"):
        phone.open_entry(phone.read(closed), entry_id)


@pytest.mark.parametrize("part", ["epk", "iv", "ct", "key"])
@pytest.mark.parametrize("bad", ["", "AAAA", "č", 7, None])
def test_whatever_was_changed_does_not_open(part, bad):
    entry_id = uuid4()
    said = json.loads(phone.seal_entry(SAID, entry_id)) | {part: bad}
    with pytest.raises(Sealed):
        phone.open_entry(phone.read(json.dumps(said).encode()), entry_id)


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"\xff", b"null", b"<html>"])
def test_what_is_no_entry_is_said_to_be_none(body):
    with pytest.raises(Sealed):
        phone.read(body)


def test_the_public_key_gives_nothing_else_away():
    assert set(phone.public_key()) == {"id", "kty", "crv", "x", "y"}
