"""What happens to a held charge."""

from offramp.program.charges.actions.holding import (
    clear,
    extend,
    file,
    hold,
    let_go,
    report_not_completed,
)

__all__ = ["clear", "extend", "file", "hold", "let_go", "report_not_completed"]
