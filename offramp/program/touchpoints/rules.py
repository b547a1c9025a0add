"""What a touchpoint is made of, and when it keeps the promise of risk reduction."""

from collections.abc import Sequence
from dataclasses import dataclass, field

MINUTES = (
    ("under_5", "Under 5 minutes"),
    ("5_15", "5 to 15 minutes"),
    ("15_45", "15 to 45 minutes"),
    ("over_45", "Longer"),
)
SUPPLIES = (
    ("food", "Food or water"),
    ("hygiene", "Hygiene things"),
    ("clothing", "Clothing or a blanket"),
    ("wound_care", "Wound care"),
    ("safer_use", "New equipment"),
    ("transport", "Bus pass or ride"),
    ("phone", "Phone or minutes"),
    ("other", "Something else"),
)
MOST_KITS, MOST_STRIPS = 50, 500
SAY_WHY = (
    "Enter what you gave or taught to reduce risk. If there was nothing today, choose "
    "why not."
)


@dataclass(frozen=True)
class RiskReduction:
    """Naloxone, test strips and teaching at one touchpoint, or why there was none."""

    naloxone_kits: int = 0
    strips: int = 0
    taught: Sequence[str] = field(default=())
    no_risk_reduction_reason: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether anything was given or taught."""
        return bool(self.naloxone_kits or self.strips or self.taught)

    def missing(self, *, reached: bool) -> str:
        """The sentence for a meeting with neither risk reduction nor a reason."""
        if self.is_kept or self.no_risk_reduction_reason or not reached:
            return ""
        return SAY_WHY


def minutes_text(band: str) -> str:
    """How long it took, in words."""
    return dict(MINUTES).get(band, "")


def supply_text(slug: str) -> str:
    """A thing that was given, in words."""
    return dict(SUPPLIES).get(slug, slug.replace("_", " ").capitalize())


def given_text(kits: int, strips: int) -> tuple[str, ...]:
    """What was given, counted."""
    return tuple(
        f"{number} {one if number == 1 else many}"
        for number, one, many in (
            (kits, "naloxone kit", "naloxone kits"),
            (strips, "test strip", "test strips"),
        )
        if number
    )
