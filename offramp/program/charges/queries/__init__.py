"""What pages need to know of charges: justice facts, and what was released to them."""

from offramp.program.charges.queries.conditions import Bound, bound, has_conditions
from offramp.program.charges.queries.dates import Dates, of_diversions, read, rows
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
    "Bound",
    "ChargePage",
    "Dates",
    "Report",
    "Row",
    "bound",
    "charge_page",
    "has_conditions",
    "held",
    "of_diversions",
    "read",
    "rows",
]
