"""What somebody says of a meeting, or of an attempt at one."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Said:
    """A touchpoint as it was recorded. Words are slugs of the site's lists.

    `naloxone_kits` and `strips` count what was handed over; `taught` lists the
    topics; when there is none of it, `no_risk_reduction_reason` says why.
    """

    at: datetime
    mode: str
    reached: bool
    result: str = ""
    place_kind: str = ""
    minutes: str = ""
    naloxone_kits: int = 0
    strips: int = 0
    taught: tuple[str, ...] = ()
    no_risk_reduction_reason: str = ""
    next_step: str = ""
    next_on: date | None = None

    @property
    def reduces_risk(self) -> bool:
        """Whether anything was given or taught."""
        return bool(self.naloxone_kits or self.strips or self.taught)


MINUTES = (
    ("5", "Up to 5 minutes"),
    ("15", "Up to 15"),
    ("30", "Up to 30"),
    ("60", "Up to an hour"),
    ("more", "Longer"),
)
