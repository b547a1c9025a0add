"""Agencies whose people sign in through the agency's own provider (OpenID Connect).

Which they are stands in the environment: `OFFRAMP_PROVIDERS`, as TOML, a table for each
agency under its slug. Knows no tables of ours and no web.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any
from urllib.parse import urlsplit

_HERE = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Provider:
    """One agency's provider, and what of it is believed."""

    agency: str
    name: str
    issuer: str
    client_id: str
    secret: str = field(repr=False)
    # Which words of theirs mean a second factor. As shipped none: then ours is asked.
    factor_acr: tuple[str, ...] = ()
    factor_amr: tuple[str, ...] = ()
    # They say an address without saying that it was verified, and are believed.
    trusts_addresses: bool = False

    def says_factor(self, claims: Mapping[str, Any]) -> bool:
        """Whether they say that a second factor was given, in words that count here."""
        amr = claims.get("amr")
        ways = amr if isinstance(amr, list) else []
        return claims.get("acr") in self.factor_acr or any(
            way in self.factor_amr for way in ways
        )


def read(text: str) -> dict[str, Provider]:
    """The providers by the slug of their agency. ValueError, with a sentence."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise ValueError(f"it is not TOML: {wrong}.") from None
    return {slug: _provider(slug, table) for slug, table in tables.items()}


def _provider(slug: str, table: Any) -> Provider:
    given = dict(table) if isinstance(table, dict) else {}
    words = {"name", "issuer", "client_id", "secret"}
    known = {each.name for each in fields(Provider)} - {"agency"}
    if missing := sorted(word for word in words if not _is_text(given.get(word))):
        raise ValueError(f"{slug} lacks {', '.join(missing)}.")
    if unknown := sorted(given.keys() - known):
        raise ValueError(f"{slug} says {', '.join(unknown)}, which means nothing here.")
    if not is_safe(given["issuer"]):
        raise ValueError(f"{slug}: the issuer must begin with https://.")
    for word in ("factor_acr", "factor_amr"):
        given[word] = _words(slug, word, given.get(word, []))
    given["trusts_addresses"] = given.get("trusts_addresses", False) is True
    return Provider(agency=slug, **given)


def _words(slug: str, name: str, given: Any) -> tuple[str, ...]:
    if isinstance(given, list) and all(_is_text(word) for word in given):
        return tuple(given)
    raise ValueError(f'{slug}: {name} is a list of words, such as ["mfa"].')


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def is_safe(address: object) -> bool:
    """Whether nobody can listen on the way there."""
    parts = urlsplit(str(address))
    return parts.scheme == "https" or (
        parts.scheme == "http" and parts.hostname in _HERE
    )
