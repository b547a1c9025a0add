"""What pages need to know of the whole way: where people stand, what happened."""

from offramp.program.journey.queries.person import PersonPage, person_page
from offramp.program.journey.queries.standing import Standing, standings
from offramp.program.journey.queries.telling import (
    TellingPage,
    completing,
    telling_page,
)
from offramp.program.journey.queries.timeline import Item

__all__ = [
    "Item",
    "PersonPage",
    "Standing",
    "TellingPage",
    "completing",
    "person_page",
    "standings",
    "telling_page",
]
