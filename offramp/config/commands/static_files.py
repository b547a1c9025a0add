"""Style sheets and scripts, laid out compressed and under names that change with them."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from offramp.config.commands.screen import tell

# django-htmx brings copies of htmx that we do not serve, and one of them is broken.
_IGNORED = ["django_htmx"]
_STAMP = "laid-out.txt"


def lay_out() -> None:
    """Collect them into the data folder, unless what lies there is what is here."""
    stamp = Path(settings.STATIC_ROOT) / _STAMP
    found = _digest()
    if stamp.exists() and stamp.read_text() == found:
        return
    tell("Laying out style sheets and scripts …")
    call_command(
        "collectstatic",
        interactive=False,
        verbosity=0,
        clear=True,
        ignore_patterns=_IGNORED,
    )
    stamp.write_text(found)


def _digest() -> str:
    whole = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list(_IGNORED):
            file = Path(storage.path(name)).stat()
            whole.update(f"{name} {file.st_size} {file.st_mtime_ns}\n".encode())
    return whole.hexdigest()
