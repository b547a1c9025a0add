"""`offramp audit …`: the key, checkpoints, dumps, and going on after a restore."""

import argparse
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.timezone import now

from offramp.config.commands import database
from offramp.config.commands.screen import count, say, tell
from offramp.impact.oversight import actions as oversight
from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.audit import checkpoints, dump, log
from offramp.platform.policy.table import Permission


def run(options: argparse.Namespace) -> int:
    """One of the acts; 0 when it was done."""
    if options.act == "key":
        return _key(options.name)
    if not database.is_ready():
        return 1
    if options.act == "dump":
        return _dump(options.file)
    if options.act == "reanchor":
        return _reanchor()
    if not checkpoints.has_key():
        tell("There is no key to sign with. Run: offramp audit key")
        return 1
    return _checkpoint() if options.act == "checkpoint" else _close()


def _key(name: str) -> int:
    if "+" in name or " " in name:
        tell("A key's name has neither blanks nor plus signs.")
        return 1
    try:
        public = checkpoints.make_key(name)
    except FileExistsError:
        tell(f"There is a key already: {settings.OFFRAMP_AUDIT_KEY}.")
        return 1
    say(f"The key is in {settings.OFFRAMP_AUDIT_KEY}. Keep it out of backups of the")
    say("database. Whoever checks the record needs this line, from you in person:")
    say(public)
    return 0


def _dump(file: Path) -> int:
    with transaction.atomic():
        log.about_itself(Permission.AUDIT_DUMP, by=SYSTEM)
    with file.open("x", encoding="utf-8") as lines:
        written = dump.write(lines)
    say(f"{count(written, 'entry', 'entries')} in {file}.")
    return 0


def _close() -> int:
    closings = oversight.close_years(at=now(), by=SYSTEM)
    for one in closings:
        say(f"{one.year} is closed: entries {one.first} to {one.last}.")
    if not closings:
        say("Every year that is over is closed.")
    return 0


def _checkpoint() -> int:
    seq = checkpoints.write_now(now())
    say(f"Signed at entry {seq}, in {', '.join(settings.OFFRAMP_CHECKPOINTS)}.")
    return 0


@transaction.atomic
def _reanchor() -> int:
    # Said in the first entry after the restore, so that it cannot be hidden later.
    at = checkpoints.end()
    log.about_itself(Permission.AUDIT_REANCHOR, by=SYSTEM, after=at)
    say(f"Re-anchored at seq {at}: the record goes on from there.")
    return 0
