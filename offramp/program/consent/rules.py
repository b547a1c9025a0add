"""What a consent must have to count, and the words it is given in.

Source: 42 CFR 2.31 (elements), 2.32 (notice), read as the 2024 final rule has them.
Mark R for the elements; whether a witness may stand in for a signature is for counsel.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from offramp.program.sites.rules import Leaflet

# 42 CFR 2.32(a), the short statement. Mark V: exact words; do not reword.
NOTICE = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."


class Kind(StrEnum):
    """The kinds of consent. They are never mixed on one form."""

    LEAD_RELEASE = "lead_release"


class Purpose(StrEnum):
    """What the facts are for. A recipient may use them for nothing else."""

    CHARGE_DECISION = "charge_decision"


class HowSigned(StrEnum):
    """How somebody said yes."""

    SCREEN = "screen"
    PAPER = "paper"
    SPOKEN = "spoken"


class Capacity(StrEnum):
    """As whom somebody signed."""

    PERSON = "person"


PURPOSE_OF = {Kind.LEAD_RELEASE: Purpose.CHARGE_DECISION}
LEAFLET_OF = {Kind.LEAD_RELEASE: "consent_lead_release"}

_PURPOSES = {
    ("en", Purpose.CHARGE_DECISION): "To decide about the charge that is on hold",
    ("es", Purpose.CHARGE_DECISION): "Para decidir sobre el cargo que está en espera",
}
# The site's own labels are in its default language. Mark E until a native speaker has
# read these, as with the text itself.
_CATEGORIES = {
    ("es", "assessment_completed"): "La evaluación está completa",
    ("es", "engaged"): "Está participando",
    ("es", "case_closed"): "Terminó su tiempo en el programa",
    ("es", "handoff_met"): "Una persona del programa habló con usted",
}
_HOW = {
    HowSigned.SCREEN: "Signed on the screen",
    HowSigned.PAPER: "Signed on paper, kept at the office",
    HowSigned.SPOKEN: "Said yes aloud, heard by a witness",
}


@dataclass(frozen=True)
class Asks:
    """What the form says to the person, in their language."""

    person: str
    recipient: str
    categories: str
    purpose: str
    expires_on: str
    signature: str
    from_agency: str
    signed: str


_ASKS = {
    "en": Asks(
        person="Whose consent?",
        recipient="Who may be told?",
        categories="What may be told?",
        purpose="What for?",
        expires_on="Until which day?",
        signature="Signature",
        from_agency="Who may tell?",
        signed="Signed",
    ),
    # Mark E until a native speaker has read it, as with the text itself.
    "es": Asks(
        person="¿De quién?",
        recipient="¿A quién se le puede decir?",
        categories="¿Qué se puede decir?",
        purpose="¿Para qué?",
        expires_on="¿Hasta qué día?",
        signature="Firma",
        from_agency="¿Quién puede decirlo?",
        signed="Firmado",
    ),
}


def asks(language: str) -> Asks:
    """The form's questions to the person, in a language we have them in."""
    return _ASKS.get(language, _ASKS["en"])


@dataclass(frozen=True)
class Fact:
    """One thing that is told: its category, what it is called, what it says."""

    slug: str
    label: str
    value: str


def plain(fact: Fact) -> dict[str, str]:
    """A fact as it is stored."""
    return asdict(fact)


def text_of(leaflet: Leaflet) -> tuple[dict[str, Any], str]:
    """The text as it was shown, and a fingerprint of it."""
    blocks = [
        {"kind": block.kind, "lines": list(block.lines)} for block in leaflet.blocks
    ]
    text = {"title": leaflet.title, "blocks": blocks}
    same = json.dumps(text, sort_keys=True, ensure_ascii=False).encode()
    return text, hashlib.sha256(same).hexdigest()


@dataclass(frozen=True)
class Elements:
    """Everything that a consent must name before it counts."""

    person: bool
    from_agency: bool
    recipient: bool
    categories: Sequence[str]
    purpose: str
    expires_on: date | None
    text: bool
    signed_how: str
    signed_name: str
    signature_points: str
    witnessed: bool


def missing(given: Elements, today: date) -> tuple[str, ...]:
    """A sentence for each element that is not there; none when the consent counts."""
    return tuple(
        sentence
        for sentence, is_there in (
            ("Say whose consent this is.", given.person),
            ("Say who may tell.", given.from_agency),
            ("Choose who may be told.", given.recipient),
            ("Tick what may be told.", bool(given.categories)),
            ("Say what it is for.", bool(given.purpose)),
            ("Choose the last day of the consent.", given.expires_on is not None),
            (
                "The last day must not be over.",
                given.expires_on is None or given.expires_on >= today,
            ),
            ("Show the text that is agreed to.", given.text),
            ("Say how the person agreed.", given.signed_how in set(HowSigned)),
            *_signature(given),
        )
        if not is_there
    )


def _signature(given: Elements) -> Iterable[tuple[str, bool]]:
    match given.signed_how:
        case HowSigned.PAPER:
            yield "Type the name that stands on the paper.", bool(given.signed_name)
        case HowSigned.SPOKEN:
            yield "Type the name of the person who said yes.", bool(given.signed_name)
            yield "Name the colleague who heard the yes.", given.witnessed
        case _:
            signed = given.signed_name or given.signature_points
            yield "Sign in the box, or type the full name.", bool(signed)


def purpose_text(purpose: str, language: str = "en") -> str:
    """The purpose in plain words, in a language we have it in."""
    named = Purpose(purpose)
    return _PURPOSES.get((language, named), _PURPOSES["en", named])


def category_text(slug: str, label: str, language: str = "en") -> str:
    """What a category is called, in a language we have it in, else as the site says."""
    return _CATEGORIES.get((language, slug), label)


def how_text(signed_how: str) -> str:
    """How somebody agreed, in words."""
    return _HOW[HowSigned(signed_how)]


def how_choices() -> list[tuple[str, str]]:
    """The ways to agree, for a form."""
    return [(how.value, text) for how, text in _HOW.items()]


def covers(agreed: Iterable[str], wanted: Iterable[str]) -> bool:
    """Whether everything wanted was agreed to, and anything is wanted at all."""
    asked = set(wanted)
    return bool(asked) and asked <= set(agreed)


def scope(recipient: str, labels: Sequence[str], purpose: str, until: date) -> str:
    """What the recipient may know of the consent (42 CFR 2.32(b))."""
    last = f"{until:%B} {until.day}, {until.year}"
    facts = "; ".join(labels)
    return (
        f"The person agreed in writing that {recipient} may be told: {facts}. "
        f"{purpose_text(purpose)}, and for nothing else. Until {last}, or until the "
        "person ends it."
    )
