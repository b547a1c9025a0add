"""What happens to a held charge."""

from offramp.program.charges.actions.conditions import (
    end_conditions,
    set_condition,
    take_condition_back,
)
from offramp.program.charges.actions.holding import (
    clear,
    extend,
    file,
    hold,
    let_go,
    report_not_completed,
)

__all__ = [
    "clear",
    "end_conditions",
    "extend",
    "file",
    "hold",
    "let_go",
    "report_not_completed",
    "set_condition",
    "take_condition_back",
]
