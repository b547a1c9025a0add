"""What may be told about a stay: gathered for acts and pages alike."""

from offramp.program.journey.access.binding import case_of
from offramp.program.journey.access.offers import Offer, Piece, offer
from offramp.program.journey.access.telling import (
    Telling,
    must_be_reportable,
    telling,
)

__all__ = [
    "Offer",
    "Piece",
    "Telling",
    "case_of",
    "must_be_reportable",
    "offer",
    "telling",
]
