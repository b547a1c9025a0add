"""What pages show of assessments and flags. A peer gets a peer's part of it."""

from offramp.program.assessments.queries.briefs import (
    case_of,
    happened,
    needs,
    newest_completed_at,
    of_cases,
    read,
    rows,
)
from offramp.program.assessments.queries.flags import (
    flag,
    open_about,
    open_flags,
    open_rows,
)
from offramp.program.assessments.queries.pages import overview, section, sheet
from offramp.program.assessments.queries.shapes import (
    Brief,
    FlagRow,
    Overview,
    ScoreView,
    SectionPage,
    Sheet,
    Step,
    Told,
)
from offramp.program.assessments.queries.whole import Whole, whole, whole_rows

__all__ = [
    "Brief",
    "FlagRow",
    "Overview",
    "ScoreView",
    "SectionPage",
    "Sheet",
    "Step",
    "Told",
    "Whole",
    "case_of",
    "flag",
    "happened",
    "needs",
    "newest_completed_at",
    "of_cases",
    "open_about",
    "open_flags",
    "open_rows",
    "overview",
    "read",
    "rows",
    "section",
    "sheet",
    "whole",
    "whole_rows",
]
