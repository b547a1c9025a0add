"""What pages need to know of charges: justice facts, and what was released to them."""

from offramp.program.charges.queries.dates import Dates, of_diversions
from offramp.program.charges.queries.page import (
    PAGE,
    ChargePage,
    Report,
    Row,
    charge_page,
    held,
)

__all__ = [
    "PAGE",
    "ChargePage",
    "Dates",
    "Report",
    "Row",
    "charge_page",
    "held",
    "of_diversions",
]
