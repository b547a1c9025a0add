"""`offramp check`: what is not in order, one sentence for each thing."""

import os
from pathlib import Path

from django.conf import settings
from django.core import checks

from offramp.config.commands import database
from offramp.config.commands.screen import say, tell
from offramp.config.zones import standing
from offramp.platform.audit import health
from offramp.platform.kernel.errors import Refused
from offramp.platform.policy.zones import Zone
from offramp.program.sites import queries as sites
from offramp.program.sites.rules import Mistakes

_THIS_MACHINE = {"localhost", "127.0.0.1", "[::1]", "testserver"}


def check(*, deploy: bool = False) -> int:
    """Look at settings, database and site; with `deploy`, as for real people's records.
    0 when all is in order."""
    problems = [*of_settings(), *of_messages(), *_of_django(), *_of_database()]
    if deploy:
        problems += of_deployment()
    for problem in problems:
        tell(problem)
    if database.is_sqlite():
        say(database.ON_SQLITE)
    if not problems:
        say(f"All is in order. {sites.current().name} is in force.")
    return 1 if problems else 0


def of_settings() -> list[str]:
    """What of the environment is not fit for a real program."""
    found: list[str] = []
    if settings.SECRET_KEY == settings.DEMO_KEY and not settings.OFFRAMP_DEMO:
        found.append(
            "OFFRAMP_SECRET_KEY is not set, so the demo's key would be used, which "
            "everybody knows. Set it, or OFFRAMP_SECRET_KEY_FILE, to what this prints: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    elif len(settings.SECRET_KEY) < 50:
        found.append("OFFRAMP_SECRET_KEY is short. Use 50 random letters or more.")
    found += standing.of_settings()
    if settings.DEBUG:
        found.append(
            "OFFRAMP_DEBUG is on: error pages would show records. Set it to no."
        )
    if "*" in settings.ALLOWED_HOSTS:
        found.append("OFFRAMP_HOSTS allows every name. Name the program's own.")
    if not os.access(settings.DATA, os.W_OK):
        found.append(
            f"The data folder {Path(settings.DATA)} cannot be written to. Set "
            "OFFRAMP_DATA to one that can."
        )
    return found


def of_messages() -> list[str]:
    console = settings.EMAIL_BACKEND.endswith("console.EmailBackend")
    if settings.OFFRAMP_DEMO or not console:
        return []
    return [
        "Messages are only written to the terminal, so nobody is paged by e-mail. Set "
        "OFFRAMP_EMAIL_BACKEND to django.core.mail.backends.smtp.EmailBackend, and "
        "OFFRAMP_EMAIL_HOST."
    ]


# What each kind of key seals, and its demo's key.
_SEALED = {
    "FACTOR": "second factors",
    "FILE": "scans of signed papers",
    "NOTE": "counseling notes",
    "PHONE": "what waits on phones",
}


def _of_keys() -> dict[str, bool]:
    wanted = {}
    for kind, what in _SEALED.items():
        name, keys = f"OFFRAMP_{kind}_KEYS", getattr(settings, f"{kind}_KEYS")
        known = getattr(settings, f"DEMO_{kind}_KEY")
        wanted[
            f"{name} is not set, so {what} would lie under a key that everybody knows. "
            f"Set it, or {name}_FILE, to 50 random letters."
        ] = known not in keys
        wanted[f"A key in {name} is short. Use 32 random letters or more."] = all(
            len(key) >= 32 for key in keys
        )
    return wanted


def of_deployment() -> list[str]:
    """What stands between this place and the records of real people."""
    wanted = {
        "OFFRAMP_DEMO is on: made-up people come in by a password that everybody knows. "
        "Set it to no.": not settings.OFFRAMP_DEMO,
        "The database is a SQLite file, which cannot keep police and treatment apart. "
        "Set OFFRAMP_DATABASE_URL to a PostgreSQL database.": not database.is_sqlite(),
        "OFFRAMP_HTTPS is off: whoever listens could read along. Put a front proxy with "
        "HTTPS before this and set it to yes.": settings.HTTPS,
        **_of_keys(),
        "Passwords are hashed too quickly. Use one of Django's own hashers.": (
            "demo" not in settings.PASSWORD_HASHERS[0]
        ),
        "OFFRAMP_HOSTS still names this machine only. Name the program's own host.": (
            bool(set(settings.ALLOWED_HOSTS) - _THIS_MACHINE)
        ),
        "OFFRAMP_ORIGIN is where links in messages lead and what passkeys are bound to. "
        "Set it to the program's https address; with zones, that of each zone.": (
            all(origin.startswith("https://") for origin in _origins())
        ),
    }
    return [sentence for sentence, is_met in wanted.items() if not is_met]


def _origins() -> list[str]:
    return [settings.OFFRAMP_ORIGIN, *settings.OFFRAMP_ORIGINS.values()]


def _of_django() -> list[str]:
    serious = [m for m in checks.run_checks() if m.is_serious(checks.ERROR)]
    return [f"{message.id}: {message.msg}" for message in serious]


def _of_database() -> list[str]:
    waiting = database.waiting_changes()
    if waiting is None:
        return [database.SILENT]
    if waiting:
        how = database.HOW[settings.OFFRAMP_ZONE]
        return [f"{waiting} changes of the database wait. Run: {how}"]
    try:
        sites.current()
    except (Refused, Mistakes) as problem:
        return [str(problem), *standing.of_database()]
    if settings.OFFRAMP_ZONE == Zone.JUSTICE:  # its login reads no entry
        return standing.of_database()
    return [*standing.of_database(), *health.problems()]
