"""A consent that is signed on paper: the paper, its version, and the words on it.

The Spanish is mark E until a native speaker has read it, as with the texts themselves.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

# So much of the fingerprint stands at the foot of a paper, and so much is typed of it.
SHOWN, TYPED = 12, 6


@dataclass(frozen=True)
class Paper:
    """A signed paper: its scan, the day on it, who saw it signed, and which text."""

    signed_on: date
    witness_id: UUID
    version: str
    kind: str
    content: bytes


def version_on_paper(version: str) -> str:
    """What stands at the foot of a paper."""
    return version[:SHOWN]


def is_this_text(typed: str, version: str) -> bool:
    """Whether a paper carries this very text, by what was typed from its foot."""
    said = "".join(typed.split()).lower()
    return len(said) >= TYPED and version.startswith(said)


def other_text(version: str) -> str:
    """What to do with a paper that carries another text."""
    return (
        "The paper carries another text than the one that would be kept here, "
        f"{version_on_paper(version)}. Print that one and have it signed, or look at "
        "the foot of the paper again."
    )


@dataclass(frozen=True)
class Lines:
    """What the paper says besides the form's own questions, in the person's language."""

    tick: str
    stay: str
    sign: str
    name: str
    day: str
    other: str
    witness: str
    version: str

    @property
    def to_fill(self) -> tuple[str, ...]:
        """What is written by hand, in order."""
        return self.name, self.sign, self.day, self.other, self.witness


_LINES = {
    "en": Lines(
        tick="Tick who may be told, one only, and what. Leave the rest empty.",
        stay="When my time in the program ends",
        sign="Sign here",
        name="Your name, in print",
        day="Today's date",
        other="Somebody who signs for you or with you: name, as what, signature",
        witness="Who saw it signed: name",
        version="Text version",
    ),
    "es": Lines(
        tick="Marque a quién, uno solo, y qué se puede decir. Deje lo demás sin marcar.",
        stay="Cuando termine mi tiempo en el programa",
        sign="Firme aquí",
        name="Su nombre, en letra de molde",
        day="Fecha de hoy",
        other="Quien firma por usted o con usted: nombre, en qué calidad, firma",
        witness="Quién vio la firma: nombre",
        version="Versión del texto",
    ),
}


def lines(language: str) -> Lines:
    """The paper's own words, in a language we have them in."""
    return _LINES.get(language, _LINES["en"])
