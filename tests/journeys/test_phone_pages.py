"""The pages that work without signal, on the smallest phone, by day and by night."""

from offramp.doors.field.phone import shells
from tests.cast import load_test_site

SMALL = {"width": 320, "height": 640}
# What a thumb has to hit; a link inside of a sentence is no target of its own.
LITTLE = """() => [...document.querySelectorAll('main a, main button, .bar a, .waits a,'
  + ' .waits button, main input, main select, main textarea, main summary')]
  .map((one) => one.type === 'radio' || one.type === 'checkbox' ? one.labels[0] : one)
  .filter((one) => one.type !== 'hidden' && one.checkVisibility() && !one.closest('li > a, p > a'))
  .filter((one) => one.getBoundingClientRect().height < 43.5)
  .map((one) => one.outerHTML.slice(0, 120))"""
UNSTUCK = "one.style.position = 'static'"
ROOM = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_no_barrier_no_small_target_and_nothing_beside_the_screen(phone, live, axe):
    load_test_site()
    page = phone.new_page()
    page.set_viewport_size(SMALL)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for path in ("/field/", *map(shells.url, shells.kinds())):
            page.goto(path)
            page.wait_for_selector("body[data-ready]")
            _leaves_everything_out(page)
            _look(page, axe)
    said = {"kind": "contact", "said": {}, "whom": ""}
    page.evaluate(
        "(said) => Outbox.add(said, JSON.parse(document.body.dataset.phone).key)", said
    )
    page.wait_for_selector(".waits__entry")
    _look(page, axe)


def _leaves_everything_out(page) -> None:
    save = page.get_by_role("button", name="Save", exact=True)
    if not save.count():
        return
    save.click()
    page.wait_for_selector("[data-errors]:not([hidden])")
    for fold in page.locator("details").all():
        fold.evaluate("(fold) => { fold.open = true; }")


def _look(page, axe) -> None:
    # The button that stays in sight covers whatever is beneath it just now.
    page.evaluate(f"for (const one of document.querySelectorAll('.send')) {UNSTUCK}")
    axe(page)
    assert page.evaluate(ROOM) == 0
    assert page.evaluate(LITTLE) == []
