"""The words of consents, in the languages we have them in.

The Spanish is mark E until a native speaker has read it, as with the texts themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from offramp.program.consent.rules.elements import Case
from offramp.program.consent.rules.kinds import (
    CARE_RECORD,
    NOTES,
    Ending,
    Kind,
    Purpose,
    Recipient,
)
from offramp.program.consent.rules.signing import Capacity, HowSigned

LEAFLET_OF = {kind: f"consent_{kind}" for kind in Kind}

_KINDS = {
    Kind.CARE: "Treatment, payment and running the program",
    Kind.LEAD_RELEASE: "Telling one office or body certain facts",
    Kind.COUNSELLING: "Counseling notes",
    Kind.PROCEEDINGS: "Use in court or another proceeding",
    Kind.CONDITION: "A condition of a case (42 CFR 2.35)",
}
_PURPOSES = {
    ("en", Purpose.CHARGE_DECISION): "To decide about the charge that is on hold",
    ("es", Purpose.CHARGE_DECISION): "Para decidir sobre el cargo que está en espera",
    ("en", Purpose.FEEDBACK): "To know what became of the handover",
    ("es", Purpose.FEEDBACK): "Para saber qué pasó después de la entrega",
    ("en", Purpose.COORDINATION): "To work together on help for the person",
    ("es", Purpose.COORDINATION): "Para ayudar juntos a la persona",
    ("en", Purpose.SERVICE): "To give a service that the person asked for",
    ("es", Purpose.SERVICE): "Para dar un servicio que la persona pidió",
    ("en", Purpose.CARE): "For treatment, payment and running the program",
    ("es", Purpose.CARE): "Para el tratamiento, el pago y el manejo del programa",
    ("en", Purpose.COUNSELLING): "So that another counselor can go on from there",
    ("es", Purpose.COUNSELLING): "Para que otra persona consejera pueda continuar",
    ("en", Purpose.PROCEEDING): "For the proceeding that this form names",
    ("es", Purpose.PROCEEDING): "Para el proceso que nombra este formulario",
    ("en", Purpose.CONDITION): "To see whether a condition of the case is met",
    ("es", Purpose.CONDITION): "Para ver si se cumple una condición del caso",
}
# The site's own labels of what may be told are in its default language.
_CATEGORIES = {
    ("es", "assessment_completed"): "La evaluación está completa",
    ("es", "assessment_not_completed"): "La evaluación no se hizo a tiempo",
    ("es", "engaged"): "Está participando",
    ("es", "case_closed"): "Terminó su tiempo en el programa",
    ("es", "handoff_met"): "Una persona del programa habló con usted",
    ("es", "name"): "Quién es: su nombre",
    ("es", "referral_made"): "El programa le buscó un servicio",
    ("en", CARE_RECORD): "My record here, without counseling notes",
    ("es", CARE_RECORD): "Mi expediente aquí, sin las notas de consejería",
    ("en", NOTES): "Counseling notes",
    ("es", NOTES): "Notas de consejería",
}
_HOW = {
    HowSigned.SCREEN: "Signed on the screen",
    HowSigned.PAPER: "Signed on paper, a copy is kept here",
    HowSigned.SPOKEN: "Said yes aloud, heard by a witness",
}
_CAPACITIES = {
    Capacity.PERSON: "The person",
    Capacity.GUARDIAN: "A parent or guardian of a minor",
    Capacity.REPRESENTATIVE: "Somebody who may decide for the person",
    Capacity.COURT_APPOINTED: "Somebody appointed by a court",
    Capacity.ESTATE: "Somebody who acts for a person who has died",
}
_ENDINGS = {
    Ending.DAY: "On a day",
    Ending.END_OF_STAY: "When their time in the program ends",
    Ending.NONE: "No last day",
    Ending.DISPOSITION: "When the case is decided",
}
CIRCLE = {
    "en": "Those who treat me, who pay for it, and who help run this program",
    "es": "Quienes me atienden, quienes lo pagan y quienes ayudan a manejar el programa",
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
    no_last_day: str


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
        no_last_day="No last day",
    ),
    "es": Asks(
        person="¿De quién?",
        recipient="¿A quién se le puede decir?",
        categories="¿Qué se puede decir?",
        purpose="¿Para qué?",
        expires_on="¿Hasta qué día?",
        signature="Firma",
        from_agency="¿Quién puede decirlo?",
        signed="Firmado",
        no_last_day="Sin último día",
    ),
}


def asks(language: str) -> Asks:
    """The form's questions to the person, in a language we have them in."""
    return _ASKS.get(language, _ASKS["en"])


def kind_text(kind: str) -> str:
    """What a kind of consent is called on pages for staff."""
    return _KINDS[Kind(kind)]


def kind_choices(kinds: Sequence[Kind]) -> list[tuple[str, str]]:
    """Kinds of consent, for a list of links."""
    return [(kind.value, _KINDS[kind]) for kind in kinds]


def purpose_text(purpose: str, language: str = "en") -> str:
    """The purpose in plain words, in a language we have it in."""
    named = Purpose(purpose)
    return _PURPOSES.get((language, named), _PURPOSES["en", named])


def category_text(slug: str, label: str, language: str = "en") -> str:
    """What a category is called, in a language we have it in, else as the site says."""
    ours = _CATEGORIES.get((language, slug)) or _CATEGORIES.get(("en", slug))
    return ours or label


def recipient_text(recipient: str, name: str, language: str = "en") -> str:
    """Who may be told: the name, or the class in the person's language."""
    if recipient == Recipient.PROVIDERS:
        return CIRCLE.get(language, CIRCLE["en"])
    return name


def how_text(signed_how: str) -> str:
    """How somebody agreed, in words."""
    return _HOW[HowSigned(signed_how)]


def how_choices() -> list[tuple[str, str]]:
    """The ways to agree, for a form."""
    return [(how.value, text) for how, text in _HOW.items()]


def capacity_text(capacity: str) -> str:
    """As whom somebody signed, in words."""
    return _CAPACITIES[Capacity(capacity)]


def capacity_choices() -> list[tuple[str, str]]:
    """As whom somebody may sign, for a form."""
    return [(capacity.value, text) for capacity, text in _CAPACITIES.items()]


def ending_choices(allowed: frozenset[Ending]) -> list[tuple[str, str]]:
    """What may end a consent of this kind, for a form."""
    return [(end.value, text) for end, text in _ENDINGS.items() if end in allowed]


def case_facts(case: Case) -> tuple[tuple[str, str], ...]:
    """What a consent under 42 CFR 2.35 takes from its case, in words."""
    said, start = case.condition, case.condition.revocable_at
    facts = {
        "Case number": said.case_number,
        "Kind of case": said.proceeding,
        "How long treatment may take": said.length,
        "Can be ended from": day_text(start.date()) if start else "",
        "Or sooner, when": said.event,
        "Over on, at the latest": day_text(case.ends_on),
    }
    return tuple((label, value) for label, value in facts.items() if value)


def day_text(on: date) -> str:
    """A day as people write it."""
    return f"{on:%B} {on.day}, {on.year}"


def said_until(expires_at: datetime | None) -> str:
    """Until when, as a recipient reads it. The moment must be in the site's own time."""
    if expires_at is None:
        return "Until the person's time in the program ends"
    last = expires_at - timedelta(seconds=1)
    day = f"{last:%B} {last.day}, {last.year}"
    whole = expires_at.hour == expires_at.minute == expires_at.second == 0
    return f"Until {day}" if whole else f"Until {day}, {expires_at:%H:%M}"
