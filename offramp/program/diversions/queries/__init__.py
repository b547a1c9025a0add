"""What pages need to know of contacts and diversions: only what officers wrote."""

from offramp.program.diversions.queries.briefs import Brief, brief
from offramp.program.diversions.queries.contacts import (
    NO_NAME,
    PAGE,
    ContactPage,
    Explained,
    Row,
    contact_page,
    mine,
)
from offramp.program.diversions.queries.overseen import (
    Overseen,
    handed_over,
    of_agency,
)

__all__ = [
    "NO_NAME",
    "PAGE",
    "Brief",
    "ContactPage",
    "Explained",
    "Overseen",
    "Row",
    "brief",
    "contact_page",
    "handed_over",
    "mine",
    "of_agency",
]
