"""How a line of the log is written: without an id, and without what an error says.

An address names a record, and the words of an error may quote what somebody typed. What
is left is enough to mend the code: the kind of error and the lines it came through.
"""

import logging
import re
from traceback import extract_tb
from types import TracebackType
from typing import Any, TypeAlias

_ID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)
_QUERY = re.compile(r"\?\S+")
# Whoever has the word in such an address can answer a page.
_TAP = re.compile(r"(?<=/p/)[\w-]+")

Caught: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None]
    | tuple[None, None, None]
)


class Plain(logging.Formatter):
    """One line of words, then where an error came through."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {message}", style="{")

    def formatException(self, ei: Caught) -> str:
        """The kind of error and its way through the code; not what it says."""
        kind, error, _ = ei
        if kind is None or error is None:
            return ""
        way = [
            f"  {frame.filename}:{frame.lineno} {frame.name}"
            for frame in extract_tb(error.__traceback__)
        ]
        return "\n".join([*way, f"{kind.__module__}.{kind.__qualname__}"])

    def format(self, record: logging.LogRecord) -> str:
        """The line, with every id, word and question in an address taken out."""
        line = _ID.sub("…", super().format(record))
        return _QUERY.sub("?", _TAP.sub("…", line))


# What goes where. Nothing but the server's own words may come through.
SETTINGS: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "offramp.config.logs.Plain"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # Django would also write to the terminal by itself, in its own words.
        "django": {"handlers": [], "propagate": True},
        # A refused request would be logged with its address, and that names a record.
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
        # It would name the account that was tried.
        "axes": {"level": "CRITICAL"},
        # A task's own error may name somebody; the worker logs only its kind.
        "django_tasks": {"level": "CRITICAL"},
    },
}
