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

__all__ = [
    "NO_NAME",
    "PAGE",
    "Brief",
    "ContactPage",
    "Explained",
    "Row",
    "brief",
    "contact_page",
    "mine",
]
