"""What lies on a phone: the same for everybody, without a name and without a token."""

import json
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.datastructures import MultiValueDict
from django.utils.timezone import now

from offramp.config.zones.tests.conftest import process
from offramp.doors.field.phone import shells
from offramp.doors.field.phone.kinds import KINDS
from offramp.doors.field.tests import pages, phones
from offramp.platform.policy.zones import Zone
from tests import cast

pytestmark = pytest.mark.django_db
PAGES = ["/field/", *(f"/field/write/{slug}/" for slug in KINDS)]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_the_same_for_everybody_and_sets_no_cookie(path):
    nobody = Client().get(path)
    olive = pages.browser(cast.olive()).get(path)
    assert nobody.status_code == 200
    assert nobody.content == olive.content
    assert not nobody.cookies
    assert b"csrf" not in nobody.content.lower()
    assert b"submission_id" not in nobody.content


@pytest.mark.parametrize("path", PAGES)
def test_no_field_lets_the_browser_remember(path):
    page = Client().get(path).content.decode()
    inputs = re.findall(r"<(?:input|select|textarea)\b[^>]*>", page)
    visible = [tag for tag in inputs if 'type="hidden"' not in tag]
    assert all('autocomplete="off"' in tag for tag in visible)


def test_the_worker_names_the_pages_of_its_zone(settings):
    everywhere = Client().get("/field/sw.js").content.decode()
    assert all(path in everywhere for path in PAGES)
    process(settings, Zone.JUSTICE)
    shown = Client().get("/field/sw.js").content.decode()
    assert "/field/write/contact/" in shown
    assert "/field/write/touchpoint/" not in shown
    assert Client().get("/field/write/touchpoint/").status_code == 404
    process(settings, Zone.PROGRAM)
    assert Client().get("/field/write/contact/").status_code == 404
    assert Client().get("/field/write/touchpoint/").status_code == 200


def test_a_new_release_and_a_new_key_are_a_new_build(settings):
    before = shells.build()
    assert shells.build() == before
    settings.PHONE_KEYS = ["another key", *settings.PHONE_KEYS]
    assert shells.build() != before


def test_the_pages_can_be_taken_off_the_phones(settings):
    settings.PHONE_OFF = True
    script = Client().get("/field/sw.js").content.decode()
    assert "off.js" in script
    assert "self.PHONE" not in script


def test_the_manifest_makes_an_app_of_it():
    answer = Client().get("/field/app.webmanifest")
    told = json.loads(answer.content)
    assert answer["Content-Type"] == "application/manifest+json"
    assert told["start_url"] == told["scope"] == "/field/"
    assert {icon["sizes"] for icon in told["icons"]} == {"192x192", "512x512"}


def _refused(kind, said):
    form = kind.form(MultiValueDict(said), now())
    return {} if form.is_valid() else form.errors


_FULL: dict[str, Callable[[], dict[str, list[str]]]] = {
    "contact": phones.contact,
    "overdose": phones.overdose,
    "kit": lambda: {"recipient": ["nobody_named"], "of_naloxone": ["1"]},
    "touchpoint": phones.touchpoint,
    "intake": lambda: {"naloxone_kits": ["1"], "notice_how": ["on_paper"]},
}
RULES = [
    (kind, rule)
    for kind in KINDS.values()
    for rule in kind.obvious
    if rule.one_of != ("whom",)
]


@pytest.mark.parametrize(
    ("kind", "rule"), RULES, ids=lambda it: getattr(it, "slug", it.__class__.__name__)
)
def test_what_the_page_asks_for_the_server_asks_for_too(kind, rule):
    full = _FULL[kind.slug]()
    if rule.when:
        full[rule.when[0]] = [rule.when[1]]
    said = {name: value for name, value in full.items() if name not in rule.one_of}
    asked = [name for name in _refused(kind, said) if name.startswith("fits_")]
    if not rule.or_all:
        asked = [name for name in rule.one_of if name in _refused(kind, said)]
    assert asked
    assert not set(rule.one_of) - {"latitude"} - set(kind.form(None, now()).fields)


@pytest.mark.parametrize("slug", KINDS)
def test_a_whole_form_lacks_nothing(slug):
    assert not _refused(KINDS[slug], _FULL[slug]())
