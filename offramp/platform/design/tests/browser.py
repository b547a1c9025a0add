"""A real browser that gets pages and files straight from this process: no server."""

import mimetypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.browser import launch, make_driver_run

HOST = "http://offramp.test"
# Nothing inline, and nothing from elsewhere.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
)

Answer = Callable[[Route], None]


@contextmanager
def opened() -> Iterator[Browser]:
    """A running browser."""
    make_driver_run()
    with sync_playwright() as playwright:
        browser = launch(playwright)
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
    ours = path.startswith("/static/")
    found = finders.find(path.removeprefix("/static/")) if ours else None
    if isinstance(found, str):
        kind = mimetypes.guess_type(found)[0] or "application/octet-stream"
        route.fulfill(body=Path(found).read_bytes(), content_type=kind)
    else:
        route.fulfill(status=404, body="")
