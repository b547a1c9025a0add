"""What stands in the square on a box: GS1 DataMatrix, as text from a scanner.

A scanner that types sends the elements one after the other; those of open length end
with the separator (FNC1, sent as ASCII 29) unless they are the last. Some scanners put
`]d2` before it, and people copy the line that is printed in brackets. Both are read.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from offramp.platform.kernel.errors import Refused

SEPARATOR = "\x1d"
_SYMBOLS = ("]d2", "]C1", "]Q3", "]e0")
# The elements of fixed length that may stand on a box of medicine, without their name.
_FIXED = {
    "00": 18,
    "01": 14,
    "02": 14,
    "11": 6,
    "13": 6,
    "15": 6,
    "16": 6,
    "17": 6,
    "20": 2,
}
# Those of open length, with the most that they may have.
_OPEN = {
    "10": 20,
    "21": 20,
    "22": 20,
    "30": 8,
    "37": 8,
    "240": 30,
    "710": 20,
    "714": 20,
}
_BRACKETS = re.compile(r"\((\d{2,4})\)([^(]*)")
_UNREADABLE = (
    "This is not the code from a box of medicine. Scan the square again, or type the "
    "lot and the date from the box."
)


@dataclass(frozen=True)
class Scanned:
    """What the code says. Empty where it says nothing."""

    gtin: str = ""
    lot: str = ""
    expires_on: date | None = None


def read(text: str) -> Scanned:
    """What the code says; refused with a sentence when it is no such code."""
    given = text.strip()
    for symbol in _SYMBOLS:
        given = given.removeprefix(symbol)
    found = _bracketed(given) if given.startswith("(") else _elements(given)
    gtin = found.get("01", "")
    if gtin and not is_gtin(gtin):
        raise Refused(
            "The number in this code does not add up, so it was not read right. Scan "
            "it again, or type the lot and the date from the box."
        )
    if not {"01", "10", "17"} & set(found):
        raise Refused(_UNREADABLE)
    return Scanned(gtin, found.get("10", ""), _day(found.get("17", "")))


def _bracketed(text: str) -> dict[str, str]:
    if _BRACKETS.sub("", text).strip():
        raise Refused(_UNREADABLE)
    found = {name: value.strip() for name, value in _BRACKETS.findall(text)}
    if not all(found.values()):
        raise Refused(_UNREADABLE)
    return found


def _elements(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    rest = text.lstrip(SEPARATOR)
    while rest:
        name, value, rest = _next(rest)
        found[name] = value
    return found


def _next(text: str) -> tuple[str, str, str]:
    for length in (2, 3):
        name, after = text[:length], text[length:]
        if name in _FIXED:
            value = after[: _FIXED[name]]
            if len(value) < _FIXED[name] or not _is_digits(value):
                raise Refused(_UNREADABLE)
            return name, value, after[_FIXED[name] :].lstrip(SEPARATOR)
        if name in _OPEN:
            value, _, rest = after.partition(SEPARATOR)
            if not 1 <= len(value) <= _OPEN[name]:
                raise Refused(_UNREADABLE)
            return name, value, rest
    raise Refused(_UNREADABLE)


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _day(text: str) -> date | None:
    """Year, month, day in six digits; the day 00 means the last of its month. Of two
    centuries this one is meant: nothing on a box was made before 2000."""
    if not text:
        return None
    if len(text) != 6 or not _is_digits(text):
        raise Refused(_UNREADABLE)
    year, month, day = 2000 + int(text[:2]), int(text[2:4]), int(text[4:])
    if not 1 <= month <= 12:
        raise Refused(_UNREADABLE)
    last = monthrange(year, month)[1]
    if day > last:
        raise Refused(_UNREADABLE)
    return date(year, month, day or last)


def is_gtin(text: str) -> bool:
    """Whether these are fourteen digits of which the last one checks the others."""
    if len(text) != 14 or not _is_digits(text):
        return False
    weighed = sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(text[:13]))
    return (10 - weighed % 10) % 10 == int(text[13])
