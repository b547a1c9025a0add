"""How long each class of record is kept, and what the law asks for at least."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

# Each class of record, and the events from which its years may be counted.
EVENTS: Mapping[str, tuple[str, ...]] = {
    "participant": ("last_case_closed", "last_entry"),
    "inquiry": ("last_entry",),
    "counselling": ("last_case_closed", "last_entry"),
    "consent": ("end_of_consent",),
    "release": ("release_made",),
    "contact": ("contact_made",),
    "legal_matter": ("charge_settled",),
    "audit": ("entry_made",),
    "message": ("message_sent",),
}


@dataclass(frozen=True)
class Least:
    """Fewer years than these no site may name."""

    years: int
    source: str


# Six years for documentation: read in a secondary source, for counsel (HS-12, mark K).
LEAST: Mapping[str, Least] = {
    "consent": Least(6, "45 CFR 164.316(b)(2), documentation"),
    "release": Least(3, "42 CFR 2.25, the account of what was told"),
    "audit": Least(7, "six years by 45 CFR 164.316(b)(2), and one in reserve"),
}


@dataclass(frozen=True)
class Retention:
    """One line of the schedule, with the days on which it is in force."""

    record: str
    label: str
    years: int
    after: str
    from_on: date
    until_on: date | None
    mark: str
    source: str
    confirm: str

    def is_in_force(self, day: date) -> bool:
        """Whether the line stood in the schedule on that day."""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)
