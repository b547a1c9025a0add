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
# How somebody got the notice of privacy practice (42 CFR 2.22).
NOTICE_HOW = (
    ("read_aloud", "Read aloud, and a copy given"),
    ("on_paper", "Given on paper"),
    ("on_screen", "Shown or sent on a screen, as they chose"),
    ("mailed", "Mailed where they asked"),
)
ANSWERS = dict(OVERDOSED + LAST_OVERDOSE + USES_ALONE + MEDICINE_TALK)


@dataclass(frozen=True)
class Settled:
    """Needs (need to outcome, both the site's words), dangers, the wish, and how they got
    which notice of privacy practice."""

    needs: Mapping[str, str] = field(default_factory=dict)
    overdosed: str = ""
    last_overdose: str = ""
    uses_alone: str = ""
    wants_medicine_talk: str = ""
    wish: str = ""
    notice_version: str = ""
    notice_how: str = ""


@dataclass(frozen=True)
class Told:
    """What somebody told a peer at the first talk, for the packages that keep it."""

    settled: Settled
    description: Mapping[str, Any]
    ways: Sequence[Mapping[str, str]] = ()
