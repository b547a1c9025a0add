"""Coming in through the provider of one's agency: what is believed of it, and what not."""

import time
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.test import Client
from django.utils.timezone import localdate, now
from joserfc.jwk import ECKey

from offramp.platform.accounts import actions, exchange, providers
from offramp.platform.accounts.models import Duty, Factor, Identity, User
from offramp.platform.accounts.tests import people, provider
from offramp.platform.audit.models import Entry
from tests import cast

pytestmark = pytest.mark.django_db
OFFICER = "olive@example.test"


@pytest.fixture(scope="module")
def server():
    with provider.running() as running:
        yield running


@pytest.fixture
def theirs(server, settings):
    """The police's provider. What it says of a second factor counts, if it is `mfa`."""
    server.person = {"sub": "made-up-1", "email": OFFICER, "email_verified": True}
    server.lies, server.described, server.signs_with = {}, {}, server.key
    slug = cast.agency("police").slug
    read = providers.read(
        f'[{slug}]\nname = "Made-up police"\nissuer = "{server.issuer}"\n'
        f'client_id = "{provider.CLIENT}"\nsecret = "{provider.SECRET}"\n'
        'factor_amr = ["mfa"]\n'
    )
    settings.PROVIDERS = read
    exchange.forget()
    settings.OFFRAMP_ORIGINS = {}
    settings.OFFRAMP_ORIGIN = "http://testserver"
    return server


def address(path: str = "") -> str:
    return f"/sign-in/with/{cast.agency('police').slug}/{path}"


def there(client: Client, **query: str) -> str:
    """Off to the provider, who signs somebody in: the address of the way back."""
    off = client.get(address(), query)["Location"]
    answer = requests.get(off, allow_redirects=False, timeout=5)
    return answer.headers["Location"].removeprefix("http://testserver")


def come(client: Client, **query: str) -> Any:
    return client.get(there(client, **query))


def is_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def test_an_officer_comes_in_with_the_factor_of_their_agency(client, theirs):
    theirs.person["amr"] = ["pwd", "mfa"]
    assert come(client, next="/contacts/")["Location"] == "/contacts/"
    assert is_in(client)
    olive = cast.olive().id
    assert Identity.objects.get().user_id == olive
    entry = Entry.objects.get(action="session.begin", actor_id=olive)
    assert entry.details["factor"] == "provider"
    linked = Entry.objects.get(action="factor.change", actor_id=olive)
    assert "made-up-1" not in linked.body


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"amr": ["pwd"]},
        {"amr": [["mfa"]]},
        {"acr": "mfa"},
        {"amr": None, "acr": None},
    ],
)
def test_without_a_factor_that_counts_ours_is_asked(client, theirs, said):
    theirs.person |= said
    olive = people.with_codes(cast.olive())
    asked = come(client)
    assert asked.status_code == 200
    assert "Is it you?" in asked.content.decode()
    assert not is_in(client)
    assert people.proof(client, people.code()).status_code == 302
    assert is_in(client)
    assert User.objects.get(pk=olive.pk).identities.count() == 1


def test_a_factor_of_this_morning_does_not_count(client, theirs):
    theirs.person |= {"amr": ["mfa"], "auth_time": int(time.time()) - 3600}
    assert come(client)["Location"] == "/sign-in/set-up/"
    assert not is_in(client)


def test_the_first_factor_is_set_up_where_theirs_does_not_count(client, theirs):
    assert come(client)["Location"] == "/sign-in/set-up/"
    assert not is_in(client)
    assert client.get("/sign-in/set-up/").status_code == 200
    assert not Factor.objects.exists()


@pytest.mark.parametrize(
    "lie",
    [
        {"iss": "https://elsewhere.example"}, {"aud": "somebody-else"},
        {"nonce": "another"}, {"exp": 1}, {"sub": None}, {"sub": ["made-up-1"]},
        {"aud": ["offramp", "else"], "azp": "else"}, {"exp": None}, {"iat": None},
        {"amr": "mfa"},
    ],
)  # fmt: skip
def test_what_was_not_said_by_them_to_us_and_now_opens_nothing(client, theirs, lie):
    theirs.person["amr"], theirs.lies = ["mfa"], lie
    assert come(client).status_code == 422
    assert not is_in(client)
    assert not Identity.objects.exists()


def test_what_another_key_signed_opens_nothing(client, theirs):
    theirs.person["amr"] = ["mfa"]
    theirs.signs_with = ECKey.generate_key("P-256", {"kid": "one"})
    assert come(client).status_code == 422
    assert not is_in(client)


def test_a_way_back_is_good_once_and_for_whom_it_was_begun(client, theirs):
    theirs.person["amr"] = ["mfa"]
    back = there(client)
    assert Client().get(back).status_code == 422  # another browser's
    assert client.get(back.replace("state=", "state=x")).status_code == 422
    assert client.get(back).status_code == 422  # that one was taken
    assert not is_in(client)
    assert client.get(address("back/")).status_code == 422


def test_the_provider_is_asked_anew_with_proofs_that_nobody_else_has(client, theirs):
    asked = [
        parse_qs(urlsplit(client.get(address())["Location"]).query) for _ in range(2)
    ]
    assert asked[0]["prompt"] == ["login"]
    assert asked[0]["code_challenge_method"] == ["S256"]
    for word in ("state", "nonce", "code_challenge"):
        assert asked[0][word] != asked[1][word]


@pytest.mark.parametrize(
    "described",
    [
        {"issuer": "https://elsewhere.example"},
        {"token_endpoint": "http://elsewhere.example/token"},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
)
def test_a_provider_that_names_a_strange_address_is_not_followed(
    client, theirs, described
):
    theirs.described = described
    answer = client.get(address())
    assert answer.status_code == 422
    assert "did not answer as it should" in answer.content.decode()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"email": "percy@example.test"}, "works elsewhere"),
        ({"email": "otto@example.test"}, "works at another police"),
        ({"email": "nobody@example.test"}, "no login"),
        ({"email_verified": False}, "not verified"),
        ({"email_verified": "true"}, "not verified"),
        ({"email": None}, "no address"),
    ],
)
def test_it_vouches_for_nobody_but_its_own_people(client, theirs, said, why):
    theirs.person |= {"amr": ["mfa"], **said}
    answer = come(client)
    assert answer.status_code == 422, why
    assert "no login here goes with it" in answer.content.decode()
    assert not is_in(client)
    assert Entry.objects.filter(action="session.refuse").count() == 1


def test_somebody_with_a_second_agency_comes_in_by_the_way_of_neither(client, theirs):
    theirs.person["amr"] = ["mfa"]
    Duty.objects.create(
        user_id=cast.olive().id,
        agency=cast.agency("police", 1),
        role="officer",
        from_on=localdate(),
    )
    assert come(client).status_code == 422


def test_it_gives_nobody_a_duty_and_a_closed_login_stays_closed(client, theirs):
    theirs.person["amr"] = ["mfa"]
    before = Duty.objects.count()
    actions.disable(cast.olive().id, at=now(), by=cast.mona())
    assert come(client).status_code == 422
    assert Duty.objects.count() == before


def test_who_gets_an_old_address_is_not_taken_for_who_had_it(client, theirs):
    theirs.person["amr"] = ["mfa"]
    come(client)
    theirs.person |= {"sub": "made-up-2"}
    assert come(Client()).status_code == 422
    theirs.person |= {"sub": "made-up-1", "email": "renamed@example.test"}
    assert come(Client()).status_code == 302


def test_a_new_name_there_is_taken_after_two_people_said_so(client, theirs):
    theirs.person["amr"] = ["mfa"]
    come(client)
    reset = actions.ask_reset(cast.olive().id, "Met", at=now(), by=cast.mona())
    actions.approve_reset(reset.id, at=now(), by=cast.sam())
    theirs.person |= {"sub": "made-up-2"}
    assert come(client).status_code == 302
    assert Identity.objects.get().subject == "made-up-2"


def test_an_address_is_believed_unverified_only_where_the_site_says_so(
    client, theirs, settings
):
    theirs.person |= {"amr": ["mfa"], "email_verified": None}
    assert come(client).status_code == 422
    slug, one = next(iter(settings.PROVIDERS.items()))
    settings.PROVIDERS = {slug: replace(one, trusts_addresses=True)}
    assert come(client).status_code == 302


def test_an_agency_without_a_provider_has_no_such_address(client, settings):
    settings.PROVIDERS = {}
    assert client.get(address()).status_code == 404
    assert client.get(address("back/")).status_code == 404


def test_the_sign_in_page_names_the_providers_and_carries_where_one_was_going(
    client, theirs
):
    page = client.get("/sign-in/", {"next": "/contacts/"}).content.decode()
    assert "Sign in with Made-up police" in page
    assert f'{address()}?next=/contacts/"' in page


def test_what_matters_asks_to_sign_in_anew_where_there_is_no_factor_of_ours(
    client, theirs
):
    theirs.person["amr"] = ["mfa"]
    come(client)
    assert client.get("/me/password/").status_code == 200
    session = client.session
    session["factor_at"] = (now() - timedelta(minutes=6)).isoformat()
    session.save()
    asked = client.get("/me/password/")
    assert asked.status_code == 401
    assert "Sign out and sign in again" in asked.content.decode()
    come(client)
    assert client.get("/me/password/").status_code == 200


def test_a_provider_is_not_asked_who_it_is_at_every_press(client, theirs):
    assert client.get(address()).status_code == 302
    theirs.described = {"issuer": "https://elsewhere.example"}  # it would be refused
    assert client.get(address()).status_code == 302


def test_who_was_signed_out_while_typing_is_told_to_copy_it(client, theirs):
    page = client.post("/contacts/new/", {"note": "half a line"}).content.decode()
    assert "Sign in with Made-up police" in page
    assert "copy it first" in page


def test_it_never_leads_to_another_site(client, theirs):
    theirs.person["amr"] = ["mfa"]
    assert come(client, next="https://elsewhere.example/")["Location"] == "/"


def test_a_secret_is_not_shown_with_its_provider(theirs, settings):
    assert provider.SECRET not in repr(settings.PROVIDERS)
