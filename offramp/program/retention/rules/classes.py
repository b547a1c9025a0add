"""The classes of record: which are destroyed as one, and what holds which."""

from collections.abc import Mapping
from datetime import datetime

# What can be due, and the classes that go with it: a record is due only when each of
# them is, and none of them is held.
DESTROYED: Mapping[str, tuple[str, ...]] = {
    "participant": (
        "participant",
        "consent",
        "release",
        "counselling",
        "legal_matter",
    ),
    "inquiry": ("inquiry", "consent", "release", "counselling"),
    "counselling": ("counselling",),
    "contact": ("contact",),
    "legal_matter": ("legal_matter",),
}
# Besides, sent messages go by themselves; the record of acts is never destroyed here.
HELD = (*DESTROYED, "consent", "release", "message")
SAYS: Mapping[str, str] = {
    "last_case_closed": "the last case was closed",
    "last_entry": "the last entry",
    "end_of_consent": "the consent ended",
    "release_made": "it was told",
    "contact_made": "the contact",
    "charge_settled": "the charge was settled",
    "entry_made": "the entry",
    "message_sent": "it was sent",
}


def years_before(at: datetime, years: int) -> datetime:
    """The same moment so many years ago. 29 February counts from the day before."""
    try:
        return at.replace(year=at.year - years)
    except ValueError:
        return at.replace(year=at.year - years, day=28)
