"""From entries of the record of acts to lines that anybody can read.

An entry names a permission, such as `plan.read`. The first word says what it was, the
second whether somebody looked or wrote. The Spanish is mark E until a native speaker
has read it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

_LOOKING = {"read", "list", "search"}

# (English, Spanish) for what was looked at or written in.
THINGS: dict[str, tuple[str, str]] = {
    "person": ("your main page", "su página principal"),
    "record": ("your record, in an emergency", "su expediente, en una emergencia"),
    "own": ("this list, with you", "esta lista, con usted"),
    "care": ("who helps you", "quién le ayuda"),
    "request": ("what you asked us", "lo que usted nos pidió"),
    "disclosure": ("what we told in an emergency", "lo que dijimos en una emergencia"),
    "crime": ("a report of a crime here", "el aviso de un delito aquí"),
    "hold": ("an order to keep your record", "una orden de guardar su expediente"),
    "process": ("a paper from a court", "un papel de una corte"),
    "consent": ("what you agreed to", "lo que usted aceptó"),
    "condition": ("a condition of your case", "una condición de su caso"),
    "release": ("what we told others", "lo que dijimos a otros"),
    "export": ("a file of what we told others", "un archivo de lo que dijimos a otros"),
    "appointment": ("your visits", "sus citas"),
    "touchpoint": ("notes on when we met", "notas de cuando nos vimos"),
    "overdose": ("an overdose you told us of", "una sobredosis que nos contó"),
    "kit": ("kits that you were given", "equipos que se le dieron"),
    "counselling": ("your counselor's notes", "las notas de su consejero"),
    "case": ("your time in the program", "su tiempo en el programa"),
    "intake": ("your first talk with us", "su primera charla con nosotros"),
    "assessment": ("your long talk with us", "su charla larga con nosotros"),
    "flag": ("notes on your safety", "notas sobre su seguridad"),
    "plan": ("your plan", "su plan"),
    "referral": ("services we found for you", "servicios que le buscamos"),
    "not_completed": ("a note that a talk is late", "una nota de que falta la charla"),
}
ROLES: dict[str, tuple[str, str]] = {
    "officer": ("officer", "policía"),
    "peer": ("peer", "compañero"),
    "case_manager": ("case manager", "encargado de su caso"),
    "supervisor": ("supervisor", "supervisor"),
    "police_supervisor": ("police supervisor", "supervisor de policía"),
    "work_group_member": ("work-group member", "miembro del grupo de trabajo"),
    "treatment_partner": ("treatment partner", "centro de tratamiento"),
    "prosecutor": ("prosecutor's office", "oficina del fiscal"),
    "manager": ("program manager", "gerente del programa"),
    "privacy_officer": ("privacy officer", "encargado de la privacidad"),
    "auditor": ("auditor", "auditor"),
    "system": ("the program's computer", "la computadora del programa"),
}
_OTHER = ("your record", "su expediente")


@dataclass(frozen=True)
class Seen:
    """One kind of thing that somebody did with the record on one day."""

    on: date
    staff_id: UUID
    agency_id: UUID
    roles: str
    action: str


@dataclass(frozen=True)
class Look:
    """What somebody did with the record on one day, in words."""

    on: date
    staff_id: UUID
    agency_id: UUID
    roles: str
    looked_at: tuple[str, ...]
    wrote_in: tuple[str, ...]


def looks(seen: Iterable[Seen], language: str) -> list[Look]:
    """One line for each colleague and day, the newest first."""
    days: dict[tuple[date, UUID, UUID, str], tuple[list[str], list[str]]] = {}
    for one in seen:
        key = (one.on, one.staff_id, one.agency_id, one.roles)
        looked, wrote = days.setdefault(key, ([], []))
        where = looked if _only_looked(one.action) else wrote
        if (said := _thing(one.action, language)) not in where:
            where.append(said)
    found = [Look(*key, tuple(a), tuple(b)) for key, (a, b) in days.items()]
    return sorted(found, key=lambda look: look.on, reverse=True)


def _only_looked(action: str) -> bool:
    noun, _, verb = action.partition(".")
    return verb in _LOOKING or noun in {"own", "record"}


def _thing(action: str, language: str) -> str:
    english, spanish = THINGS.get(action.partition(".")[0], _OTHER)
    return spanish if language == "es" else english


def role_text(roles: str, language: str) -> str:
    """As what somebody did it."""
    place = 1 if language == "es" else 0
    return ", ".join(ROLES[role][place] for role in roles.split() if role in ROLES)


def years(since: date, today: date) -> tuple[int, ...]:
    """The years that the account covers, this one first."""
    return tuple(range(today.year, since.year - 1, -1))
