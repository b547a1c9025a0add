"""The pages that lie on a phone: no name, no token, the same for everybody."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.timezone import localdate, now

from offramp.doors.field.phone.kinds import KINDS, Kind, of
from offramp.doors.field.phone.obvious import Rule
from offramp.platform.sealed import phone
from offramp.program.sites import queries as sites

# What the pages load. A test opens them without a network and looks what is missing.
ASSETS = (
    "vendor/uswds/css/uswds.min.css",
    "vendor/uswds/fonts/source-sans-pro/sourcesanspro-regular-webfont.woff2",
    "vendor/uswds/fonts/source-sans-pro/sourcesanspro-bold-webfont.woff2",
    "vendor/uswds/img/correct8.svg",
    *(
        f"vendor/uswds/img/usa-icons/{name}.svg"
        for name in ("info", "check_circle", "warning", "error", "unfold_more")
    ),
    *(
        f"design/css/{name}.css"
        for name in (
            "offramp", "bar", "forms", "buttons", "parts", "lists", "ways", "print"
        )
    ),
    "design/js/offramp.js",
    "design/js/reveal.js",
    "design/img/mark.svg",
    "design/img/favicon.svg",
    "field/field.css",
    "overdoses/overdoses.css",
    "field/contact.js",
    "field/phone/phone.css",
    "field/phone/outbox.js",
    "field/phone/queue.js",
    "field/phone/form.js",
    "field/phone/errors.js",
)  # fmt: skip
OUTBOX, WORKER, OFF = (f"field/phone/{name}.js" for name in ("outbox", "worker", "off"))
# What wakes a peer's phone, where that part is there.
PUSH = "dispatch/push-worker.js"


def kinds() -> list[Kind]:
    """The forms of this zone."""
    return of(settings.OFFRAMP_ZONE)


def queue_page() -> str:
    """What waits on this phone, and what can be written."""
    return _drawn("", _state())


def form_page(kind: Kind) -> str:
    """One empty form."""
    return _drawn(kind.slug, _state())


State: TypeAlias = tuple[object, ...]


def _state() -> State:
    """All that the pages depend on."""
    site = sites.current()
    here = (settings.OFFRAMP_ZONE, settings.OFFRAMP_DEMO, settings.PHONE_OFF)
    return (localdate(), site.slug, site.version, phone.public_key()["id"], *here)


@lru_cache(maxsize=16)
def _drawn(slug: str, state: State) -> str:
    # Anybody may ask for these pages as often as they like, so they are drawn once.
    if not slug:
        return _page("field/phone/queue.html", {})
    kind = KINDS[slug]
    context = {"form": kind.form(None, now()), "kind": kind, "samaritan": _samaritan()}
    return _page(kind.template, context)


def _page(name: str, more: Mapping[str, Any]) -> str:
    # No request: so no template can put a name, a token or a message into the page.
    page = {
        "program_name": sites.current().name,
        "demo": settings.OFFRAMP_DEMO,
        "product": "Offramp",
    }
    context = {
        **more,
        "page": page,
        "kinds": [(each.title, url(each)) for each in kinds()],
        "phone": json.dumps(_told(more.get("kind"))),
        "call": sites.current().fallback.phone,
    }
    return render_to_string(name, context)


def _samaritan() -> Any:
    return sites.current().leaflet("good_samaritan")


def _told(kind: Kind | None) -> dict[str, Any]:
    """What the scripts of a page need to know."""
    told: dict[str, Any] = {
        "key": phone.public_key(),
        "off": settings.PHONE_OFF,
        "scope": reverse("phone:queue"),
        "worker": reverse("phone:worker"),
        "session": reverse("phone:session"),
        "signIn": reverse("accounts:sign_in"),
        "waiting": reverse("phone:waiting"),
        "call": sites.current().fallback.phone,
        "kinds": {
            each.slug: {"title": each.title, "unsent": each.unsent, "url": url(each)}
            for each in kinds()
        },
    }
    if kind:
        told |= {
            "kind": kind.slug,
            "draft": kind.keeps_draft,
            "obvious": [asdict(rule) for rule in _asked(kind)],
        }
    return told


def _asked(kind: Kind) -> list[Rule]:
    """The rules about what the form asks at this site; whom it is about, always."""
    fields = {"whom", *kind.form(None, now()).fields}
    return [rule for rule in kind.obvious if fields & set(rule.one_of)]


def url(kind: Kind) -> str:
    """Where a form is."""
    return reverse(f"phone:{kind.slug}")


def worker() -> str:
    """The script that keeps the pages on the phone: the same until one of them changes."""
    if settings.PHONE_OFF:
        return f'importScripts("{static(OFF)}");\n'
    scripts = [static(OUTBOX), static(WORKER)]
    if finders.find(PUSH):
        scripts.append(static(PUSH))
    told = {
        "build": build(),
        "pages": [reverse("phone:queue"), *map(url, kinds())],
        "assets": [static(name) for name in ASSETS],
    }
    names = ", ".join(json.dumps(one) for one in scripts)
    return f"self.PHONE = {json.dumps(told)};\nimportScripts({names});\n"


def build() -> str:
    """A name for the pages and all that they load, new when any of it is."""
    return _build(_state())


@lru_cache(maxsize=2)
def _build(state: State) -> str:
    seen = hashlib.sha256()
    for page in (queue_page(), *map(form_page, kinds())):
        seen.update(page.encode())
    for name in (*ASSETS, OUTBOX, WORKER):
        found = finders.find(name)
        seen.update(Path(str(found)).read_bytes() if found else b"")
    return seen.hexdigest()[:16]


def manifest() -> dict[str, Any]:
    """What a phone needs to know to put the pages on its first screen."""
    return {
        "name": f"Offramp, {sites.current().name}",
        "short_name": "Offramp",
        "start_url": reverse("phone:queue"),
        "scope": reverse("phone:queue"),
        "display": "standalone",
        "background_color": "#f3f5f8",
        "theme_color": "#162e51",
        "icons": [
            {"src": static(f"field/phone/icon-{size}.png"), "type": "image/png",
             "sizes": f"{size}x{size}", "purpose": "any"}
            for size in (192, 512)
        ],
    }  # fmt: skip
