"""Somebody in front of a screen: what they press, fill in and see.

A step of a story is a function with `@told`. Should it fail, the report has its sentence
and a picture of the screen.
"""

import os
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from playwright.sync_api import BrowserContext, Locator, Page, expect

from offramp.config.demo.file import DOMAIN
from offramp.config.demo.staff import PASSWORD

TOUR = Path(__file__).resolve().parents[2] / "docs" / "tour"
HEAVIEST = 150_000  # bytes of one picture
TALLEST = 1700  # pixels: what follows is more of the same
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")

Told = ParamSpec("Told")
Seen = TypeVar("Seen")


@dataclass
class Seat:
    """One person's own window."""

    page: Page
    name: str
    axe: Callable[[Page], None] | None = None
    looked_at: set[str] = field(default_factory=set)

    def look(self) -> None:
        """No barrier on what is on the screen; the same sight is looked at once."""
        if self.axe is None:
            return
        heads = "|".join(self.page.locator("h1, h2").all_inner_texts())
        sight = ID.sub("", self.page.url) + heads
        if sight not in self.looked_at:
            self.looked_at.add(sight)
            self.axe(self.page)

    def go(self, path: str) -> None:
        """Open an address."""
        self.page.goto(path)
        self.look()

    def press(self, name: str | re.Pattern[str], within: Locator | None = None) -> None:
        """Press the button, or follow the link, of this name, and be there."""
        place = within or self.page.get_by_role("main")
        button = place.get_by_role("button", name=name)
        control = button.or_(place.get_by_role("link", name=name)).first
        with self.page.expect_navigation():
            control.click()
        self.look()

    def pick(self, label: str, question: str = "") -> None:
        """Tap a tile, where need be of one question."""
        place: Page | Locator = self.page
        if question:
            place = self.page.locator("fieldset").filter(has_text=question).last
        place.get_by_text(label, exact=True).first.click()

    def fill(self, label: str, text: str) -> None:
        """Write into a line."""
        self.page.get_by_role("main").get_by_label(label).first.fill(text)

    def sees(self, text: str | re.Pattern[str]) -> None:
        """This is on the page, or comes by itself."""
        expect(self.page.get_by_role("main")).to_contain_text(text)

    def is_at(self, heading: str) -> None:
        """The page is the one with this heading."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    def photograph(self, name: str, down_to: Locator | None = None) -> None:
        """Keep the screen, as a phone shows it, for the tour; only when TOUR=1."""
        if os.environ.get("TOUR") != "1":
            return
        usual = self.page.viewport_size
        self.page.set_viewport_size({"width": 390, "height": 844})
        tall = self.page.evaluate("document.documentElement.scrollHeight")
        self.page.evaluate("scrollTo(0, 0)")
        box = down_to.bounding_box() if down_to else None
        top = max(0, box["y"] - 700) if box else 0
        picture = self.page.screenshot(
            path=TOUR / f"{name}.png",
            full_page=True,
            clip={"x": 0, "y": top, "width": 390, "height": min(tall - top, TALLEST)},
            animations="disabled",
            scale="css",
            style=".send { position: static !important }",
        )
        if usual:
            self.page.set_viewport_size(usual)
        assert len(picture) < HEAVIEST, f"{name}.png is too heavy: {len(picture)} bytes"


def sit(
    context: BrowserContext, name: str, axe: Callable[[Page], None] | None = None
) -> Seat:
    """A new window, signed in through the sign-in page as everybody does."""
    seat = Seat(context.new_page(), name, axe)
    seat.page.goto("/sign-in/")
    sign_in(seat)
    seat.look()
    return seat


def sign_in(seat: Seat) -> None:
    """Fill in the sign-in page with the seat's own login."""
    seat.page.get_by_label("E-mail").fill(f"{seat.name}@{DOMAIN}")
    seat.page.get_by_label("Password").fill(PASSWORD)
    seat.page.get_by_role("button", name="Sign in").click()
    expect(seat.page.get_by_label("Password")).to_have_count(0)


def told(
    step: Callable[Concatenate[Seat, Told], Seen],
) -> Callable[Concatenate[Seat, Told], Seen]:
    """Let the report of a failure name the step, and show the screen."""
    sentence = step.__name__.replace("_", " ")

    @wraps(step)
    def tell(seat: Seat, /, *args: Told.args, **kwargs: Told.kwargs) -> Seen:
        try:
            seen = step(seat, *args, **kwargs)
            seat.look()
        except Exception as wrong:
            wrong.add_note(f"At this step: {seat.name}, {sentence}.")
            wrong.add_note(f"The screen then: {_picture(seat)} ({seat.page.url})")
            raise
        return seen

    return tell


def _picture(seat: Seat) -> str:
    folder = Path(tempfile.mkdtemp(prefix="offramp-journey-"))
    path = folder / "screen.png"
    seat.page.screenshot(path=path, full_page=True)
    return str(path)
