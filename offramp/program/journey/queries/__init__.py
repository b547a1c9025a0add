"""What pages need to know of the whole way: where people stand, what happened."""

from offramp.program.journey.queries.binding import condition_sheet
from offramp.program.journey.queries.need import MOST, in_need
from offramp.program.journey.queries.offering import OfferPage, offer_page
from offramp.program.journey.queries.person import PersonPage, person_page
from offramp.program.journey.queries.standing import Standing, standings
from offramp.program.journey.queries.telling import (
    TellingPage,
    completing,
    telling_page,
)
from offramp.program.journey.queries.timeline import Item
from offramp.program.journey.queries.whole import Whole, whole

__all__ = [
    "MOST",
    "Item",
    "OfferPage",
    "PersonPage",
    "Standing",
    "TellingPage",
    "Whole",
    "completing",
    "condition_sheet",
    "in_need",
    "offer_page",
    "person_page",
    "standings",
    "telling_page",
    "whole",
]
