"""A phone of its own: a browser with a profile on disk, which can be killed."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

from offramp.config.demo.file import DOMAIN
from offramp.config.demo.staff import PASSWORD
from tests.browser import QUIET, where
from tests.chaos import Chaos, Link

SIZE: Any = {"width": 390, "height": 844}
WHO, WHERE, NOTE = (
    "Canary Quillfeather",
    "Canarystreet bridge",
    "Canarynote of the night",
)


@dataclass
class Pocket:
    """A phone, its link to the server, and whose hand it is in."""

    browser: Browser
    chaos: Chaos
    profile: Path
    running: BrowserContext | None = None
    # Parts of pages that could not be had: without signal there must be none.
    missing: list[str] = field(default_factory=list)

    @property
    def context(self) -> BrowserContext:
        """The browser, while it runs."""
        assert self.running
        return self.running

    @property
    def page(self) -> Page:
        """What is on the screen."""
        return self.context.pages[0]

    @property
    def address(self) -> str:
        """Where the phone finds the server."""
        return f"http://localhost:{self.chaos.port}"

    def start(self) -> None:
        """Switch it on, or on again after it was killed."""
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        self.running = self.browser.browser_type.launch_persistent_context(
            str(self.profile),
            executable_path=where(),
            args=[*QUIET, *root],
            base_url=self.address,
            viewport=SIZE,
            is_mobile=True,
            has_touch=True,
        )
        self.context.set_default_timeout(15_000)
        self.context.on("requestfailed", lambda asked: self._miss(asked.url))

    def _miss(self, url: str) -> None:
        if "/static/" in url and not url.endswith("/sw.js"):
            self.missing.append(url)

    def kill(self) -> None:
        """As when the battery is taken out: SIGKILL, without a goodbye."""
        os.kill(_pid(self.profile), signal.SIGKILL)
        with suppress(Exception):
            self.context.close()
        self.running = None
        until(lambda: not _running(self.profile))
        for lock in self.profile.glob("Singleton*"):
            lock.unlink(missing_ok=True)

    def close(self) -> None:
        """Switch it off."""
        if self.running:
            self.running.close()

    def signal(self, link: Link) -> None:
        """What the link does from now on."""
        self.chaos.set(link)

    def open(self, path: str = "/field/write/contact/") -> None:
        """Open one of the pages that work without signal."""
        self.page.goto(path)
        self.page.wait_for_selector("body[data-ready]")

    def sign_in(self, name: str, path: str = "/field/write/contact/") -> None:
        """Sign in as one does, and be on the page, with everything kept."""
        self.page.goto(f"/sign-in/?next={path}")
        self.page.get_by_label("E-mail").fill(f"{name}@{DOMAIN}")
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        if path.startswith("/field/"):
            self.page.wait_for_selector("body[data-kept][data-signed=yes]")

    def write_contact(self, name: str = WHO, **how: str) -> None:
        """Fill in the officer's form: eligible, offered, says yes."""
        page = self.page
        for label in ("Carrying powder", "21 to 39", "River people", "Looks male"):
            page.get_by_text(label, exact=True).first.click()
        page.get_by_label("Name", exact=True).fill(name)
        page.get_by_label("Where you are").fill(how.get("where", WHERE))
        page.get_by_text("All of these fit LEAD", exact=True).click()
        page.get_by_text("Offered, says yes", exact=True).click()
        page.get_by_text("More for the peer").click()
        page.get_by_label("What the peer should know").fill(NOTE)

    def save(self) -> str:
        """Save; comes back at the first sight of "Saved", with the entry's id."""
        self.page.evaluate("delete document.body.dataset.saved")
        self.page.get_by_role("button", name="Save", exact=True).click()
        self.page.wait_for_selector("body[data-saved]")
        return str(self.page.evaluate("document.body.dataset.saved"))

    def waits(self) -> dict[str, str]:
        """How each entry stands that waits on the phone."""
        rows = self.page.evaluate(
            "Outbox.entries().then(a => a.map(e => [e.id, e.state]))"
        )
        return dict(rows)

    def sends(self) -> None:
        """Try now, and not in some seconds; comes back when it was tried."""
        free = "navigator.locks.request('offramp-phone', () => 0)"
        self.page.evaluate(free)
        self.page.evaluate("void window.dispatchEvent(new Event('online'))")
        self.page.evaluate(free)

    def has(self, count: int) -> None:
        """So many entries wait, and the page says so."""
        expect(self.page.locator("[data-entries] > li")).to_have_count(
            count, timeout=20_000
        )

    def says(self, text: str) -> None:
        """What the page says of what waits."""
        expect(self.page.locator(".waits")).to_contain_text(text, timeout=20_000)


def until(met: Callable[[], bool], seconds: float = 20) -> None:
    """Wait for it, and not for ever."""
    last = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < last, "It did not come to that."
        time.sleep(0.02)


def _pid(profile: Path) -> int:
    return _running(profile)[0]


def _running(profile: Path) -> list[int]:
    """The browser's first process of this profile; its others end with it."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (folder / "cmdline").read_bytes().decode().split("\0")
            mine = f"--user-data-dir={profile}" in words
            if mine and not any(word.startswith("--type=") for word in words):
                found.append(int(folder.name))
    return found
