"""What pages show of supplies."""

from offramp.program.naloxone.queries.people import (
    GivenPage,
    GivenRow,
    given_to,
    happened,
    whole,
    whole_rows,
)
from offramp.program.naloxone.queries.recalls import (
    RecallPage,
    recalled,
    recalls,
)
from offramp.program.naloxone.queries.stock import (
    HolderPage,
    LotPage,
    StockPage,
    holder,
    lot_of,
    open_holders,
    stock,
)
from offramp.program.naloxone.queries.warned import Warned, warnings

__all__ = [
    "GivenPage",
    "GivenRow",
    "HolderPage",
    "LotPage",
    "RecallPage",
    "StockPage",
    "Warned",
    "given_to",
    "happened",
    "holder",
    "lot_of",
    "open_holders",
    "recalled",
    "recalls",
    "stock",
    "warnings",
    "whole",
    "whole_rows",
]
