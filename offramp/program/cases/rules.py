"""What an intake settles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

OVERDOSED = (("yes", "Yes"), ("no", "No"), ("not_said", "Rather not say"))
LAST_OVERDOSE = (
    ("days_30", "In the last 30 days"),
    ("year", "In the last year"),
    ("longer", "Longer ago"),
    ("not_said", "Rather not say"),
)
USES_ALONE = (("yes", "Yes"), ("no", "No"), ("not_said", "Rather not say"))
MEDICINE_TALK = (
    ("yes", "Yes"),
    ("later", "Not now, ask again"),
    ("no", "No"),
    ("not_said", "Rather not say"),
)
ANSWERS = dict(OVERDOSED + LAST_OVERDOSE + USES_ALONE + MEDICINE_TALK)


@dataclass(frozen=True)
class Settled:
    """Needs (need to outcome, both the site's words), dangers, and the wish."""

    needs: Mapping[str, str] = field(default_factory=dict)
    overdosed: str = ""
    last_overdose: str = ""
    uses_alone: str = ""
    wants_medicine_talk: str = ""
    wish: str = ""


@dataclass(frozen=True)
class Told:
    """What somebody told a peer at the first talk, for the packages that keep it."""

    settled: Settled
    description: Mapping[str, Any]
    ways: Sequence[Mapping[str, str]] = ()
