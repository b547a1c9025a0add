"""How much two records look like one person, and why, in words."""

from dataclasses import dataclass
from datetime import date

from rapidfuzz.distance import JaroWinkler

from offramp.program.people.rules.names import Key

# Weights tuned by hand on made-up names; a person at the screen decides, not a number.
_ALIKE = 0.87
_NEARLY = 0.94
_SOUND = 0.88
_BIRTH = 0.08
_BIRTH_NEARLY = 0.03
_BIRTH_OTHER = -0.06
_PHONE = 0.1
_LEAST_WITH_PHONE = 0.8
_LEAST_WITH_BIRTH = 0.6


@dataclass(frozen=True)
class Asked:
    """Whom somebody looks for. `birth_on` is None also when too many share it."""

    keys: frozenset[Key]
    text_key: str
    birth_on: date | None = None
    by_phone: bool = False


@dataclass(frozen=True)
class Seen:
    """One name of a record that a probe found."""

    name_key: str
    sound: str
    first_sound: str
    birth_on: date | None
    same_phone: bool = False


@dataclass(frozen=True)
class Judged:
    """How alike, from 0 up, and why."""

    score: float
    why: tuple[str, ...]


def judge(asked: Asked, seen: Seen) -> Judged | None:
    """How alike the two are; None when they are not alike enough to be shown."""
    name, name_says = _name(asked, seen)
    birth, birth_says = _birth(asked.birth_on, seen.birth_on)
    phone = _PHONE if seen.same_phone else 0.0
    same_birth = birth == _BIRTH
    enough = (
        name >= _ALIKE
        or bool(phone)
        or (same_birth and (name >= _LEAST_WITH_BIRTH or not asked.text_key))
    )
    if not enough:
        return None
    says = (name_says, birth_says, "Same phone number" if phone else "")
    likeness = max(name, _LEAST_WITH_PHONE) if phone else name
    return Judged(round(likeness + birth + phone, 3), tuple(filter(None, says)))


def _name(asked: Asked, seen: Seen) -> tuple[float, str]:
    if not asked.text_key:
        return 0.0, ""
    if asked.text_key == seen.name_key:
        return 1.0, "Same name"
    likeness = JaroWinkler.normalized_similarity(asked.text_key, seen.name_key)
    if seen.name_key.startswith(asked.text_key):
        return max(likeness, _NEARLY), "Name begins like this"
    if likeness >= _NEARLY:
        return likeness, "Name nearly the same"
    if any(
        (k.sound, k.first_sound) == (seen.sound, seen.first_sound) for k in asked.keys
    ):
        return max(likeness, _SOUND), "Name sounds alike"
    return likeness, "Name a little alike" if likeness >= _ALIKE else ""


def _birth(asked: date | None, seen: date | None) -> tuple[float, str]:
    if asked is None or seen is None:
        return 0.0, ""
    if asked == seen:
        return _BIRTH, "Same birth date"
    parts = zip(asked.timetuple()[:3], seen.timetuple()[:3], strict=True)
    swapped = asked.year == seen.year and (asked.month, asked.day) == (
        seen.day,
        seen.month,
    )
    if swapped or sum(a != b for a, b in parts) == 1:
        return _BIRTH_NEARLY, "Birth date nearly the same"
    return _BIRTH_OTHER, ""
