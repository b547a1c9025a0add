"""`offramp demo`: made-up people in a file of their own, served."""

from pathlib import Path

from django.conf import settings

from offramp.config.commands import database, server
from offramp.config.commands.load_program import load_program
from offramp.config.commands.screen import say, tell
from offramp.program.sites import queries as sites


def demo(port: int, *, browser: bool) -> int:
    """Tell the story once, say who can sign in, serve until stopped."""
    problem = server.why_not("127.0.0.1", port)
    if problem:
        tell(problem)
        return 1
    if not database.bring_up_to_date():
        return 1
    if not sites.is_loaded() and load_program(Path(settings.PROGRAM)):
        return 1
    address = server.address("127.0.0.1", port)
    return server.run(
        "127.0.0.1",
        port,
        workers=1,
        work=True,
        ready=lambda: say(f"Offramp answers at {address} · Ctrl+C ends it."),
    )
