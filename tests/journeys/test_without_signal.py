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

KILLS = int(os.environ.get("KILLS", "2"))
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
    _nothing_private_lies_on_the_phone(pocket)
    first = _saves_without_a_network(pocket)
    _killed_it_waits_and_comes_once_signed_in(pocket, first)
    _a_reply_that_was_cut_doubles_nothing(pocket)
    _no_answer_and_a_wrong_answer_are_no_answer(pocket)
    _two_tabs_send_it_once_and_a_lost_token_is_no_trouble(pocket)
    _the_browser_sends_it_with_the_page_closed(pocket)
    assert Contact.objects.count() == Dispatch.objects.count() == 4


def _nothing_private_lies_on_the_phone(pocket: Pocket) -> None:  # (1)
    caches, pages, cached = pocket.page.evaluate(CACHED)
    assert (caches, pages) == (1, len(shells.kinds()) + 1)
    for private in ("csrf", "Olive", "olive", "submission_id"):
        assert private not in cached


def _saves_without_a_network(pocket: Pocket) -> str:  # (2)
    pocket.context.set_offline(True)
    pocket.signal(Link.NONE)
    pocket.open()
    pocket.write_contact("First")
    first = pocket.save()
    receipt = pocket.page.locator("[data-receipt]")
    expect(receipt).to_be_focused()
    expect(receipt).to_contain_text("Saved on this phone")
    pocket.says("Not sent yet – nobody has been paged.")
    number = pocket.page.locator(".waits a[href^='tel:']")
    expect(number).to_have_attribute("href", "tel:555-0142")
    for kind in shells.kinds():
        pocket.open(shells.url(kind))
        pocket.page.get_by_role("button", name="Save", exact=True).click()
        pocket.page.wait_for_selector("[data-errors]:not([hidden])")
    assert not pocket.missing
    return first


def _killed_it_waits_and_comes_once_signed_in(pocket: Pocket, first: str) -> None:
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
    assert Contact.objects.get().said_name == "First"
    assert Dispatch.objects.count() == Page.objects.count() == 1  # somebody is paged


def _a_reply_that_was_cut_doubles_nothing(pocket: Pocket) -> None:  # (5)
    pocket.open()
    pocket.write_contact("Reply cut")
    pocket.signal(Link.CUT)
    pocket.save()
    until(lambda: "Reply cut" in _names())
    pocket.signal(Link.GOOD)
    pocket.sends()
    pocket.has(0)
    assert Contact.objects.count() == 2


def _no_answer_and_a_wrong_answer_are_no_answer(pocket: Pocket) -> None:
    pocket.signal(Link.SILENT)  # (11)
    pocket.open()
    pocket.write_contact("No answer")
    pocket.save()
    pocket.has(1)
    pocket.signal(Link.PORTAL)  # (12)
    pocket.sends()
    assert list(pocket.waits().values()) == ["waiting"]


def _two_tabs_send_it_once_and_a_lost_token_is_no_trouble(pocket: Pocket) -> None:
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
    other.close()


def _the_browser_sends_it_with_the_page_closed(pocket: Pocket) -> None:
    devtools = pocket.context.new_cdp_session(pocket.page)
    known: list[dict[str, str]] = []
    devtools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda news: known.extend(news["registrations"]),
    )
    devtools.send("ServiceWorker.enable")
    pocket.signal(Link.NONE)
    pocket.open()
    pocket.write_contact("Page closed")
    pocket.save()
    pocket.has(1)
    pocket.signal(Link.GOOD)
    pocket.page.goto("/sign-in/")  # a page that sends nothing
    wake = {"origin": pocket.address, "registrationId": known[0]["registrationId"]}
    devtools.send(
        "ServiceWorker.dispatchSyncEvent",
        {**wake, "tag": "offramp-outbox", "lastChance": False},
    )
    until(lambda: "Page closed" in _names())


def test_only_its_writer_sends_it_and_signing_out_leaves_nothing_readable(pocket):
    pocket.sign_in("olive")
    Session.objects.all().delete()  # (7)
    pocket.write_contact()
    entry = pocket.save()
    pocket.says("Its writer signs in to send it.")
    pocket.sign_in("otto")
    pocket.says("Its writer signs in to send it.")
    assert not Contact.objects.exists()
    _signs_out(pocket, entry)
    nobodys = _writes_while_nobody_is_signed_in(pocket)
    pocket.sign_in("olive")
    pocket.has(1)
    assert Contact.objects.get().said_name == WHO
    assert pocket.waits() == {nobodys: "whose"}
    pocket.page.get_by_role("button", name="It is mine: send it").click()
    pocket.has(0)
    assert _names() == {WHO, "Nobody's"}


def _signs_out(pocket: Pocket, entry: str) -> None:  # (15)
    pocket.page.goto("/")
    pocket.page.get_by_text("Menu", exact=True).click()
    pocket.page.locator(".menu").get_by_role("button", name="Sign out").click()
    pocket.page.wait_for_url("**/sign-in/**")
    pocket.open()
    names = (
        "Promise.all(['writer', 'key'].map(Outbox.get)).then(a => a.filter(Boolean))"
    )
    assert pocket.page.evaluate(names) == []
    assert set(pocket.waits()) == {entry}


def _writes_while_nobody_is_signed_in(pocket: Pocket) -> str:
    pocket.write_contact("Nobody's")
    return pocket.save()


def test_sent_back_it_is_put_right_and_what_differs_is_kept(pocket, settings):
    pocket.sign_in("olive")
    entry = _is_sent_back(pocket)
    _puts_it_right(pocket)
    _a_new_release_comes_while_it_waits(pocket, entry, settings)
    assert str(Contact.objects.get().pk) == entry
    _other_answers_are_kept_to_be_looked_at(pocket, entry)
    _the_pages_are_taken_back(pocket, settings)


def test_when_too_many_came_it_is_kept_and_sent_later(pocket, settings):
    settings.ENTRIES_AN_HOUR = 0
    pocket.sign_in("olive")
    pocket.open()
    pocket.write_contact("Later")
    entry = pocket.save()
    until(lambda: pocket.waits() == {entry: "later"})
    pocket.says("It stays here and is sent later by itself.")
    settings.ENTRIES_AN_HOUR = 600
    pocket.sends()
    until(lambda: _names() == {"Later"})
    until(lambda: pocket.waits() == {})


def _is_sent_back(pocket: Pocket) -> str:  # (9)
    pocket.write_contact("Too old")
    pocket.page.get_by_text("Nickname, birth date, phone").click()
    pocket.page.get_by_label("Birth date, if known").fill("1801-02-03")
    entry = pocket.save()
    pocket.says("something must be put right")
    assert not Contact.objects.exists()
    return entry


def _puts_it_right(pocket: Pocket) -> None:
    pocket.kill()
    pocket.start()
    pocket.sign_in("olive", "/field/")
    pocket.page.get_by_role("link", name="Put it right").click()
    summary = pocket.page.locator("[data-errors]")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Enter a year from 1900 on.")
    expect(pocket.page.get_by_label("Name", exact=True)).to_have_value("Too old")
    pocket.page.get_by_label("Birth date, if known").fill("1980-02-03")


def _a_new_release_comes_while_it_waits(pocket: Pocket, entry: str, settings) -> None:
    pocket.signal(Link.NONE)  # (14)
    assert pocket.save() == entry
    before = pocket.page.evaluate("caches.keys()")
    settings.PHONE_KEYS = ["a new key of a new release", *settings.PHONE_KEYS]
    pocket.signal(Link.GOOD)
    pocket.page.evaluate(
        "navigator.serviceWorker.getRegistration().then(r => r.update())"
    )
    pocket.sends()
    pocket.has(0)
    until(lambda: pocket.page.evaluate("caches.keys()") not in (before, []))
    until(lambda: len(pocket.page.evaluate("caches.keys()")) == 1)


def _other_answers_are_kept_to_be_looked_at(pocket: Pocket, entry: str) -> None:
    pocket.page.evaluate(
        "(id) => Outbox.add({kind: 'contact', said: {place: ['Elsewhere']}, whom: ''},"
        " {}, id)",
        entry,
    )
    pocket.sends()
    pocket.says("Sent before with other answers.")
    kept = OfficerEntry.objects.filter(entry_id=entry, state="different")
    assert kept.count() == 1
    pocket.page.get_by_role("link", name="Look at both").click()
    pocket.page.get_by_role("link", name="Look at it: it came twice").click()
    expect(pocket.page.get_by_role("main")).to_contain_text("Elsewhere")


def _the_pages_are_taken_back(pocket: Pocket, settings) -> None:
    settings.PHONE_OFF = True
    pocket.open("/field/")
    pocket.page.evaluate(
        "navigator.serviceWorker.getRegistration('/field/').then(r => r?.update())"
    )
    gone = "navigator.serviceWorker.getRegistrations().then(r => r.length)"
    until(lambda: pocket.page.evaluate(gone) == 0)
    assert pocket.page.evaluate("caches.keys()") == []
    pocket.has(1)  # what waits stays


LATE = """{
  const late = 2 * 24 * 3600e3, Real = Date;
  self.Date = class extends Real {
    constructor(...parts) { parts.length ? super(...parts) : super(Real.now() + late); }
    static now() { return Real.now() + late; }
  };
}"""


def test_a_peers_phone_whose_clock_is_two_days_wrong(pocket, town):
    name = cases.case(peer=town.peers[0]).person.known_as
    pocket.context.add_init_script(LATE)
    pocket.sign_in("percy", "/field/write/intake/")
    _half_a_form_outlives_the_phone(pocket)
    pocket.open("/field/write/touchpoint/")
    _writes_a_touchpoint(pocket, name, "Yes, we met or spoke", "naloxone_kits_1")
    _writes_a_touchpoint(pocket, name, "No, I tried", "result_0")
    pocket.has(2)
    pocket.signal(Link.GOOD)
    pocket.sign_in("percy", "/field/")
    pocket.has(0)
    assert list(StaffEntry.objects.values_list("state", flat=True)) == ["waiting"] * 2
    for _ in range(2):
        _says_whom_it_is_about(pocket, name)
    met, tried = Touchpoint.objects.order_by("at")
    assert (met.reached, tried.reached) == (True, False)  # in the order of writing
    assert now() - timedelta(minutes=3) < met.at < tried.at < now()


def _half_a_form_outlives_the_phone(pocket: Pocket) -> None:  # (13)
    pocket.page.get_by_label("Whom is it about?").fill("Half a talk")
    pocket.page.wait_for_selector("body[data-draft=kept]")
    pocket.kill()
    pocket.start()
    pocket.context.add_init_script(LATE)
    pocket.signal(Link.NONE)
    pocket.open("/field/write/intake/")
    expect(pocket.page.get_by_label("Whom is it about?")).to_have_value("Half a talk")


def _writes_a_touchpoint(pocket: Pocket, name: str, how: str, answer: str) -> None:
    pocket.page.get_by_label("Whom is it about?").fill(f"{name}, I think")
    pocket.page.get_by_text(how, exact=True).click()
    pocket.page.get_by_text("Face to face", exact=True).first.click()
    pocket.page.locator(f"label[for=id_{answer}]").click()
    pocket.save()
    pocket.page.get_by_role("button", name="Write another one").click()


def _says_whom_it_is_about(pocket: Pocket, name: str) -> None:
    pocket.page.goto("/field/waiting/")
    pocket.page.get_by_role("link", name="Say whom it is about").first.click()
    pocket.page.get_by_role("main").get_by_role("button", name=name).click()
    expect(pocket.page.get_by_text("Recorded.")).to_be_visible()


def test_killed_at_random_nothing_is_lost_doubled_or_readable(pocket):
    pocket.sign_in("olive")
    pocket.signal(Link.NONE)
    saved: set[str] = set()
    chance = random.Random(KILLS)  # noqa: S311 - when to pull the plug, no secret
    for _ in range(KILLS):
        pocket.open()
        pocket.write_contact()
        saved.add(pocket.save())
        pocket.page.wait_for_timeout(chance.choice((0, 0, 5, 20, 80)))
        pocket.kill()
        pocket.start()
        pocket.open()
        assert saved <= set(pocket.waits())
    pocket.write_contact()  # and half a form besides
    pocket.page.goto("/field/")
    pocket.kill()
    _a_copied_profile_shows_nothing(pocket)
    pocket.start()
    pocket.signal(Link.GOOD)
    pocket.sign_in("olive", "/contacts/")  # any page sends what waits
    until(lambda: Contact.objects.count() == KILLS, seconds=20 + 2 * KILLS)
    pocket.open()
    pocket.has(0)
    assert {str(pk) for pk in Contact.objects.values_list("pk", flat=True)} == saved
    assert Dispatch.objects.count() == KILLS


def _a_copied_profile_shows_nothing(pocket: Pocket) -> None:
    files = [path for path in pocket.profile.rglob("*") if path.is_file()]
    assert any("IndexedDB" in str(path) for path in files)
    assert not [
        (word, str(path.relative_to(pocket.profile)))
        for path in files
        for content in [path.read_bytes()]
        for word in (WHO, WHERE, NOTE)
        if word.encode() in content or word.encode("utf-16-le") in content
    ]
