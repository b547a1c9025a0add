"""How facts of the directory read on a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from offramp.platform.kernel.ids import ServiceId
from offramp.program.directory.rules.checks import TAKING, Right, Taking, ago, is_old
from offramp.program.directory.rules.values import to_dial

_TONES = {
    Taking.YES: "success",
    Taking.WAITING: "warning",
    Taking.NO: "error",
    Taking.UNKNOWN: "plain",
}
_HOW_KNOWN = {
    "listed": "",
    "words": "found in the text",
    "checked": "checked",
}


@dataclass(frozen=True)
class Number:
    """A telephone number, with what a telephone dials for it."""

    text: str
    dial: str
    note: str = ""


@dataclass(frozen=True)
class Place:
    """Where a service is, and when it is open there."""

    name: str
    lines: tuple[str, ...]
    hours: tuple[str, ...]
    notes: tuple[str, ...]
    phones: tuple[Number, ...]


@dataclass(frozen=True)
class Tagged:
    """A need that a service meets, and how we know when it is not its own word."""

    slug: str
    label: str
    how_known: str
    is_sure: bool


@dataclass(frozen=True)
class Asked:
    """What the service said when we asked, and how long ago."""

    said: str
    tone: str
    ago: str
    on: str
    by: str
    is_old: bool
    next_on: str
    number: Number | None
    note: str


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for."""

    text: str = ""
    need: str = ""
    open_to: str = ""
    language: str = ""


@dataclass(frozen=True)
class Row:
    """A service as lists show it."""

    id: ServiceId
    name: str
    organization: str
    where: str
    phone: Number | None
    tags: tuple[Tagged, ...]
    languages: str
    is_active: bool
    asked: Asked | None


@dataclass(frozen=True)
class ServicePage:
    """Everything that a page on one service shows."""

    id: ServiceId
    name: str
    other_name: str
    organization: str
    not_offered: str
    alert: str
    description: str
    facts: tuple[tuple[str, str], ...]
    website: str
    email: str
    tags: tuple[Tagged, ...]
    phones: tuple[Number, ...]
    hours: tuple[str, ...]
    places: tuple[Place, ...]
    asked: tuple[Asked, ...]
    listed: str
    may_check: bool


def number(text: str, extension: str = "", note: str = "") -> Number:
    """A number as it is read aloud and dialled."""
    said = f"{text}, extension {extension}" if extension else text
    dial = to_dial(text)
    if dial and extension.isdigit():
        dial = f"{dial};ext={extension}"
    return Number(said, dial, note)


def tagged(slug: str, label: str, origin: str) -> Tagged:
    """A tag, with what it rests on."""
    return Tagged(slug, label, _HOW_KNOWN.get(origin, ""), origin != "words")


def asked(
    taking: str,
    phone_right: str,
    right_number: str,
    next_on: date | None,
    note: str,
    *,
    on: date,
    by: str,
    today: date,
) -> Asked:
    """An answer of the service, with its age."""
    wrong = phone_right == Right.NO and not right_number
    parts = ["The number listed is wrong."] if wrong else []
    return Asked(
        said=TAKING[Taking(taking)],
        tone=_TONES[Taking(taking)],
        ago=ago(on, today),
        on=day(on),
        by=by,
        is_old=is_old(on, today),
        next_on=day(next_on) if next_on else "",
        number=number(right_number) if right_number else None,
        note=" ".join([*parts, note]).strip(),
    )


def day(when: date) -> str:
    """Such as “Nov 23, 2026”."""
    return f"{when:%b} {when.day}, {when.year}"


def and_more(names: Sequence[str]) -> str:
    """The first of several, and how many more there are."""
    distinct = list(dict.fromkeys(name for name in names if name))
    if len(distinct) <= 2:
        return " and ".join(distinct)
    return f"{distinct[0]} and {len(distinct) - 1} more places"


def ages(minimum: int | None, maximum: int | None) -> str:
    """For whom, by age."""
    if minimum is None:
        return "" if maximum is None else f"Up to {maximum} years"
    return (
        f"From {minimum} years" if maximum is None else f"{minimum} to {maximum} years"
    )


def address(street: str, city: str, state: str, postal_code: str) -> tuple[str, ...]:
    """The lines of an address that are not empty."""
    town = " ".join(filter(None, (f"{city}," if city and state else city, state)))
    return tuple(filter(None, (street, f"{town} {postal_code}".strip())))


def filled(rows: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Only what is known."""
    return tuple((label, text) for label, text in rows if text)
