"""A questionnaire as the product thinks of it, whatever the file looks like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

# Never an option's own code: the integrity check refuses it.
DECLINED = "rather-not-say"


class Kind(StrEnum):
    """The item types that we write and read: a subset of FHIR's, by FHIR's words."""

    GROUP = "group"
    DISPLAY = "display"
    CHOICE = "choice"
    STRING = "string"
    TEXT = "text"
    INTEGER = "integer"
    DATE = "date"
    DECIMAL = "decimal"


class Operator(StrEnum):
    """How a condition compares an answer with its value."""

    EXISTS = "exists"
    EQUAL = "="
    OTHER = "!="
    MORE = ">"
    LESS = "<"
    AT_LEAST = ">="
    AT_MOST = "<="


@dataclass(frozen=True)
class Answer:
    """What somebody answered to one question; or that they would rather not say."""

    values: tuple[str, ...] = ()
    declined: bool = False

    @property
    def is_given(self) -> bool:
        """Whether there is anything to keep."""
        return bool(self.values) or self.declined


NOTHING = Answer()
Answers = Mapping[str, Answer]
Scores = Mapping[str, int | None]


@dataclass(frozen=True)
class Option:
    """One answer to choose. `weight` is what it adds to a score."""

    code: str
    label: str
    weight: int | None = None
    alone: bool = False  # cannot go together with another


@dataclass(frozen=True)
class Condition:
    """When an item is asked: an earlier answer compared with a value."""

    question: str
    operator: Operator
    value: str


@dataclass(frozen=True)
class Band:
    """What a score between two numbers says, and who says so."""

    low: int
    high: int
    label: str
    action: str
    citation: str
    mark: str


@dataclass(frozen=True)
class Note:
    """A sentence to show beside a score when its expression is true."""

    expression: str
    text: str
    citation: str
    mark: str


@dataclass(frozen=True)
class Fact:
    """What certain answers tell, in words, and what to do about it."""

    answers: frozenset[str]
    kind: str
    label: str
    action: str


@dataclass(frozen=True)
class Item:
    """A question, a group of questions, a text between them, or a score."""

    link_id: str
    kind: Kind
    text: str = ""
    hint: str = ""
    why: str = ""
    required: bool = False
    repeats: bool = False
    ruler: bool = False
    low: int | None = None
    high: int | None = None
    longest: int | None = None
    options: tuple[Option, ...] = ()
    conditions: tuple[Condition, ...] = ()
    any_of: bool = False
    expression: str = ""
    scored: tuple[str, ...] = ()
    bands: tuple[Band, ...] = ()
    notes: tuple[Note, ...] = ()
    facts: tuple[Fact, ...] = ()
    loinc: str = ""
    items: tuple[Item, ...] = ()

    @property
    def is_question(self) -> bool:
        """Whether somebody answers it, rather than reads or computes it."""
        return self.kind not in {Kind.GROUP, Kind.DISPLAY} and not self.expression

    def option(self, code: str) -> Option | None:
        """The option of this code."""
        return next((one for one in self.options if one.code == code), None)


@dataclass(frozen=True)
class Questionnaire:
    """An instrument or a section of our own, with where it comes from."""

    slug: str
    url: str
    version: str
    title: str
    copyright: str
    reviewed_on: str
    why: str
    may_decline: bool
    items: tuple[Item, ...]
    _by_id: dict[str, Item] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the items once; they never change."""
        object.__setattr__(self, "_by_id", {item.link_id: item for item in self.walk()})

    @property
    def has_loinc(self) -> bool:
        """Whether it carries LOINC codes, whose notice must then be shown."""
        return any(item.loinc for item in self.walk())

    def walk(self) -> Iterator[Item]:
        """Every item, parents before their children."""
        yield from _walk(self.items)

    def item(self, link_id: str) -> Item | None:
        """The item of this id, wherever it is nested."""
        return self._by_id.get(link_id)

    def questions(self) -> list[Item]:
        """What somebody answers, in order."""
        return [item for item in self.walk() if item.is_question]

    def scores(self) -> list[Item]:
        """What is computed from the answers, in order."""
        return [item for item in self.walk() if item.expression]


def _walk(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _walk(item.items)
