"""What every reader gives: tables of plain text, under the field names of HSDS 3."""

import html
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

Row: TypeAlias = dict[str, str]
Tell: TypeAlias = Callable[[str], None]

# Values beyond the last column are kept under this name: the row does not fit.
SURPLUS = ""

TABLES = (
    "organizations",
    "services",
    "locations",
    "service_at_locations",
    "addresses",
    "phones",
    "schedules",
    "languages",
    "eligibility",
    "required_documents",
    "cost_options",
    "capacities",
    "accessibility",
    "attributes",
)


class Unreadable(Exception):
    """This is not a directory that we can read. The message says what to do."""


@dataclass
class Found:
    """A directory as it was found: nothing judged yet, nothing changed but spelling."""

    name: str
    is_named: bool
    format: str
    tables: dict[str, list[Row]] = field(
        default_factory=lambda: {table: [] for table in TABLES}
    )
    licence: str = ""
    # Whether a service that is not in here is gone, or just not in here.
    is_complete: bool = True
    # The organizations whose services are all in here, when the directory is not.
    whole_organizations: set[str] = field(default_factory=set)
    left_out: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)


# Nothing in it that could be markup, damage or a line break.
_PLAIN = re.compile(r"[ -\"$%'-;=-\[\]-~]*")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
_MARKER = re.compile(r"#{3}\w{0,20}#{3}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\ufeff]")
# UTF-8 punctuation that was once read as an old code page and saved like that.
_DAMAGE = {
    "GÇÖ": "’", "GÇÿ": "‘", "GÇ£": "“", "GÇ¥": "”", "GÇô": "–", "GÇö": "—",
    "GÇæ": "-", "GÇó": "•", "GÇª": "…", "GÇï": "",
    "â€™": "’", "â€˜": "‘", "â€œ": "“", "â€“": "–", "â€”": "—", "â€¢": "•",
}  # fmt: skip


def clean(value: object) -> str:
    """One value as text: no markup, no control characters, no doubled blanks."""
    if value is None:
        return ""
    text = str(value)
    if _PLAIN.fullmatch(text):
        return " ".join(text.split())
    if "\\" in text:
        text = text.replace("\\r", "").replace("\\n", "\n")
    if "&" in text or "<" in text:
        text = html.unescape(_TAG.sub(" ", text))
    if "##" in text:
        text = _MARKER.sub("", text)
    if not text.isascii():
        text = _repaired(text)
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _repaired(text: str) -> str:
    for damaged, right in _DAMAGE.items():
        if damaged in text:
            text = text.replace(damaged, right)
    return text
