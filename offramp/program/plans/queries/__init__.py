"""What pages show of plans: the plan itself, its versions, what is due."""

from offramp.program.plans.queries.briefs import due, of_cases, read, rows
from offramp.program.plans.queries.pages import page, writing
from offramp.program.plans.queries.shapes import (
    Brief,
    DueStep,
    GoalView,
    PlanPage,
    StepView,
    Version,
)
from offramp.program.plans.queries.whole import Whole, whole, whole_rows

__all__ = [
    "Brief",
    "DueStep",
    "GoalView",
    "PlanPage",
    "StepView",
    "Version",
    "Whole",
    "due",
    "of_cases",
    "read",
    "rows",
    "page",
    "whole",
    "whole_rows",
    "writing",
]
