"""A real browser that gets pages and files straight from this process: no server."""

import mimetypes
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route, sync_playwright

HOST = "http://offramp.test"
# As strict as it will be in production: nothing inline, nothing from elsewhere.
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
POLICY += "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

Answer = Callable[[Route], None]


@contextmanager
def opened() -> Iterator[Browser]:
    """A browser: the one named in BROWSER_BIN, or found, or Playwright's own."""
    found = os.environ.get("BROWSER_BIN") or next(filter(None, map(shutil.which, _NAMES)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox"]
        )
        try:
            yield browser
        finally:
            browser.close()


def serve(page: Page, pages: dict[str, str | Answer]) -> None:
    """Answer the browser's requests: these pages, our files, else 404."""

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(HOST).partition("?")[0]
        given = pages.get(path)
        if callable(given):
            given(route)
        elif given is not None:
            headers = {"Content-Security-Policy": POLICY}
            route.fulfill(body=given, content_type="text/html", headers=headers)
        else:
            _file(route, path)

    page.route(f"{HOST}/**", answer)


def _file(route: Route, path: str) -> None:
    found = finders.find(path.removeprefix("/static/"))
    if path.startswith("/static/") and isinstance(found, str):
        kind = mimetypes.guess_type(found)[0] or "application/octet-stream"
        route.fulfill(body=Path(found).read_bytes(), content_type=kind)
    else:
        route.fulfill(status=404, body="")
