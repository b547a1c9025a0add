"""A browser, a running server, and people to sit in front of them."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.test import override_settings
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import launch, make_driver_run

AXE = Path(__file__).parent.parent / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATIENCE = 10_000  # milliseconds: a machine with others on it may be slow


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a journey, without having to say so."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="package")  # only one Playwright can run, and others have theirs
def browser() -> Iterator[Browser]:
    """One browser for all journeys."""
    make_driver_run()
    with sync_playwright() as playwright:
        # Playwright keeps a loop in this thread, and Django takes that for async code.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"
        running = launch(playwright)
        yield running
        running.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="package")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Style sheets and scripts under the names that they have in production."""
    root = str(tmp_path_factory.mktemp("static"))
    served: dict[str, Any] = {"STATIC_ROOT": root, "WHITENOISE_AUTOREFRESH": False}
    # Made-up people come in by password, as in the demo; one journey asks for more.
    with override_settings(**served, SECOND_FACTOR_REQUIRED=False):
        call_command(
            "collectstatic",
            interactive=False,
            verbosity=0,
            ignore_patterns=["django_htmx"],
        )
        yield


class _AsServed(WSGIHandler):
    """Django's tests would find style sheets their own way; here WhiteNoise does."""

    def __init__(self, pages: WSGIHandler) -> None:
        self._pages = pages

    def __call__(self, environ: Any, start_response: Any) -> Any:
        return self._pages(environ, start_response)


@dataclass
class Running:
    """Offramp in a thread, which can be stopped and started again where it was."""

    port: int = 0
    thread: LiveServerThread | None = None

    def start(self) -> None:
        """Answer, on the same port as before."""
        self.thread = LiveServerThread("localhost", _AsServed, port=self.port)
        self.thread.daemon = True
        self.thread.start()
        self.thread.is_ready.wait()
        if self.thread.error:
            raise self.thread.error
        self.port = self.thread.port

    def stop(self) -> None:
        """Answer nobody any more."""
        if self.thread:
            self.thread.terminate()
        self.thread = None


@pytest.fixture
def server(_built: None, transactional_db: None) -> Iterator[Running]:
    """The server itself, for a story in which it stops."""
    running = Running()
    running.start()
    yield running
    running.stop()


@pytest.fixture
def live(server: Running) -> str:
    """The address of a running Offramp, without a slash at the end."""
    return f"http://localhost:{server.port}"


def _sit_down(browser: Browser, live: str, **how: Any) -> Iterator[BrowserContext]:
    """Somebody's own browser window; a script that breaks on the way fails the test."""
    context = browser.new_context(base_url=live, **how)
    context.set_default_timeout(PATIENCE)
    broken: list[str] = []
    context.on("weberror", lambda wrong: broken.append(str(wrong.error)))
    context.on(
        "console",
        lambda said: broken.append(said.text) if _is_policy(said.text) else None,
    )
    yield context
    context.close()
    assert not broken, "\n".join(broken)


def _is_policy(text: str) -> bool:
    return "Content Security Policy" in text


@pytest.fixture
def phone(browser: Browser, live: str) -> Iterator[BrowserContext]:
    """A phone in a hand."""
    size: Any = {"width": 390, "height": 844}
    yield from _sit_down(browser, live, viewport=size, is_mobile=True, has_touch=True)


@pytest.fixture
def desk(browser: Browser, live: str) -> Iterator[BrowserContext]:
    """A screen on a desk."""
    size: Any = {"width": 1280, "height": 900}
    yield from _sit_down(browser, live, viewport=size)


@pytest.fixture
def other_phone(browser: Browser, live: str) -> Iterator[BrowserContext]:
    """A phone in somebody else's hand."""
    size: Any = {"width": 390, "height": 844}
    yield from _sit_down(browser, live, viewport=size, is_mobile=True, has_touch=True)


@pytest.fixture
def new_desk(browser: Browser, live: str) -> Iterator[Callable[[], BrowserContext]]:
    """As many more desks as a story needs."""
    size: Any = {"width": 1280, "height": 900}
    with ExitStack() as all_desks:
        sit_down = contextmanager(_sit_down)
        yield lambda: all_desks.enter_context(sit_down(browser, live, viewport=size))


@pytest.fixture
def new_plain_desk(
    browser: Browser, live: str
) -> Iterator[Callable[[], BrowserContext]]:
    """As many desks as a story needs, whose browsers run no scripts."""
    size: Any = {"width": 1280, "height": 900}
    how = {"viewport": size, "java_script_enabled": False}
    with ExitStack() as all_desks:
        sit_down = contextmanager(_sit_down)
        yield lambda: all_desks.enter_context(sit_down(browser, live, **how))


@pytest.fixture
def no_script(browser: Browser, live: str) -> Iterator[BrowserContext]:
    """A screen on a desk whose browser runs no scripts."""
    size: Any = {"width": 1280, "height": 900}
    yield from _sit_down(browser, live, viewport=size, java_script_enabled=False)


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Asserts that a page has no barrier that a machine can find."""
    return _assert_no_barriers


def _assert_no_barriers(page: Page) -> None:
    page.evaluate(AXE.read_text(encoding="utf-8") + "\n;0")
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules},"
        " resultTypes: ['violations']})",
        RULES,
    )["violations"]
    assert not found, f"Barriers on {page.url}\n" + "\n".join(map(_told, found))


def _told(violation: dict[str, Any]) -> str:
    places = [
        f"    {' '.join(map(str, node['target']))}\n      {node['failureSummary']}"
        for node in violation["nodes"]
    ]
    title = f"  {violation['id']} ({violation['impact']}): {violation['help']}"
    return "\n".join([title, *places])
