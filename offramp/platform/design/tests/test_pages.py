from types import SimpleNamespace

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings

from offramp.platform.design.context import page
from offramp.platform.design.navigation import NavItem
from offramp.platform.design.tests import gallery


def places(request: HttpRequest) -> list[NavItem]:
    return [NavItem("Tonight", "/tonight/", current=request.path == "/tonight/")]


def program() -> str:
    return "Prairie County LEAD"


HERE = "offramp.platform.design.tests.test_pages"


def request(actor: object = None) -> HttpRequest:
    made = RequestFactory().get("/tonight/")
    made.actor = actor  # type: ignore[attr-defined]
    made.user = SimpleNamespace(name="Percy Castly")  # type: ignore[assignment]
    return made


@override_settings(OFFRAMP_NAVIGATION=f"{HERE}.places")
def test_somebody_signed_in_sees_where_they_can_go():
    percy = SimpleNamespace(roles=frozenset({"case_manager", "peer"}))
    frame = page(request(percy))["page"]
    assert frame.navigation == [NavItem("Tonight", "/tonight/", current=True)]
    assert frame.signed_in_as == "Percy Castly"
    assert frame.role == "Case manager, peer"


@override_settings(OFFRAMP_NAVIGATION=f"{HERE}.places")
def test_nobody_signed_in_sees_nothing_of_that():
    frame = page(request())["page"]
    assert frame.navigation == []
    assert frame.signed_in_as == ""
    assert frame.role == ""


@override_settings(OFFRAMP_NAVIGATION="")
def test_without_the_setting_there_is_no_navigation():
    percy = SimpleNamespace(roles=frozenset({"peer"}))
    assert page(request(percy))["page"].navigation == []


@pytest.mark.parametrize("named", ["Prairie County LEAD", f"{HERE}.program"])
def test_the_program_is_named_in_settings_or_by_what_they_point_to(named):
    with override_settings(OFFRAMP_PROGRAM_NAME=named):
        assert page(request())["page"].program_name == "Prairie County LEAD"


@pytest.mark.parametrize("is_demo", [True, False])
def test_the_demo_says_that_it_is_one(is_demo):
    with override_settings(OFFRAMP_DEMO=is_demo):
        html = render_to_string("404.html", page(request()), request())
    assert ("everyone here is made up" in html) is is_demo


def test_the_page_one_is_on_is_marked_and_sign_out_is_a_form():
    html = gallery.page("parts")
    assert 'href="/tonight/" aria-current="page"' in html
    assert 'action="/sign-out/"' in html
    assert 'href="#main"' in html
    assert html.count("<main") == html.count("<h1") == 1


@pytest.mark.parametrize("name", ["403.html", "404.html"])
def test_a_refusal_tells_nothing_but_that(name):
    html = render_to_string(name, {"exception": "Diversion 7F3K"}, request())
    assert "7F3K" not in html
    assert "iversion" not in html


def test_a_rule_that_says_no_is_quoted_with_a_way_back():
    made = request()
    made.META["HTTP_REFERER"] = "http://testserver/plans/"
    html = render_to_string("409.html", {"message": "The plan is <closed>."}, made)
    assert "The plan is &lt;closed&gt;." in html
    assert 'href="http://testserver/plans/"' in html
    assert "Nothing was changed." in html


def test_the_page_for_our_own_faults_needs_no_context():
    assert "not your doing" in render_to_string("500.html")
