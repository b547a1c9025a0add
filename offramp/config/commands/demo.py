"""`offramp demo`: made-up people in a file of their own, served."""

import os
import sys
import webbrowser
from pathlib import Path

from django.conf import settings
from django.utils.timezone import localdate, now

from offramp.config.commands import database, server
from offramp.config.commands.load_program import load_program
from offramp.config.commands.screen import say, tell
from offramp.config.demo import staff, story
from offramp.config.local_time import at_the_site
from offramp.platform.accounts import actors
from offramp.platform.policy.actor import Role
from offramp.program.sites import queries as sites

HOST = "127.0.0.1"  # this machine only: everybody knows the password


def demo(port: int, *, browser: bool) -> int:
    """Tell the story once, say who can sign in, serve until stopped."""
    problem = server.why_not(HOST, port)
    if problem:
        tell(problem)
        return 1
    if not database.bring_up_to_date():
        return 1
    if not sites.is_loaded() and load_program(Path(settings.PROGRAM)):
        return 1
    with at_the_site():
        if not _story_is_there():
            return 1
    address = server.address(HOST, port)
    return server.run(
        HOST, port, workers=1, work=True, ready=lambda: _ready(address, browser)
    )


def _story_is_there() -> bool:
    """Told now, or before. False, with a sentence, where real people work."""
    ours = {member.name for member in staff.members(sites.current(), localdate())}
    found = {name for _, name in actors.staff(list(Role))}
    if found - ours:
        tell(
            "This database holds a program of its own, so the demo is not written into "
            "it. Name another one in OFFRAMP_DATABASE_URL."
        )
        return False
    if not found:
        tell(f"Bringing in {story.everyone()} made-up people …")
        story.tell(now(), _progress)
    return True


def _progress(told: int) -> None:
    if told % 20 == 0:
        tell(f"  {told} people")


def _ready(address: str, browser: bool) -> None:
    say(f"\n{sites.current().name}: everybody and everything here is made up.\n")
    for line in staff.sign_in_lines(sites.current(), localdate()):
        say(line)
    say(f"\nOfframp answers at {address} · Ctrl+C ends it.")
    if browser and not os.environ.get("CI") and _has_screen():
        webbrowser.open(address)


def _has_screen() -> bool:
    """Without one, a browser in the terminal would take the place of these lines."""
    windowed = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return sys.platform in {"darwin", "win32"} or bool(windowed)
