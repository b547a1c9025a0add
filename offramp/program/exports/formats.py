"""The file itself: a ZIP with a table and the notice. Knows no tables of ours.

Whoever opens one line of it has the notice and the scope beside it: both stand in the
first lines, in the last one, in a text of their own, and the scope in each line too.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

# With these a spreadsheet takes a cell for a formula; the wide ones are read alike.
_FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
SCOPE = (
    "What each line tells was agreed in writing that way: the column Scope says to whom, "
    "for what and until when."
)
_HEADS = (
    "Handover or stay", "What", "Says", "Told", "May be read", "Scope",
    "What may be done with it", "Number of the release",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One fact that was told, with what goes along with it."""

    code: str
    label: str
    value: str
    told: str
    until: str
    scope: str
    onward: str
    notice: str
    number: str


@dataclass(frozen=True)
class Head:
    """Whose file it is: named for its recipient, for who saved it, and numbered."""

    number: str
    recipient: str
    saved_by: str
    saved: str
    short_notice: str


def zipped(head: Head, lines: Sequence[Line]) -> bytes:
    """The whole file."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as file:
        file.comment = f"{_watermark(head)} {head.short_notice}".encode()
        file.writestr("NOTICE.txt", _notice(head, lines))
        file.writestr(f"released-{head.number}.csv", _table(head, lines))
    return into.getvalue()


def safe(cell: str) -> str:
    """The cell on one line, never a formula."""
    text = " ".join(cell.split())
    return f"'{text}" if text[:1] in _FORMULA and text else text


def _watermark(head: Head) -> str:
    return (
        f"For {head.recipient} only. No. {head.number}. "
        f"Saved by {head.saved_by}, {head.saved}."
    )


def _once(words: Iterable[str]) -> Iterator[str]:
    return iter(dict.fromkeys(words))


def _notice(head: Head, lines: Sequence[Line]) -> str:
    parts = [
        _watermark(head),
        *_once(line.notice for line in lines),
        *_once(line.onward for line in lines),
        *_once(line.scope for line in lines),
    ]
    return "\r\n\r\n".join(parts) + "\r\n"


def _table(head: Head, lines: Sequence[Line]) -> bytes:
    text = io.StringIO(newline="")
    to = csv.writer(text, quoting=csv.QUOTE_ALL)
    for row in _rows(head, lines):
        to.writerow([safe(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _rows(head: Head, lines: Sequence[Line]) -> Iterator[Sequence[str]]:
    notices = tuple(_once(line.notice for line in lines))
    for notice in notices:
        yield "Notice", notice
    for onward in _once(line.onward for line in lines):
        yield "What may be done with it", onward
    yield "Scope", SCOPE
    yield "For", f"{head.recipient} only", "No.", head.number
    yield "Saved by", head.saved_by, "On", head.saved
    yield _HEADS
    for line in lines:
        yield (
            line.code, line.label, line.value, line.told, line.until, line.scope,
            line.onward, line.number,
        )  # fmt: skip
    yield "Notice", " ".join(notices), "Scope", SCOPE, "For and by", _watermark(head)
