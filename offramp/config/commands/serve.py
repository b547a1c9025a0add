"""`offramp serve`: bring the database up to date, then serve pages and do the work."""

from pathlib import Path

from django.conf import settings

from offramp.config.commands import check, database, server
from offramp.config.commands.load_program import load_program
from offramp.config.commands.screen import say, tell
from offramp.platform.policy.zones import Zone
from offramp.program.sites import queries as sites


def serve(host: str, port: int, *, workers: int, work: bool) -> int:
    """Serve until stopped. Refuses, with a sentence each, what would not be safe."""
    problem = server.why_not(host, port)
    problems = [problem] if problem else why_not_safe()
    for each in problems:
        tell(each)
    if problems:
        return 1
    if not database.bring_up_to_date():
        return 1
    zone = settings.OFFRAMP_ZONE
    if not sites.is_loaded() and zone == Zone.JUSTICE:
        tell("No program is loaded. Serve the program's zone first.")
        return 1
    if not sites.is_loaded() and load_program(Path(settings.PROGRAM)):
        return 1
    if database.is_sqlite():
        say(database.ON_SQLITE)
    address = server.address(host, port)
    return server.run(
        host,
        port,
        workers=workers,
        work=work and zone != Zone.JUSTICE,  # the program's worker sends for both
        ready=lambda: say(f"Offramp answers at {address} · Ctrl+C ends it."),
    )


def why_not_safe() -> list[str]:
    """Why real people's records may not be kept here; the demo keeps none."""
    if settings.OFFRAMP_DEMO:
        return check.of_settings()
    return [*check.of_settings(), *check.of_messages(), *check.of_deployment()]
