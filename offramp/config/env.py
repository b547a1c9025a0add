"""Typed readers of the environment. A value that cannot be used stops the start."""

import os
from collections.abc import Collection
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from offramp.platform.accounts.providers import Provider, is_safe, read
from offramp.program.overdoses.rules.odmap import Odmap


class SettingError(SystemExit):
    """Printed as one sentence; the process ends."""


def text(name: str, default: str) -> str:
    """The variable, or the file that `<NAME>_FILE` points at, or the default."""
    file = os.environ.get(f"{name}_FILE")
    if file:
        return Path(file).read_text().strip()
    return os.environ.get(name, default)


def flag(name: str, default: bool) -> bool:
    """A yes or a no."""
    value = text(name, "yes" if default else "no").lower()
    if value in {"1", "yes", "true", "on"}:
        return True
    if value in {"0", "no", "false", "off", ""}:
        return False
    raise SettingError(f"{name} is {value!r}. Set it to yes or no.")


def choice(name: str, default: str, words: Collection[str]) -> str:
    """One of a few words."""
    value = text(name, default).lower()
    if value in words:
        return value
    raise SettingError(f"{name} is {value!r}. Set it to one of: {', '.join(words)}.")


def number(name: str, default: int) -> int:
    """A whole number."""
    value = text(name, str(default))
    if not value.isdigit():
        raise SettingError(f"{name} is {value!r}. Set it to a whole number.")
    return int(value)


def providers(name: str) -> dict[str, Provider]:
    """The agencies whose people sign in through a provider of their own."""
    try:
        return read(text(name, ""))
    except ValueError as wrong:
        raise SettingError(f"{name} cannot be used: {wrong}") from None


def odmap(name: str) -> Odmap | None:
    """Where overdoses are sent, with which key, as which agency; None when nowhere."""
    given = [text(f"{name}_{word}", "") for word in ("URL", "KEY", "AGENCY")]
    if not any(given):
        return None
    if not all(given):
        raise SettingError(f"{name}_URL, {name}_KEY and {name}_AGENCY go together.")
    if not is_safe(given[0]):
        raise SettingError(f"{name}_URL must begin with https://.")
    return Odmap(*given)


# What a page asks, it asks again and again: the database plans it once for a connection.
_PREPARED = {"server_side_binding": True, "prepare_threshold": 5}


def database(url: str) -> dict[str, Any]:
    """Django's database settings from `sqlite:///path` or `postgresql://…`."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        name = url.removeprefix("sqlite:///")
        return {
            "ENGINE": "offramp.config.sqlite",
            "NAME": name,
            "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE"},
            # Opening the file anew for each request took a third of a small page, and
            # closing it wrote the journal back each time.
            "CONN_MAX_AGE": 600,
        }
    if parts.scheme in {"postgresql", "postgres"}:
        options = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "offramp.config.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", unquote(parts.hostname or "")),
            "PORT": str(parts.port or options.pop("port", "")),
            "OPTIONS": {**_PREPARED, **options},
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
        }
    raise SettingError(
        f"OFFRAMP_DATABASE_URL begins with {parts.scheme!r}. "
        "Use sqlite:///file or postgresql://user:password@host/name."
    )
