"""A peer sets up a passkey on the phone, comes in with it, and proves it once more."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils.timezone import now
from playwright.sync_api import BrowserContext, Page, expect

from offramp.config.demo.file import DOMAIN
from offramp.config.demo.staff import PASSWORD
from offramp.platform.accounts.models import Factor, Session
from offramp.platform.accounts.sessions import SessionStore
from tests.journeys.town import open_town


@pytest.fixture
def _factor_needed() -> Iterator[None]:
    """As in a real program."""
    with override_settings(SECOND_FACTOR_REQUIRED=True):
        yield


def with_authenticator(context: BrowserContext) -> Page:
    """A phone that has a fingerprint reader, and a finger on it."""
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    reader = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": reader})
    return page


def gives_password(page: Page) -> None:
    page.get_by_label("E-mail").fill(f"percy@{DOMAIN}")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def is_at(page: Page, heading: str, axe: Callable[[Page], None]) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    axe(page)


def sets_up_a_passkey(page: Page, axe: Callable[[Page], None]) -> None:
    gives_password(page)
    is_at(page, "Set up a second factor", axe)
    page.get_by_label("What do you call this device?").fill("My phone")
    page.get_by_role("button", name="Set up a passkey").click()
    is_at(page, "Your recovery codes", axe)
    page.get_by_role("link", name="I have kept them").click()
    page.goto("/me/")
    expect(page.get_by_role("main")).to_contain_text("My phone")
    axe(page)


def comes_in_with_both(page: Page, axe: Callable[[Page], None]) -> None:
    page.context.clear_cookies()
    page.goto("/sign-in/")
    gives_password(page)
    is_at(page, "Is it you?", axe)
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Is it you?")
    assert Factor.objects.get().used_on


def is_asked_once_more(page: Page, axe: Callable[[Page], None]) -> None:
    row = Session.objects.filter(user_id__isnull=False).latest("seen")
    session = SessionStore(row.session_key)
    session["factor_at"] = (now() - timedelta(minutes=6)).isoformat()
    session.save()
    page.goto("/me/password/")
    is_at(page, "Is it still you?", axe)
    page.get_by_role("button", name="Use my passkey").click()
    is_at(page, "Choose your password", axe)


def comes_in_with_the_passkey_alone(page: Page, axe: Callable[[Page], None]) -> None:
    page.context.clear_cookies()
    page.goto("/sign-in/")
    page.get_by_role("button", name="Use a passkey instead").click()
    is_at(page, "Sign in with a passkey", axe)
    page.get_by_role("button", name="Use my passkey").click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto("/me/")
    expect(page.get_by_role("main")).to_contain_text("(this one)")


@pytest.mark.usefixtures("_factor_needed")
def test_a_peer_comes_in_with_a_passkey(phone: BrowserContext, axe):
    open_town()
    page = with_authenticator(phone)
    page.goto("/sign-in/")
    sets_up_a_passkey(page, axe)
    comes_in_with_both(page, axe)
    is_asked_once_more(page, axe)
    comes_in_with_the_passkey_alone(page, axe)
