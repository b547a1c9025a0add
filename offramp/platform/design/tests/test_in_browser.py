"""The parts in a real browser, under a strict policy, by day and by night."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template import engines
from playwright.sync_api import Browser, Page, Route

from offramp.platform.design.tests import browser, gallery

pytestmark = pytest.mark.journey

AXE = Path(__file__).parents[4] / "tests" / "vendor" / "axe.min.js"
TOO_SMALL = """() => [...document.querySelectorAll(
    "button, summary, select, textarea, .button, .nav a, .menu a, .tabs a, .pager a, "
    + ".errors a, .tile label, .usa-input")]
    .filter(e => e.offsetParent)
    .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
    .filter(([_, box]) => box.height < 43.5 || box.width < 43.5)
    .map(([html, _]) => html)"""


@pytest.fixture(scope="module")
def opened() -> Iterator[Browser]:
    with browser.opened() as running:
        yield running


@pytest.fixture
def page(opened: Browser) -> Iterator[Page]:
    context = opened.new_context(viewport={"width": 390, "height": 844})
    context.set_default_timeout(5000)
    yield context.new_page()
    context.close()


def every_page() -> dict[str, str]:
    errors = gallery.contact(route="arrest", needs=["id"], phone="12", note="Šta ima")
    return {
        "parts": gallery.page("parts"),
        "form": gallery.page("form", frame=gallery.OLIVE, messages=[]),
        "errors": gallery.page("form", form=errors, messages=[]),
        "signed out": gallery.page("signed_out", messages=[], form=gallery.SignIn()),
        "paper": gallery.page("paper"),
    }


@pytest.mark.parametrize(
    ("width", "height", "scheme"), [(1280, 900, "light"), (390, 844, "dark")]
)
def test_every_page_is_accessible_and_breaks_no_policy(opened, width, height, scheme):
    context = opened.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for name, html in every_page().items():
        browser.serve(page, {"/": html})
        page.goto(browser.HOST)
        assert violations(page) == [], name
    assert complaints == []
    context.close()


def test_every_page_fits_a_small_phone_and_a_thumb(opened):
    page = opened.new_context(viewport={"width": 320, "height": 640}).new_page()
    for name, html in every_page().items():
        browser.serve(page, {"/": html})
        page.goto(browser.HOST)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
        assert page.evaluate(TOO_SMALL) == [], name
    page.context.close()


def violations(page: Page) -> list[str]:
    """What axe finds. It is put in by the debugger, which no policy stops."""
    page.context.new_cdp_session(page).send(
        "Runtime.evaluate", {"expression": AXE.read_text()}
    )
    found = page.evaluate("axe.run()")["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found]


def show(page: Page, html: str, **more: browser.Answer) -> None:
    browser.serve(page, {"/": html, **{f"/{name}": a for name, a in more.items()}})
    page.goto(browser.HOST)
    page.wait_for_load_state("networkidle")


def test_the_list_of_errors_takes_the_focus_and_leads_to_the_answer(page):
    show(page, every_page()["errors"])
    assert page.evaluate("document.activeElement.className").endswith("errors")
    page.get_by_role("link", name="Where are you?").click()
    assert page.evaluate("document.activeElement.id") == "id_place"


def test_a_question_comes_and_goes_with_another_and_keeps_its_answer(page):
    show(page, gallery.page("form", messages=[]))
    charge = page.get_by_label("Which charge is held back?")
    assert not charge.is_visible()
    page.get_by_text("Instead of arrest or charge").click()
    charge.fill("Theft")
    page.get_by_text("No charge").click()
    assert not charge.is_visible()
    page.get_by_text("Instead of arrest or charge").click()
    assert charge.input_value() == "Theft"


def test_without_scripts_everything_is_shown_and_can_be_signed(opened):
    context = opened.new_context(java_script_enabled=False)
    page = context.new_page()
    show(page, gallery.page("form", messages=[]))
    assert page.get_by_label("Which charge is held back?").is_visible()
    assert page.get_by_label("Type the full name as a signature").is_visible()
    assert not page.locator("canvas").is_visible()
    context.close()


def test_a_signature_is_drawn_kept_and_cleared(page):
    show(page, gallery.page("form", messages=[]))
    canvas = page.locator("canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 80)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 30, steps=5)
    page.mouse.up()
    kept = page.locator("input[name=signature_points]")
    form = gallery.contact(signature_points=kept.input_value())
    form.is_valid()
    assert form.cleaned_data["signature"].is_drawn
    page.get_by_role("button", name="Clear the drawing").click()
    assert kept.input_value() == ""


def test_a_form_is_sent_once_however_often_it_is_pressed(page):
    sent: list[str] = []

    def answer(route: Route) -> None:
        sent.append(route.request.method)
        route.fulfill(status=204)  # nothing new to show: the page stays

    show(page, gallery.page("parts"), z=answer)
    button = page.get_by_role("button", name="I cannot come")
    button.click()
    button.click(force=True)
    page.wait_for_timeout(100)
    assert sent == ["POST"]


def test_a_question_can_be_answered_with_no(page):
    sent: list[str] = []
    asked: list[str] = []

    def refuse(dialog):
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    show(page, gallery.page("parts"), x=lambda route: sent.append(route.request.url))
    page.get_by_role("button", name="I have arrived").click()
    page.wait_for_timeout(100)
    assert asked == ["Have you arrived?"]
    assert sent == []


LIVE = """{% extends "design/base.html" %}{% load design %}{% block content %}
{% live "/fragment" seconds=1 label="Handoff" %}<p>Paged</p>{% endlive %}{% endblock %}"""


def test_a_live_region_follows_and_says_when_it_may_be_old(page):
    answers = [
        lambda r: r.fulfill(body="<p>Paged</p>", headers={"ETag": '"1"'}),
        lambda r: r.fulfill(status=304),
        lambda r: r.fulfill(body="<p>Answered</p>", headers={"ETag": '"2"'}),
        lambda r: r.fulfill(status=404),
    ]
    tags: list[str | None] = []

    def fragment(route: Route) -> None:
        tags.append(route.request.headers.get("if-none-match"))
        answers[min(len(tags), len(answers)) - 1](route)

    template = engines["django"].from_string(LIVE)
    page.clock.install()
    show(page, template.render({"page": gallery.PERCY}), fragment=fragment)
    for _ in answers:
        page.clock.run_for(1100)
        page.wait_for_timeout(60)
    page.get_by_text("Answered").wait_for()
    page.get_by_text("no longer kept up to date").wait_for()
    assert tags == [None, '"1"', '"1"', '"2"']
    page.clock.run_for(60_000)
    assert len(tags) == 4  # it has stopped


AUTOSAVE = """{% extends "design/base.html" %}{% load design %}{% block content %}
{% posting form autosave="/save" %}{% fields form %}{% endposting %}{% endblock %}"""


def test_what_changed_is_saved_while_writing(page):
    saved: list[str] = []

    def save(route: Route) -> None:
        saved.append(route.request.post_data or "")
        route.fulfill(status=204)

    template = engines["django"].from_string(AUTOSAVE)
    context = {"page": gallery.PERCY, "form": gallery.contact()}
    show(page, template.render(context), save=save)
    page.get_by_label("Where are you?").fill("Main and 3rd")
    page.get_by_text("Saved ").wait_for()
    assert len(saved) == 1
    assert "Main and 3rd" in saved[0]
    assert 'name="changed"' in saved[0]
    assert 'name="note"' not in saved[0]
