"""A phone without signal: opened once it opens, what is saved is kept, and comes once.

The numbers in brackets are those of the fifteen situations in docs/operating.md.
`KILLS=300` kills the browser that often at the first sight of "Saved".
"""

import os
import random
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils.timezone import now
from playwright.sync_api import expect

from offramp.doors.field.phone import shells
from offramp.platform.accounts.models import Session
from offramp.platform.submissions.models import OfficerEntry, StaffEntry
from offramp.program.cases.tests import factories as cases
from offramp.program.dispatch.models import Dispatch, Page
from offramp.program.diversions.models import Contact
from offramp.program.touchpoints.models import Touchpoint
from tests.cast import load_test_site
from tests.chaos import Chaos, Link
from tests.journeys.pocket import NOTE, WHERE, WHO, Pocket, until
from tests.journeys.town import open_town

KILLS = int(os.environ.get("KILLS", "3"))
CACHED = """async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith('offramp-phone-'));
  const pages = [];
  for (const name of names) {
    const cache = await caches.open(name);
    for (const key of await cache.keys()) {
      const answer = await cache.match(key);
      if ((answer.headers.get('Content-Type') || '').includes('html')) {
        pages.push(await answer.text());
      }
    }
  }
  return [names.length, pages.length, pages.join('')];
}"""


@pytest.fixture
def town(server):
    load_test_site()
    return open_town()


@pytest.fixture
def pocket(browser, server, town, tmp_path) -> Iterator[Pocket]:
    """A phone, in a town where a peer is on call."""
    chaos = Chaos(server.port)
    phone = Pocket(browser, chaos, tmp_path / "profile")
    phone.start()
    yield phone
    phone.close()
    chaos.close()


def _names() -> set[str]:
    return set(Contact.objects.values_list("said_name", flat=True))


def test_saved_without_signal_and_killed_it_comes_once(pocket):
    pocket.sign_in("olive")
    caches, pages, cached = pocket.page.evaluate(CACHED)
    assert caches == 1 and pages == len(shells.kinds()) + 1
    for private in ("csrf", "Olive", "olive", "submission_id"):  # (1)
        assert private not in cached

    pocket.context.set_offline(True)  # (2)
    pocket.signal(Link.NONE)
    pocket.open()
    pocket.write_contact("First")
    first = pocket.save()
    expect(pocket.page.locator("[data-receipt]")).to_be_focused()
    expect(pocket.page.locator("[data-receipt]")).to_contain_text("Saved on this phone")
    pocket.says("Not sent yet – nobody has been paged.")
    number = pocket.page.locator(".waits a[href^='tel:']")
    expect(number).to_have_attribute("href", "tel:555-0142")

    pocket.kill()  # (3)
    pocket.start()
    pocket.open()
    assert pocket.waits() == {first: "waiting"}
    assert not Contact.objects.exists()
    pocket.signal(Link.GOOD)  # (4) a session ends with its browser
    pocket.sends()
    pocket.says("Its writer signs in to send it.")
    pocket.sign_in("olive")
    pocket.has(0)
    contact = Contact.objects.get()
    assert contact.said_name == "First"
    assert Dispatch.objects.count() == Page.objects.count() == 1  # somebody is paged

    pocket.open()
    pocket.write_contact("Reply cut")  # (5)
    pocket.signal(Link.CUT)
    pocket.save()
    until(lambda: "Reply cut" in _names())
    pocket.signal(Link.GOOD)
    pocket.sends()
    pocket.has(0)
    assert Contact.objects.count() == 2

    pocket.signal(Link.SILENT)  # (11)
    pocket.open()
    pocket.write_contact("No answer")
    pocket.save()
    pocket.has(1)
    pocket.signal(Link.PORTAL)  # (12)
    pocket.sends()
    pocket.page.wait_for_timeout(300)
    assert list(pocket.waits().values()) == ["waiting"]

    other = pocket.context.new_page()  # (6)
    other.goto("/field/")
    other.wait_for_selector("body[data-ready]")
    pocket.chaos.puts.clear()
    pocket.context.clear_cookies(name="csrftoken")  # (8)
    pocket.signal(Link.GOOD)
    for page in (pocket.page, other, pocket.page, other):
        page.evaluate("void window.dispatchEvent(new Event('online'))")
    pocket.has(0)
    assert len(pocket.chaos.puts) == 1
    assert Contact.objects.count() == 3


def test_only_its_writer_sends_it_and_signing_out_leaves_nothing_readable(pocket):
    pocket.sign_in("olive")
    Session.objects.all().delete()  # (7)
    pocket.write_contact()
    entry = pocket.save()
    pocket.says("Its writer signs in to send it.")
    pocket.sign_in("otto")
    pocket.says("Its writer signs in to send it.")
    assert not Contact.objects.exists()

    pocket.page.goto("/")  # (15)
    pocket.page.get_by_text("Menu", exact=True).click()
    pocket.page.locator(".menu").get_by_role("button", name="Sign out").click()
    pocket.page.wait_for_url("**/sign-in/**")
    pocket.open()
    left = (
        "Outbox.get('writer').then(w => Outbox.get('key').then(k => [w ?? 0, k ?? 0]))"
    )
    assert pocket.page.evaluate(left) == [0, 0]
    assert set(pocket.waits()) == {entry}

    pocket.sign_in("olive")
    pocket.has(0)
    assert Contact.objects.get().said_name == WHO


def test_sent_back_it_is_put_right_and_what_differs_is_kept(pocket, settings):
    pocket.sign_in("olive")
    pocket.write_contact("Too old")  # (9)
    pocket.page.get_by_text("Nickname, birth date, phone").click()
    pocket.page.get_by_label("Birth date, if known").fill("1801-02-03")
    entry = pocket.save()
    pocket.says("something must be put right")
    assert not Contact.objects.exists()
    pocket.kill()
    pocket.start()
    pocket.sign_in("olive", "/field/")
    pocket.page.get_by_role("link", name="Put it right").click()
    summary = pocket.page.locator("[data-errors]")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Enter a year from 1900 on.")
    expect(pocket.page.get_by_label("Name", exact=True)).to_have_value("Too old")
    pocket.page.get_by_label("Birth date, if known").fill("1980-02-03")

    pocket.signal(Link.NONE)  # (14)
    assert pocket.save() == entry
    settings.PHONE_KEYS = ["a new key of a new release", *settings.PHONE_KEYS]
    before = pocket.page.evaluate("caches.keys()")
    pocket.signal(Link.GOOD)
    pocket.page.evaluate(
        "navigator.serviceWorker.getRegistration().then(r => r.update())"
    )
    pocket.sends()
    pocket.has(0)
    assert str(Contact.objects.get().pk) == entry
    until(lambda: pocket.page.evaluate("caches.keys()") not in (before, []))
    until(lambda: len(pocket.page.evaluate("caches.keys()")) == 1)

    again = "(id) => Outbox.add({kind: 'contact', said: {place: ['Elsewhere']}, whom: ''}, {}, id)"
    pocket.page.evaluate(again, entry)
    pocket.sends()
    pocket.says("Sent before with other answers.")
    assert OfficerEntry.objects.filter(entry_id=entry, state="different").count() == 1
    pocket.page.get_by_role("link", name="Look at both").click()
    pocket.page.get_by_role("link", name="Look at it: it came twice").click()
    expect(pocket.page.get_by_role("main")).to_contain_text("Elsewhere")


def test_a_peers_phone_whose_clock_is_two_days_wrong(pocket, town):
    case = cases.case(peer=town.peers[0])
    name = case.person.known_as
    pocket.context.add_init_script(
        "{ const real = Date.now, late = 2 * 24 * 3600e3; const D = Date;"
        " self.Date = class extends D { constructor(...a) {"
        " a.length ? super(...a) : super(real() + late); }"
        " static now() { return real() + late; } }; }"
    )
    pocket.sign_in("percy", "/field/write/intake/")
    pocket.page.get_by_label("Whom is it about?").fill("Half a talk")  # (13)
    pocket.page.wait_for_selector("body[data-draft=kept]")
    pocket.kill()
    pocket.start()
    pocket.signal(Link.NONE)
    pocket.open("/field/write/intake/")
    expect(pocket.page.get_by_label("Whom is it about?")).to_have_value("Half a talk")

    pocket.open("/field/write/touchpoint/")
    for number, how in enumerate(("Yes, we met or spoke", "No, I tried")):
        pocket.page.get_by_label("Whom is it about?").fill(f"{name} {number}")
        pocket.page.get_by_text(how, exact=True).click()
        pocket.page.get_by_text("Face to face", exact=True).first.click()
        if number:
            pocket.page.locator("label[for=id_result_0]").click()
        else:
            pocket.page.locator("label[for=id_naloxone_kits_1]").click()
        pocket.save()
        pocket.page.get_by_role("button", name="Write another one").click()
    pocket.has(2)
    pocket.signal(Link.GOOD)
    pocket.sign_in("percy", "/field/")
    pocket.has(0)
    assert list(StaffEntry.objects.values_list("state", flat=True)) == ["waiting"] * 2

    for _ in range(2):
        pocket.page.goto("/field/waiting/")
        pocket.page.get_by_role("link", name="Say whom it is about").first.click()
        pocket.page.get_by_role("main").get_by_role("button", name=name).click()
        expect(
            pocket.page.get_by_role("status")
            .or_(pocket.page.get_by_text("Recorded."))
            .first
        ).to_be_visible()
    met, tried = Touchpoint.objects.order_by("at")
    assert (met.reached, tried.reached) == (True, False)  # in the order of writing
    assert now() - timedelta(minutes=2) < met.at < tried.at < now()


def test_a_copied_profile_shows_no_name_no_place_and_no_note(pocket):
    pocket.sign_in("olive")
    pocket.context.set_offline(True)
    pocket.write_contact()
    pocket.save()
    pocket.page.get_by_role("button", name="Write another one").click()
    pocket.write_contact()  # half written, too
    pocket.page.goto("/field/")
    pocket.page.wait_for_timeout(500)
    pocket.kill()
    wanted = {
        word: (word.encode(), word.encode("utf-16-le")) for word in (WHO, WHERE, NOTE)
    }
    files = [path for path in pocket.profile.rglob("*") if path.is_file()]
    assert any("IndexedDB" in str(path) for path in files)
    assert not [
        (word, str(path.relative_to(pocket.profile)))
        for path in files
        for word, forms in wanted.items()
        if any(form in path.read_bytes() for form in forms)
    ]


def test_killed_at_random_nothing_is_lost_and_nothing_doubled(pocket):
    pocket.sign_in("olive")
    pocket.signal(Link.NONE)
    saved: set[str] = set()
    chance = random.Random(KILLS)  # noqa: S311 - when to pull the plug, no secret
    for number in range(KILLS):
        pocket.open()
        pocket.write_contact(f"Kill {number}")
        saved.add(pocket.save())
        pocket.page.wait_for_timeout(chance.choice((0, 0, 5, 20, 80)))
        pocket.kill()
        pocket.start()
        pocket.open()
        assert saved <= set(pocket.waits())
    pocket.signal(Link.GOOD)
    pocket.sign_in("olive")
    expect(pocket.page.locator("[data-entries] > li")).to_have_count(0, timeout=120_000)
    assert {str(pk) for pk in Contact.objects.values_list("pk", flat=True)} == saved
    assert Dispatch.objects.count() == KILLS


def test_the_browser_sends_with_the_page_closed_and_the_pages_can_be_taken_back(
    pocket, settings
):
    pocket.sign_in("olive")
    devtools = pocket.context.new_cdp_session(pocket.page)
    known: list[dict] = []
    devtools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda news: known.extend(news["registrations"]),
    )
    devtools.send("ServiceWorker.enable")
    pocket.signal(Link.NONE)
    pocket.write_contact()
    pocket.save()
    pocket.has(1)
    pocket.signal(Link.GOOD)
    pocket.page.goto("/alive/../sign-in/")
    wake = {"origin": pocket.address, "registrationId": known[0]["registrationId"]}
    devtools.send(
        "ServiceWorker.dispatchSyncEvent",
        {**wake, "tag": "offramp-outbox", "lastChance": False},
    )
    until(Contact.objects.exists)

    settings.PHONE_OFF = True
    pocket.open("/field/")
    pocket.page.evaluate(
        "navigator.serviceWorker.getRegistration('/field/').then(r => r?.update())"
    )
    gone = "navigator.serviceWorker.getRegistrations().then(r => r.length)"
    until(lambda: pocket.page.evaluate(gone) == 0)
    assert pocket.page.evaluate("caches.keys()") == []
