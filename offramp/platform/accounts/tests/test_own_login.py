"""One's own login: setting up factors, seeing and ending sessions."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from offramp.platform.accounts import actions, codes, rules
from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.accounts.models import Factor, Session, User
from offramp.platform.accounts.tests import people
from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.policy.zones import Zone
from offramp.platform.sealed.seal import seal
from tests import cast

pytestmark = pytest.mark.django_db
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) AppleWebKit Version/18.0 Safari/604.1"


def spelled(page: str) -> bytes:
    import base64

    found = re.search(r"<code>([A-Z2-7 ]{32,})</code>", page)
    assert found
    return base64.b32decode(found[1].replace(" ", ""))


def set_up(client, secret: bytes, code: str = ""):
    sent = {"way": "app", "code": code or codes.code_at(secret, now())}
    return client.post("/sign-in/set-up/", sent)


def test_the_first_sign_in_sets_up_a_factor_and_shows_recovery_codes_once(client):
    percy = people.with_password(cast.percy())
    assert people.password(client, percy.email)["Location"] == "/sign-in/set-up/"
    page = client.get("/sign-in/set-up/").content.decode()
    assert "<svg" in page
    done = set_up(client, spelled(page)).content.decode()
    assert len(re.findall(r"<li><code>[a-z2-9]{5}-[a-z2-9]{5}</code>", done)) == 10
    assert client.get("/me/").status_code == 200
    assert "-" not in re.findall(
        r"<code>(.*)</code>", client.get("/me/").content.decode()
    )


def test_a_wrong_first_code_sets_nothing_up_and_keeps_the_square(client):
    percy = people.with_password(cast.percy())
    people.password(client, percy.email)
    before = spelled(client.get("/sign-in/set-up/").content.decode())
    wrong = set_up(client, before, "000000")
    assert wrong.status_code == 422
    assert spelled(wrong.content.decode()) == before
    assert not Factor.objects.exists()


def test_nobody_sets_up_a_factor_for_a_login_that_has_one(client):
    percy = people.with_codes(cast.percy())
    people.password(client, percy.email)
    assert client.get("/sign-in/set-up/")["Location"] == "/sign-in/"
    assert set_up(client, b"x" * 20).status_code == 302
    assert Factor.objects.get().sealed


def test_the_only_factor_stays(client):
    percy = people.with_codes(cast.percy())
    cast.signed_in(client, cast.percy())
    factor = Factor.objects.get(user=percy)
    said = client.post(f"/me/factors/{factor.id}/remove/")
    assert said.status_code == 409
    assert "only second factor" in said.content.decode()


def test_nobody_removes_the_factor_of_somebody_else(client):
    people.with_codes(cast.percy())
    cast.signed_in(client, cast.pat())
    assert (
        client.post(f"/me/factors/{Factor.objects.get().id}/remove/").status_code == 409
    )
    assert Factor.objects.exists()


def test_one_sees_each_device_and_signs_out_on_one(client, django_assert_num_queries):
    here, phone = cast.percy(), Client(headers={"User-Agent": PHONE})
    percy = people.with_codes(here)
    people.come_in(phone, percy)
    cast.signed_in(client, here)
    with django_assert_num_queries(6):  # who, session, factors, login, codes, devices
        page = client.get("/me/").content.decode()
    assert "Safari on iPhone" in page
    assert "(this one)" in page
    row = Session.objects.get(device="Safari on iPhone")
    assert row.session_key not in page
    client.post(f"/me/devices/{row.handle}/end/")
    assert phone.get("/me/").status_code == 302
    assert client.get("/me/").status_code == 200
    assert Entry.objects.filter(action="session.end", actor_id=here.id).exists()


def test_nobody_ends_the_session_of_somebody_else(client):
    percy = cast.signed_in(Client(), cast.percy())
    row = Session.objects.get(user_id=cast.percy().id)
    cast.signed_in(client, cast.pat())
    client.post(f"/me/devices/{row.handle}/end/")
    assert percy.get("/me/").status_code == 200


def test_one_signs_out_everywhere_else(client):
    others = [cast.signed_in(Client(), cast.percy()) for _ in range(2)]
    cast.signed_in(client, cast.percy())
    client.post("/me/devices/end/")
    assert [other.get("/me/").status_code for other in others] == [302, 302]
    assert client.get("/me/").status_code == 200


def add_codes():
    actions.set_up_codes(people.SECRET, 1, at=now(), by=cast.percy())


def add_passkey():
    actions.add_passkey(b"a made-up key", "Phone", at=now(), by=cast.percy())


def remove_one():
    user = User.objects.get(pk=cast.percy().id)
    for number in range(2):
        Factor.objects.create(
            user=user, kind="passkey", name=str(number), sealed=seal(b"x", user.id)
        )
    factor = Factor.objects.first()
    assert factor
    actions.remove_factor(factor.id, at=now(), by=cast.percy())


def choose_password():
    actions.choose_password("several made-up words", at=now(), by=cast.percy())


def write_codes():
    actions.write_recovery_codes(at=now(), by=cast.percy())


def be_given_one():
    actions.give_first_password(cast.percy().id, at=now(), by=cast.mona())


def be_hired_again():
    user = User.objects.get(pk=cast.percy().id)
    actions.hire(user.email, name=user.name, password="x", by=SYSTEM)


def be_disabled():
    actions.disable(cast.percy().id, at=now(), by=cast.mona())


def lose_a_duty():
    duty = User.objects.get(pk=cast.percy().id).duties.get()
    actions.end_duty(duty.id, on=localdate(), by=cast.mona())


def get_a_reset():
    reset = actions.ask_reset(cast.percy().id, "Met", at=now(), by=cast.mona())
    actions.approve_reset(reset.id, at=now(), by=cast.sam())


@pytest.mark.parametrize(
    "what",
    [
        add_codes, add_passkey, remove_one, write_codes, choose_password,
        be_given_one, be_hired_again, be_disabled, lose_a_duty, get_a_reset,
    ],
)  # fmt: skip
def test_everything_ends_when_something_about_a_login_changes(client, what):
    percy = cast.percy()
    cast.signed_in(client, percy)
    assert client.get("/me/").status_code == 200
    what()
    assert not Session.objects.filter(user_id=percy.id).exists()
    assert client.get("/me/").status_code == 302


def test_a_new_password_keeps_this_device_and_ends_the_others(client):
    other = cast.signed_in(Client(), cast.percy())
    cast.signed_in(client, cast.percy())
    word = "several made-up words"
    sent = client.post("/me/password/", {"password": word, "again": word})
    assert sent.status_code == 302
    assert client.get("/me/").status_code == 200
    assert other.get("/me/").status_code == 302


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("short one", "at least 12"),
        ("password1234", "too common"),
        ("percy@example.test", "too similar"),
    ],
)
def test_a_password_is_refused_with_its_reason(client, word, said):
    cast.signed_in(client, cast.percy())
    answer = client.post("/me/password/", {"password": word, "again": word})
    assert answer.status_code == 422
    assert said in answer.content.decode()


@pytest.mark.parametrize(
    "word", ["x" * 64 + " a", "žluťoučký kůň skáče", " " * 6 + "seven words"]
)
def test_long_passwords_with_any_letters_and_spaces_are_fine(client, word):
    cast.signed_in(client, cast.percy())
    client.post("/me/password/", {"password": word, "again": word})
    assert User.objects.get(pk=cast.percy().id).check_password(word)


def test_a_password_that_somebody_gave_is_replaced_before_anything_else(client):
    cast.signed_in(client, cast.percy())
    User.objects.filter(pk=cast.percy().id).update(
        first_password_until=now() + rules.FIRST_PASSWORD_LASTS
    )
    assert client.get("/")["Location"] == "/me/password/"
    assert client.get("/me/")["Location"] == "/me/password/"
    word = "several made-up words"
    client.post("/me/password/", {"password": word, "again": word})
    assert client.get("/me/").status_code == 200


def test_a_first_password_that_nobody_used_in_time_is_good_no_more(client):
    percy = people.with_codes(cast.percy())
    word = actions.give_first_password(
        percy.id, at=now() - rules.FIRST_PASSWORD_LASTS, by=cast.mona()
    )
    said = people.password(client, percy.email, word)
    assert said.status_code == 422
    assert "not used in time" in said.content.decode()
    word = actions.give_first_password(percy.id, at=now(), by=cast.mona())
    assert people.password(client, percy.email, word).status_code == 200


def test_two_who_know_a_password_do_not_both_set_up_a_factor(client):
    percy = people.with_password(cast.percy())
    people.password(client, percy.email)
    actions.set_up_codes(people.SECRET, 1, at=now(), by=cast.percy())
    with pytest.raises(Refused, match="by now"):
        actions.add_passkey(b"a made-up key", "Phone", at=now(), by=cast.percy())
    assert client.get("/sign-in/set-up/")["Location"] == "/sign-in/"


def test_a_password_that_was_replaced_meanwhile_opens_nothing(client):
    percy = people.with_password(cast.percy())
    people.password(client, percy.email)
    actions.give_first_password(percy.id, at=now(), by=cast.mona())
    assert client.get("/sign-in/set-up/")["Location"] == "/sign-in/"


def test_a_new_factor_ends_the_sessions_of_the_other_zone_too(client, settings):
    mona = cast.mona()
    cast.signed_in(client, mona)  # at the program's address
    row = Session.objects.get(user_id=mona.id)
    settings.OFFRAMP_ZONE = Zone.JUSTICE
    actions.set_up_codes(people.SECRET, 1, at=now(), by=mona, keep=row.handle)
    settings.OFFRAMP_ZONE = Zone.PROGRAM
    assert client.get("/me/").status_code == 302


def test_who_comes_in_clears_away_what_is_long_over(client):
    percy = people.with_codes(cast.percy())
    old = cast.signed_in(Client(), cast.pat()).session.session_key
    Session.objects.filter(pk=old).update(expire_date=now() - timedelta(days=1))
    people.come_in(client, percy)
    assert not Session.objects.filter(pk=old).exists()


def test_a_login_unused_for_90_days_is_closed_until_a_lead_opens_it(client):
    percy = people.with_codes(cast.percy())
    days = now() - timedelta(days=92)
    User.objects.filter(pk=percy.id).update(last_login=days)
    assert (
        "not been used for 90 days"
        in people.password(client, percy.email).content.decode()
    )
    actions.enable(percy.id, at=now(), by=cast.mona())
    assert people.come_in(client, percy).status_code == 302


def test_a_copied_cookie_is_dead_after_signing_out(client):
    cast.signed_in(client, cast.percy())
    copied = client.cookies["sessionid"].value
    client.post("/sign-out/")
    thief = Client()
    thief.cookies["sessionid"] = copied
    assert thief.get("/me/").status_code == 302
