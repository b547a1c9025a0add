"""The file for ODMAP: a table that no spreadsheet takes for formulas."""

import csv
import io
from collections.abc import Iterable, Sequence

from offramp.program.exports.formats import safe

HEADS = (
    "Number", "Date and time", "Location", "Latitude", "Longitude", "Outcome",
    "Naloxone", "Doses",
)  # fmt: skip


def table(lines: Iterable[Sequence[str]]) -> bytes:
    """The whole file."""
    text = io.StringIO(newline="")
    to = csv.writer(text, quoting=csv.QUOTE_ALL)
    to.writerow(HEADS)
    for line in lines:
        # A coordinate may begin with a minus: it is made of digits, and no formula.
        to.writerow([cell if _is_number(cell) else safe(cell) for cell in line])
    return text.getvalue().encode("utf-8-sig")


def _is_number(cell: str) -> bool:
    try:
        return cell.isascii() and bool(cell) and float(cell) == float(cell)
    except ValueError:
        return False
