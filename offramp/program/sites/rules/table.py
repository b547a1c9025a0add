"""Reads one TOML table key by key, and notes every mistake on the way."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from offramp.program.sites.rules.mistakes import Mistake

SLUG = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*\Z")
LONGEST = 2000
_NOTHING = object()


@dataclass
class Table:
    """One table of a file. Asking for a key marks it as known; `done` finds the rest."""

    file: str
    path: str
    values: dict[str, Any]
    mistakes: list[Mistake]
    _asked: set[str] = field(default_factory=set)

    def wrong(self, key: str, found: object, expected: str) -> None:
        """Note a mistake at a key of this table, with the value that stands there."""
        shown = found.isoformat() if isinstance(found, date) else repr(found)
        self.note(key, shown, expected)

    def note(self, key: str, found: str, expected: str) -> None:
        """Note a mistake at a key of this table, in words."""
        self.mistakes.append(Mistake(self.file, self._key(key), found, expected))

    def _key(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path and key else self.path or key

    def _take(self, key: str, expected: str, *, optional: bool) -> Any:
        self._asked.add(key)
        value = self.values.get(key, _NOTHING)
        if value is _NOTHING and not optional:
            self.note(key, "nothing", expected)
        return value

    def text(self, key: str, *, optional: bool = False, limit: int = LONGEST) -> str:
        """A line of text; empty when it is optional and absent."""
        value = self._take(key, "text", optional=optional)
        if value is _NOTHING:
            return ""
        if not isinstance(value, str) or "\x00" in value:
            self.wrong(key, value, "text")
            return ""
        if not value.strip() and not optional:
            self.wrong(key, value, "text that says something")
        if len(value) > limit:
            self.note(key, f"{len(value)} characters", f"at most {limit}")
        return value.strip()

    def slug(self, key: str) -> str:
        """A short name for the database: small letters, digits, - or _ between."""
        expected = "a short name such as north-precinct"
        value = self._take(key, expected, optional=False)
        if value is _NOTHING:
            return ""
        if not isinstance(value, str) or len(value) > 60 or not SLUG.match(value):
            self.wrong(key, value, expected)
            return ""
        return value

    def choice(
        self, key: str, allowed: Collection[str], *, optional: bool = False
    ) -> str:
        """One of a few words."""
        expected = "one of " + ", ".join(allowed)
        value = self._take(key, expected, optional=optional)
        if value is _NOTHING:
            return ""
        if not isinstance(value, str) or value not in allowed:
            self.wrong(key, value, expected)
            return ""
        return value

    def flag(self, key: str) -> bool:
        """A yes or a no."""
        value = self._take(key, "true or false", optional=False)
        if value is _NOTHING:
            return False
        if not isinstance(value, bool):
            self.wrong(key, value, "true or false")
            return False
        return value

    def number(self, key: str, *, least: int = 1, most: int = 3660) -> int:
        """A whole number within bounds."""
        expected = f"a whole number from {least} to {most}"
        value = self._take(key, expected, optional=False)
        if value is _NOTHING:
            return least
        if not _is_whole(value) or not least <= value <= most:
            self.wrong(key, value, expected)
            return least
        return int(value)

    def numbers(self, key: str) -> tuple[int, ...]:
        """Whole numbers in rising order."""
        expected = "whole numbers in rising order, such as [3, 7, 14]"
        value = self._take(key, expected, optional=False)
        if value is _NOTHING:
            return ()
        whole = isinstance(value, list) and all(_is_whole(each) for each in value)
        if not whole or value != sorted(set(value)) or any(n < 1 for n in value):
            self.wrong(key, value, expected)
            return ()
        return tuple(value)

    def day(self, key: str) -> date:
        """A date that must be there."""
        found = self._day(key, optional=False)
        return found or date(1900, 1, 1)

    def optional_day(self, key: str) -> date | None:
        """A date that may be absent."""
        return self._day(key, optional=True)

    def _day(self, key: str, *, optional: bool) -> date | None:
        expected = "a date such as 2021-06-30"
        value = self._take(key, expected, optional=optional)
        if value is _NOTHING:
            return None
        if not isinstance(value, date) or isinstance(value, datetime):
            self.wrong(key, value, expected)
            return None
        if value < date(1821, 8, 10):
            self.wrong(key, value, "a date after 10 August 1821")
            return None
        return value

    def texts(self, key: str, *, optional: bool = False) -> tuple[str, ...]:
        """A list of lines."""
        expected = 'a list of texts, such as ["en", "es"]'
        value = self._take(key, expected, optional=optional)
        if value is _NOTHING:
            return ()
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            self.wrong(key, value, expected)
            return ()
        return tuple(value)

    def table(self, key: str) -> "Table":
        """A table inside this one; empty when it is missing."""
        value = self._take(key, "a table", optional=False)
        if value is not _NOTHING and not isinstance(value, dict):
            self.wrong(key, value, "a table")
        values = value if isinstance(value, dict) else {}
        return Table(self.file, self._key(key), values, self.mistakes)

    def tables(self, key: str, *, optional: bool = False) -> Iterator["Table"]:
        """The rows of `[[key]]`, each checked for unknown keys when it has been read."""
        value = self._take(key, f"at least one [[{key}]]", optional=optional)
        if value is _NOTHING:
            return
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            self.wrong(key, value, f"rows that begin with [[{key}]]")
            return
        for number, values in enumerate(value):
            row = Table(self.file, f"{self._key(key)}[{number}]", values, self.mistakes)
            yield row
            row.done()

    def done(self) -> None:
        """Whatever was not asked for is a mistake, most often of spelling."""
        for key in self.values:
            if key not in self._asked:
                known = ", ".join(sorted(self._asked)) or "nothing"
                self.note(key, "an unknown key", f"only these keys: {known}")

    def once(self, seen: set[str], key: str, value: str) -> str:
        """The value, noted as a mistake when another row has it already."""
        if value and value in seen:
            self.wrong(key, value, "a name no other row here has")
        seen.add(value)
        return value


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
