"""Why somebody outside was told, in words that anybody can read.

What must stand in the account: 42 CFR 2.25 and 45 CFR 164.528 (mark T): the day, who
was told, what in short, and why. The words are ours (mark I), the Spanish mark E.
"""

from enum import StrEnum


class Basis(StrEnum):
    """What let us tell it."""

    CONSENT = "consent"
    EMERGENCY = "emergency"
    CRIME = "crime"
    ORDER = "order"


_BASES = {
    Basis.CONSENT: ("You said yes to it.", "Usted dijo que sí."),
    Basis.EMERGENCY: (
        "It was an emergency, and there was no time to ask you.",
        "Fue una emergencia y no hubo tiempo de preguntarle.",
    ),
    Basis.CRIME: (
        "It was about a crime here or against one of us.",
        "Fue por un delito aquí o contra uno de nosotros.",
    ),
    Basis.ORDER: ("A judge said that we must.", "Un juez dijo que había que hacerlo."),
}
_IN_RELIANCE = (
    "You have since ended that yes. This was told while it still held.",
    "Usted ya terminó ese sí. Esto se dijo cuando todavía valía.",
)
# What stands before a fact that was told without consent, as it was written down then.
_LABELS = {
    "What happened": "Qué pasó",
    "That they take part in the program": "Que participa en el programa",
    "Name": "Nombre",
    "Address": "Dirección",
    "Where they were last known to be": "Dónde estaba la última vez",
    "Name and birth date": "Nombre y fecha de nacimiento",
    "Whether and since when they take part": "Si participa y desde cuándo",
    "Days on which they met with us": "Días en que nos vimos",
    "Whether the assessment is done": "Si la evaluación está completa",
    "Services they were referred to": "Servicios que le buscamos",
    "The plan": "El plan",
    "What they said in the assessment": "Lo que dijo en la evaluación",
    "Other things they said to us": "Otras cosas que nos dijo",
}
# Why a colleague opened the record in an emergency, by the reason they gave.
EMERGENCY_REASONS: dict[str, tuple[str, str]] = {
    "life": ("Somebody was in danger.", "Alguien estaba en peligro."),
    "crisis": ("You were in a crisis.", "Usted estaba en una crisis."),
    "nobody_else": (
        "None of those who help you could be reached.",
        "No se pudo hallar a nadie de quienes le ayudan.",
    ),
    "handover": (
        "They were on call and were sent to you.",
        "Estaban de guardia y los mandaron con usted.",
    ),
    "other": ("They gave a reason of their own.", "Dieron otra razón."),
}


def basis_text(basis: str, language: str) -> str:
    """What let us tell it, in words."""
    return _BASES[Basis(basis)][language == "es"]


def said(label: str, value: str, language: str) -> str:
    """One fact that was told without consent. What was told in an emergency is one."""
    if label not in _LABELS:
        return value
    return f"{_LABELS[label] if language == 'es' else label}: {value}"


def in_reliance_text(language: str) -> str:
    """It was told under a consent that has ended since."""
    return _IN_RELIANCE[language == "es"]
