"""Turns a name into keys: one for its letters, one for its sound.

The sound is American Soundex as the National Archives describe it (from the patents of
R. C. Russell, US 1,261,167 and 1,435,663), with one change: first letters that sound
alike are grouped, so that Catherine and Katherine meet. Mark E.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_LONGEST = 100
_MOST_PARTS = 5
_FOLDS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
_DIGITS = {
    letter: digit
    for digit, letters in {
        "1": "bfpv",
        "2": "cgjkqsxz",
        "3": "dt",
        "4": "l",
        "5": "mn",
        "6": "r",
    }.items()
    for letter in letters
}
# Our own addition: how a name may begin, and the letter it is filed under.
_BEGINNINGS = (
    ("ph", "f"), ("kn", "n"), ("gn", "n"), ("pn", "n"), ("wr", "r"), ("ps", "s"),
    ("dj", "j"), ("tch", "c"), ("k", "c"), ("q", "c"), ("x", "s"), ("z", "s"),
    ("y", "j"), ("i", "e"),
)  # fmt: skip


@dataclass(frozen=True)
class Key:
    """One way round of one name."""

    name_key: str
    sound: str
    first_sound: str


def key(text: str) -> str:
    """Small letters without accents, one space between words. Emoji stay as they are."""
    plain = unicodedata.normalize("NFKD", text.replace("'", "").replace("’", ""))
    letters = "".join(
        char if char.isalnum() else "" if unicodedata.combining(char) else " "
        for char in plain.casefold().translate(_FOLDS)
    )
    found = " ".join(letters.split()) or "".join(text.casefold().split())
    return found[:_LONGEST].strip()


def sound(word: str) -> str:
    """How a word of a key sounds; words not in Latin letters stand for themselves."""
    if not re.fullmatch("[a-z]+", word):
        return word[:8]
    begun = _begun(word)
    code, before = begun[0], _DIGITS.get(begun[0], "")
    for letter in begun[1:]:
        digit = _DIGITS.get(letter, "")
        if digit and digit != before:
            code += digit
        if letter not in "hw":  # these two do not part equal sounds
            before = digit
    return f"{code[:4]:0<4}"


def _begun(word: str) -> str:
    for beginning, letter in _BEGINNINGS:
        if word.startswith(beginning):
            return letter + word[len(beginning) :]
    return word


def main_name(known_as: str, given_name: str, family_name: str) -> str:
    """The fullest name there is."""
    return f"{given_name or known_as} {family_name}".strip()


def parts_of(text: str) -> tuple[str, str]:
    """A name as somebody typed it in one line: the first word, and the rest."""
    first, _, rest = " ".join(text.split()).partition(" ")
    return first, rest


def keys_of(names: Iterable[str]) -> frozenset[Key]:
    """The keys of all names somebody goes by, each beginning at each of its parts."""
    return frozenset(row for name in names for row in _ways_round(key(name)))


def _ways_round(name_key: str) -> Iterator[Key]:
    parts = name_key.split()[:_MOST_PARTS]
    for at, part in enumerate(parts):
        other = parts[-1] if at == 0 else parts[0]
        yield Key(
            name_key=" ".join(parts[at:] + parts[:at]),
            sound=sound(part),
            first_sound=sound(other) if len(parts) > 1 else "",
        )


def way_key(kind: str, value: str) -> str:
    """What makes two ways to reach somebody the same; empty where nothing does."""
    if kind == "phone":
        digits = re.sub(r"\D", "", value)
        return digits[1:] if len(digits) == 11 and digits[0] == "1" else digits[:20]
    if kind == "email":
        return value.strip().casefold()[:80]
    return ""
