"""What pages show of assessments and flags. A peer gets a peer's part of it."""

from offramp.program.assessments.queries.briefs import (
    case_of,
    happened,
    needs,
    of_cases,
)
from offramp.program.assessments.queries.flags import flag, flags_of, open_flags
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

__all__ = [
    "Brief",
    "FlagRow",
    "Overview",
    "ScoreView",
    "SectionPage",
    "Sheet",
    "Step",
    "Told",
    "case_of",
    "flag",
    "flags_of",
    "happened",
    "needs",
    "of_cases",
    "open_flags",
    "overview",
    "section",
    "sheet",
]
