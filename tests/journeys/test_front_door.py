"""The sign-in page: the first thing that anybody sees."""

import pytest
from playwright.sync_api import BrowserContext, expect


@pytest.mark.parametrize("where", ["phone", "desk"])
def test_the_first_page_has_no_barriers(where, request, axe):
    screen: BrowserContext = request.getfixturevalue(where)
    page = screen.new_page()
    page.goto("/sign-in/")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    axe(page)


def test_a_wrong_password_gets_a_sentence_without_scripts(no_script):
    page = no_script.new_page()
    page.goto("/sign-in/")
    page.get_by_label("E-mail").fill("nobody@example.test")
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_label("E-mail")).to_have_value("nobody@example.test")
    expect(page.get_by_role("alert").first).to_be_visible()
