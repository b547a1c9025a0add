"""What ODMAP is told: when, about where, fatal or not, and how much naloxone. Nothing more.

The four fields are those that ODMAP asks for (CSTE, mark V). How its interface calls them
is not published (mark U): `payload` is the one place to change when its own description
is at hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from offramp.program.overdoses.rules import Said


@dataclass(frozen=True)
class Odmap:
    """Where it is, with which key, and as which agency. The key is shown to nobody."""

    url: str
    key: str
    agency: str

    def __repr__(self) -> str:
        return f"Odmap({self.url})"


@dataclass(frozen=True)
class Told:
    """One person at one overdose, as ODMAP is told of them."""

    id: UUID
    happened_at: datetime
    place: str
    latitude: float | None
    longitude: float | None
    survived: Said
    naloxone: Said
    doses: int

    @property
    def is_known(self) -> bool:
        """Whether all four are there: nobody is told of what nobody knows."""
        return self.survived != Said.UNKNOWN


def outcome(told: Told) -> str:
    """Fatal or not."""
    return "fatal" if told.survived == Said.NO else "nonfatal"


def naloxone(told: Told) -> str:
    """None, one dose, several, or not known."""
    if told.naloxone == Said.YES:
        return "single" if told.doses == 1 else "multiple"
    return "none" if told.naloxone == Said.NO else "unknown"


def payload(told: Told, agency: str) -> dict[str, Any]:
    """The body of a call."""
    return {
        "agencyId": agency,
        "externalId": str(told.id),
        "occurredAt": told.happened_at.isoformat(),
        "location": {
            "address": told.place,
            "latitude": told.latitude,
            "longitude": told.longitude,
        },
        "outcome": outcome(told),
        "naloxone": naloxone(told),
        "doses": told.doses,
    }


def line(told: Told, local: datetime) -> Sequence[str]:
    """The same as a line of the file; `local`: the time where the program is."""
    return (
        str(told.id),
        f"{local:%Y-%m-%d %H:%M}",
        told.place,
        "" if told.latitude is None else f"{told.latitude:.5f}",
        "" if told.longitude is None else f"{told.longitude:.5f}",
        outcome(told),
        naloxone(told),
        str(told.doses),
    )


def is_settled(status: int) -> bool:
    """Whether this answer means that it is there; 409: it was there before."""
    return 200 <= status < 300 or status == 409


def is_refused(status: int) -> bool:
    """Whether sending the same again would be of no use."""
    return status in {400, 413, 415, 422}
