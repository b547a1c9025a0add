"""What is done at and after an overdose."""

from offramp.program.overdoses.actions.odmap import (
    Claimed,
    File,
    claim,
    export,
    put_off,
    queue,
    send_all,
    sent,
)
from offramp.program.overdoses.actions.reports import (
    add,
    give_sheet,
    learn,
    link,
    report,
    unlink,
)

__all__ = [
    "Claimed",
    "File",
    "add",
    "claim",
    "export",
    "give_sheet",
    "learn",
    "link",
    "put_off",
    "queue",
    "report",
    "send_all",
    "sent",
    "unlink",
]
