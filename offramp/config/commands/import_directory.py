"""`offramp import-directory`: bring in a directory of services, or say what would be."""

import json
import sys
from pathlib import Path

READY, CANNOT_READ = 0, 2


def run(path: str, dry_run: bool = False, as_json: bool = False) -> int:
    """Read the directory at `path`; print what was done, or one sentence why not.

    The report goes to standard output, progress and sentences to standard error.
    """
    # Django is set up by whoever calls; its models cannot be imported before.
    from django.utils.timezone import now

    from offramp.platform.accounts.actors import SYSTEM
    from offramp.program.directory import actions, formats

    try:
        found = formats.read(Path(path), _tell)
    except formats.Unreadable as error:
        _tell(str(error))
        return CANNOT_READ
    report = actions.import_rows(
        found, at=now(), by=SYSTEM, dry_run=dry_run, tell=_tell
    )
    if as_json:
        text = json.dumps(report.as_dict(), indent=2, ensure_ascii=False)
    else:
        text = report.as_text()
    sys.stdout.write(f"{text}\n")
    return READY


def _tell(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()
