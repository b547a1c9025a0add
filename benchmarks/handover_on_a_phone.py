"""An officer without signal, on a slow phone: how long until a handover is saved?

    .venv/bin/python benchmarks/handover_on_a_phone.py

A real browser at 390 pixels, its processor slowed to a quarter, the network off. The
officer reads and decides for a second before each tap, and types as people type on
phones: 36 words, 180 letters, a minute (37,000 people measured by Palin and others,
2019). It counts taps, and says when the page could be used and when "Saved" appeared.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from benchmarks import place  # noqa: E402 - the folder above was not on the path

SLOWER = 4
LETTER = 60 / 180  # seconds
THINK = 1.0  # seconds before each tap
ROUNDS = 5
FORM = "/field/write/contact/"
SIZE = {"width": 390, "height": 844}
NAME, WHERE = "Riffby Fablequist", "Beside the fountain"


class Officer:
    """Somebody with a thumb."""

    def __init__(self, page) -> None:
        self.page, self.taps = page, 0

    def tap(self, target) -> None:
        """Read, decide, tap."""
        time.sleep(THINK)
        target.tap()
        self.taps += 1

    def tile(self, label: str) -> None:
        """Choose an answer."""
        self.tap(self.page.get_by_text(label, exact=True).first)

    def write(self, label: str, text: str) -> None:
        """Tap into a line and type."""
        line = self.page.get_by_label(label, exact=True)
        self.tap(line)
        line.press_sequentially(text, delay=LETTER * 1000)


def usable(page) -> float:
    """Seconds from asking for the page to a page that takes answers."""
    began = time.monotonic()
    page.goto(FORM)
    page.wait_for_selector("body[data-ready]")
    return time.monotonic() - began


def walk(page, site) -> tuple[float, int]:
    """Seconds from opening the page to "Saved", and taps."""
    began, officer = time.monotonic(), Officer(page)
    usable(page)
    officer.tile(site.offered_offences[0].label)
    officer.write("Name", NAME)
    officer.tile(site.choices("age_band")[1][1])
    officer.tile(site.choices("race_perceived")[0][1])
    officer.tile(site.choices("sex_perceived")[0][1])
    officer.write("Where you are", WHERE)
    officer.tile("All of these fit LEAD")
    officer.tile("Offered, says yes")
    officer.tap(page.get_by_role("button", name="Save", exact=True))
    page.wait_for_selector("body[data-saved]")
    return time.monotonic() - began, officer.taps


def measure(port: int) -> dict[str, object]:
    """One phone, signed in while there was signal; then there is none."""
    from playwright.sync_api import sync_playwright

    from benchmarks import staff
    from offramp.program.sites import queries as sites
    from tests.browser import launch, make_driver_run

    make_driver_run()
    site = sites.current()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        phone = browser.new_context(
            base_url=f"http://localhost:{port}", viewport=SIZE, is_mobile=True,
            has_touch=True,
        )  # fmt: skip
        page = phone.new_page()
        page.goto(f"/sign-in/?next={FORM}")
        page.get_by_label("E-mail").fill(staff.email("officer0"))
        page.get_by_label("Password").fill(staff.PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_selector("body[data-kept][data-signed=yes]")
        phone.set_offline(True)
        phone.new_cdp_session(page).send(
            "Emulation.setCPUThrottlingRate", {"rate": SLOWER}
        )
        opened = [usable(page) for _ in range(ROUNDS)]
        seconds, taps = walk(page, site)
        browser.close()
    return {
        "slower": SLOWER,
        "usable_median": round(statistics.median(opened), 2),
        "usable_worst": round(max(opened), 2),
        "saved_after": round(seconds, 1),
        "taps": taps,
    }


def main() -> None:
    """One run, one line."""
    os.environ["OFFRAMP_DEMO"] = "yes"  # made-up people come in by password alone
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        with place.database("sqlite", data / "phone.sqlite3") as base:
            place.use(base.url, data)
            from django.core.management import call_command

            from benchmarks import staff
            from offramp.platform.accounts.actors import SYSTEM
            from offramp.program.sites import actions
            from tests.journeys.process import Process

            call_command("migrate", verbosity=0)
            actions.load(ROOT / "programs" / "st-louis-county", by=SYSTEM)
            staff.hire(living=10)
            server = Process(data)
            server.start()
            try:
                os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"  # Playwright has a loop
                found = measure(server.port)
            finally:
                server.kill()
    print(json.dumps(found))  # noqa: T201 - the figures


if __name__ == "__main__":
    main()
