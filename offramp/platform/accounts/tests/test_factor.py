"""The second factor: asked for before anything else, and each proof good for once."""

import json
from datetime import timedelta

import pytest
from django.utils.timezone import now

from offramp.platform.accounts import actions, codes, factors
from offramp.platform.accounts.models import Factor, FactorKind, RecoveryCode
from offramp.platform.accounts.tests import people
from offramp.platform.audit.models import Entry
from offramp.platform.sealed.seal import Sealed, is_old, open_sealed, seal
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def percy():
    return people.with_codes(cast.percy())


def is_in(client) -> bool:
    return bool(client.get("/me/").status_code == 200)


def test_the_password_alone_opens_nothing(client, percy):
    asked = people.password(client, percy.email)
    assert asked.status_code == 200
    assert "Is it you?" in asked.content.decode()
    assert not is_in(client)


def test_the_code_opens(client, percy):
    people.password(client, percy.email)
    assert people.proof(client, people.code()).status_code == 302
    assert is_in(client)
    entry = Entry.objects.get(action="session.begin", actor_id=percy.id)
    assert entry.details["factor"] == "codes"


def test_a_code_with_a_space_or_of_just_before_opens_too(client, percy):
    people.password(client, percy.email)
    before = people.code(ago=30)
    assert people.proof(client, f"{before[:3]} {before[3:]}").status_code == 302


@pytest.mark.parametrize(
    "typed", ["", "000000", "abc", "\u0661\u0662\u0663", "a-b", "\x00"]
)
def test_a_wrong_code_opens_nothing(client, percy, typed):
    people.password(client, percy.email)
    assert people.proof(client, typed).status_code == 422
    assert not is_in(client)


def test_a_code_of_a_minute_ago_opens_nothing(client, percy):
    people.password(client, percy.email)
    assert people.proof(client, people.code(ago=90)).status_code == 422


def test_a_code_is_good_for_once_whoever_asks(client, percy):
    code = people.code()
    assert factors.accepts(percy.id, factors.Given(code))
    assert not factors.accepts(percy.id, factors.Given(code))
    people.password(client, percy.email)
    assert people.proof(client, code).status_code == 422


def test_a_code_without_a_password_before_it_opens_nothing(client, percy):
    asked = people.proof(client, people.code())
    assert 'name="password"' in asked.content.decode()
    assert not is_in(client)


def test_a_password_of_a_quarter_of_an_hour_ago_is_asked_for_again(client, percy):
    people.password(client, percy.email)
    session = client.session
    long_ago = (now() - timedelta(minutes=16)).isoformat()
    session["pending"] = {**session["pending"], "at": long_ago}
    session.save()
    people.proof(client, people.code())
    assert not is_in(client)


def test_a_recovery_code_opens_once(client, percy):
    first, *rest = actions.write_recovery_codes(at=now(), by=cast.percy())
    assert len(rest) == 9
    people.password(client, percy.email)
    assert people.proof(client, first.upper()).status_code == 302
    client.post("/sign-out/")
    people.password(client, percy.email)
    assert people.proof(client, first).status_code == 422
    assert people.proof(client, rest[0]).status_code == 302


def test_recovery_codes_lie_as_hashes_and_carry_enough_chance(percy):
    written = actions.write_recovery_codes(at=now(), by=cast.percy())
    kept = RecoveryCode.objects.filter(user=percy).values_list("hashed", flat=True)
    assert not set(written) & set(kept)
    assert len(set(written)) == codes.RECOVERY_CODES
    assert len(codes._LETTERS) ** 10 > 2**48


def test_the_secret_lies_sealed_and_opens_for_its_owner_only(percy):
    factor = Factor.objects.get(user=percy)
    assert people.SECRET not in factor.sealed.encode()
    assert open_sealed(factor.sealed, percy.id) == people.SECRET
    with pytest.raises(Sealed):
        open_sealed(factor.sealed, cast.pat().id)


def test_an_old_key_still_opens_and_the_next_use_seals_anew(percy, settings):
    settings.FACTOR_KEYS = ["a new key", *settings.FACTOR_KEYS]
    assert is_old(Factor.objects.get(user=percy).sealed)
    assert factors.accepts(percy.id, factors.Given(people.code()))
    assert not is_old(Factor.objects.get(user=percy).sealed)
    settings.FACTOR_KEYS = ["a new key"]
    assert open_sealed(Factor.objects.get(user=percy).sealed, percy.id)
    with pytest.raises(Sealed, match="not among the keys"):
        open_sealed(seal(b"x", 1).replace(".", "x.", 1), 1)


@pytest.mark.parametrize(
    "answer",
    [
        "{}",
        "[]",
        "1",
        "null",
        "nonsense",
        '{"id": 1}',
        '{"response": 1}',
        '{"id": "YQ", "rawId": "YQ", "response": [], "clientExtensionResults": true}',
        "\x00",
    ],
)
def test_a_made_up_answer_of_a_passkey_opens_nothing(client, percy, answer):
    credential = (
        b"\x00" * 16
        + b"\x00\x10"
        + b"i" * 16
        + bytes.fromhex("a5010203262001215820" + "11" * 32 + "225820" + "22" * 32)
    )
    Factor.objects.create(
        user=percy, kind=FactorKind.PASSKEY, name="x", sealed=seal(credential, percy.id)
    )
    people.password(client, percy.email)
    sent = client.post("/sign-in/factor/", {"answer": answer})
    assert sent.status_code == 422
    assert client.post("/sign-in/passkey/", {"answer": answer}).status_code == 422
    assert not is_in(client)
    assert Entry.objects.filter(action="session.refuse").count() == 2


def test_a_session_begun_by_password_alone_ends_where_a_factor_is_needed(client):
    cast.signed_in(client, cast.percy())
    session = client.session
    session["factor"] = "password"
    session.save()
    assert not is_in(client)


def test_codes_by_mail_or_text_message_are_no_kind_of_factor():
    assert set(FactorKind) == {"codes", "passkey"}


def test_what_a_passkey_is_asked_demands_that_the_device_knows_its_owner():
    from offramp.platform.accounts import passkeys

    asked = json.loads(passkeys.ask_for_new(b"x" * 16, "a@b", "A", []).options)
    chosen = asked["publicKey"]["authenticatorSelection"]
    assert chosen["userVerification"] == chosen["residentKey"] == "required"
    assert json.loads(passkeys.ask(None).options)["publicKey"]["rpId"] == "localhost"
