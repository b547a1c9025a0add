"""Finds a browser for the journeys, or gets one where that can be done."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright._impl._driver import compute_driver_executable
from playwright.sync_api import Browser, Playwright

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
# A browser under test talks to the page under test and to nobody else.
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
NONE_FOUND = (
    "There is no browser for the journeys: install Chromium (on Debian: `apt-get "
    "install chromium`), or set BROWSER_BIN to a Chromium or Chrome."
)


class NoBrowser(Exception):
    """Stops the journeys with a sentence. They are never skipped in silence."""


def launch(playwright: Playwright) -> Browser:
    """A running browser without a window."""
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return playwright.chromium.launch(
        executable_path=_find(playwright), args=[*QUIET, *root]
    )


def where() -> str | None:
    """Where the browser is that `launch` found; None where Playwright has its own."""
    return shutil.which(os.environ.get("BROWSER_BIN", "")) or _on_machine()


def _find(playwright: Playwright) -> str | None:
    """Where it is; None where Playwright knows it by itself."""
    wished = os.environ.get("BROWSER_BIN")
    if wished:
        found = shutil.which(wished)
        if not found:
            raise NoBrowser(f"BROWSER_BIN is {wished!r}, which cannot be run.")
        return found
    found = _on_machine()
    if found or Path(playwright.chromium.executable_path).exists():
        return found
    if can_apt():
        apt("chromium")
        found = _on_machine()
    if not found and not _downloaded():
        raise NoBrowser(NONE_FOUND)
    return found


def _on_machine() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


def _downloaded() -> bool:
    words = [sys.executable, "-m", "playwright", "install", "chromium-headless-shell"]
    return subprocess.run(words, check=False).returncode == 0  # noqa: S603 - our words


def can_apt() -> bool:
    """Whether Debian's packages can be installed here."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt(*packages: str) -> None:
    """Install Debian's packages. What could not be had is noticed by the caller."""
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for words in (("update",), ("install", "-y", "--no-install-recommends", *packages)):
        subprocess.run(["apt-get", "-qq", *words], env=quiet, check=False)  # noqa: S603, S607


def make_driver_run() -> None:
    """See to it that Playwright's own Node runs: it needs a library that may be absent."""
    node, _ = compute_driver_executable()
    if _runs(node):
        return
    own = shutil.which("node")
    if own:
        os.environ["PLAYWRIGHT_NODEJS_PATH"] = own
        return
    if can_apt():
        apt("libatomic1")
    if not _runs(node):
        raise NoBrowser(
            "Playwright's Node does not run. Install libatomic (on Debian: `apt-get "
            "install libatomic1`) or Node, then run this again."
        )


def _runs(program: str) -> bool:
    done = subprocess.run([program, "--version"], capture_output=True, check=False)  # noqa: S603
    return done.returncode == 0
