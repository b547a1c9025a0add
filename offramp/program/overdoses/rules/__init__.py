"""What is said of an overdose. Knows no tables, and nobody's name."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import derived_id
from offramp.platform.policy.actor import JUSTICE, Actor

IncidentId = NewType("IncidentId", UUID)
VictimId = NewType("VictimId", UUID)
NoticeId = NewType("NoticeId", UUID)
SendingId = NewType("SendingId", UUID)
ExtractId = NewType("ExtractId", UUID)
MOST_VICTIMS = 20
LATELY = timedelta(days=90)
MOST_DOSES = 20


class Side(StrEnum):
    """Whose report it is. The justice login sees its own only."""

    JUSTICE = "justice"
    PROGRAM = "program"


class Said(StrEnum):
    """Yes, no, or nobody knows."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


SAID_WORDS = {Said.YES: "Yes", Said.NO: "No", Said.UNKNOWN: "Not known"}


@dataclass(frozen=True)
class GivenData:
    """Somebody gave so many doses of something. `giver` is of the site's list."""

    giver: str
    doses: int
    product: str = ""


@dataclass(frozen=True)
class VictimData:
    """One person who overdosed. Never who they are."""

    survived: Said
    naloxone: Said
    given: tuple[GivenData, ...] = ()
    age_band: str = ""
    after: str = ""


@dataclass(frozen=True)
class IncidentData:
    """One overdose as it was reported: one place, one or more people."""

    place: str
    called_911: Said
    victims: tuple[VictimData, ...]
    happened_at: datetime | None = None  # just now
    latitude: float | None = None
    longitude: float | None = None
    place_kind: str = ""
    kits_used: int = 0
    kits_given: int = 0

    def digest(self) -> str:
        """The same for the same answers: tells a second sending from another report."""
        said = json.dumps(asdict(self), sort_keys=True, default=str)
        return hashlib.sha256(said.encode()).hexdigest()


def victim_id_of(incident_id: IncidentId, number: int) -> VictimId:
    """The id that this one has on every device."""
    return VictimId(derived_id(incident_id, f"victim {number}"))


def side_of(by: Actor) -> Side:
    """Whose report it is, by who makes it."""
    return Side.JUSTICE if by.roles & JUSTICE else Side.PROGRAM


def must_hold(victim: VictimData) -> None:
    """Refuse what cannot be: doses that nobody gave, or none that somebody did."""
    if victim.naloxone == Said.YES and not victim.given:
        raise Refused("Say who gave naloxone, and how many doses.")
    if victim.naloxone != Said.YES and victim.given:
        raise Refused("Either naloxone was given, or nobody gave any. Choose one.")
    if any(not 1 <= given.doses <= MOST_DOSES for given in victim.given):
        raise Refused(f"Enter from 1 to {MOST_DOSES} doses for each who gave some.")


def doses(victim: VictimData) -> int:
    """How many doses this person was given by everybody together."""
    return sum(given.doses for given in victim.given)
