"""What pages show of overdoses."""

from offramp.program.overdoses.queries.odmap import OdmapPage, odmap_page
from offramp.program.overdoses.queries.reports import (
    IncidentPage,
    Row,
    detail,
    reports,
)
from offramp.program.overdoses.queries.sheet import SheetPage, sheet
from offramp.program.overdoses.queries.told import (
    TellPage,
    of_person,
    recent,
    whole,
    whole_rows,
)

__all__ = [
    "IncidentPage",
    "OdmapPage",
    "Row",
    "SheetPage",
    "TellPage",
    "detail",
    "odmap_page",
    "of_person",
    "recent",
    "reports",
    "sheet",
    "whole",
    "whole_rows",
]
