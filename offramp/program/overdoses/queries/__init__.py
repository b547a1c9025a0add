"""What pages show of overdoses."""

from offramp.program.overdoses.queries.reports import (
    IncidentPage,
    Row,
    detail,
    reports,
)
from offramp.program.overdoses.queries.sheet import SheetPage, sheet
from offramp.program.overdoses.queries.told import TellPage, of_person, recent

__all__ = [
    "IncidentPage",
    "Row",
    "SheetPage",
    "TellPage",
    "detail",
    "of_person",
    "recent",
    "reports",
    "sheet",
]
