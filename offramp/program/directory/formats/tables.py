"""Comma-separated tables of HSDS 1, 2 and 3, brought to the names of HSDS 3."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping

from offramp.program.directory.formats.rows import (
    SURPLUS,
    Found,
    Row,
    Unreadable,
    clean,
)

# How files are called in the wild, by the table they hold.
NAMES: Mapping[str, tuple[str, ...]] = {
    "organizations": ("organization", "organizations"),
    "services": ("service", "services"),
    "locations": ("location", "locations"),
    "service_at_locations": (
        "service_at_location", "service_at_locations", "services_at_location",
    ),
    "addresses": (
        "address", "addresses", "physical_address", "physical_addresses",
        "postal_address", "postal_addresses",
    ),
    "phones": ("phone", "phones"),
    "schedules": ("schedule", "schedules", "regular_schedule", "regular_schedules"),
    "languages": ("language", "languages"),
    "eligibility": ("eligibility", "eligibilities"),
    "required_documents": ("required_document", "required_documents"),
    "cost_options": ("cost_option", "cost_options"),
    "capacities": ("service_capacity", "service_capacities"),
    "accessibility": (
        "accessibility", "accessibility_for_disabilities",
    ),
    "attributes": ("attribute", "attributes"),
    "taxonomy_terms": ("taxonomy_term", "taxonomy_terms"),
    "units": ("unit", "units"),
}  # fmt: skip
TABLE_OF = {name: table for table, names in NAMES.items() for name in names}

# Read by nobody here, and counted: what they are, in the report's words.
LEFT_OUT: Mapping[str, str] = {
    "contacts": "staff contacts",
    "contact": "staff contacts",
    "services_taxonomy": "taxonomy codes",
    "service_taxonomy": "taxonomy codes",
    "taxonomy": "taxonomy codes",
    "holiday_schedules": "holiday schedules",
    "holiday_schedule": "holiday schedules",
    "funding": "funding notes",
    "programs": "program names",
    "program": "program names",
    "service_areas": "service areas",
    "service_area": "service areas",
}

# What a table must have to be what its name says.
NEEDED: Mapping[str, frozenset[str]] = {
    "services": frozenset({"id", "name"}),
    "organizations": frozenset({"id", "name"}),
    "locations": frozenset({"id"}),
}

_RENAMED: Mapping[str, Mapping[str, str]] = {
    "organizations": {"url": "website"},
    "accessibility": {"accessibility": "description"},
    "languages": {"language": "name"},
    "services": {"fees": "fees_description"},
}
_WEEKDAYS = {
    "mo": "MO", "tu": "TU", "we": "WE", "th": "TH", "fr": "FR", "sa": "SA", "su": "SU",
    "1": "MO", "2": "TU", "3": "WE", "4": "TH", "5": "FR", "6": "SA", "7": "SU",
}  # fmt: skip


def stem(path: str) -> str:
    """The name of a table file, whatever its folder, case and punctuation."""
    name = path.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return name.strip().lower().replace("-", "_").replace(" ", "_")


def read_into(found: Found, files: Mapping[str, Callable[[], bytes]]) -> None:
    """Read the tables that lie in one folder: file name to the way to its bytes."""
    extra: dict[str, list[Row]] = {"taxonomy_terms": [], "units": []}
    for path in sorted(files):
        name = stem(path)
        table = TABLE_OF.get(name)
        if table is None:
            _leave_out(found, name, path, files[path])
            continue
        rows = parse(files[path](), path, NEEDED.get(table, frozenset()))
        if name.startswith("postal"):
            rows = [{"address_type": "postal", **row} for row in rows]
        extra.get(table, found.tables.get(table, [])).extend(
            _modern(table, row) for row in rows
        )
    _name_the_terms(found, extra["taxonomy_terms"])
    _name_the_units(found, extra["units"])


def _leave_out(found: Found, name: str, path: str, load: Callable[[], bytes]) -> None:
    if name in LEFT_OUT:
        rows = sum(1 for _ in _values(decode(load(), path), path))
        found.left_out[LEFT_OUT[name]] += max(rows - 1, 0)


def parse(data: bytes, path: str, needed: frozenset[str]) -> list[Row]:
    """The rows of one table, cleaned, or a sentence that says what is wrong with it."""
    values = _values(decode(data, path), path)
    header = [clean(name).lower() for name in next(values, [])]
    if missing := needed - set(header):
        raise Unreadable(
            f"{path} has no column “{min(missing)}”, so it is not a table of the "
            "Human Services Data Specification (HSDS). Export the directory as HSDS "
            "and import that."
        )
    return [_row(header, row) for row in values]


def _values(text: str, path: str) -> Iterator[list[str]]:
    """The rows that are not empty, the header first."""
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from filter(any, reader)
    except csv.Error as error:
        raise Unreadable(
            f"{path} stops making sense at line {reader.line_num}: a quotation mark "
            "may be missing. Correct that line, or export the table again."
        ) from error


def _row(header: list[str], values: list[str]) -> Row:
    row = {name: clean(value) for name, value in zip(header, values, strict=False)}
    if len(values) > len(header) and any(values[len(header) :]):
        row[SURPLUS] = " ".join(values[len(header) :])[:200]
    return row


def decode(data: bytes, path: str) -> str:
    """The text of a file that must be UTF-8."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            f"{path} is not UTF-8 text (line {line}). Save it as UTF-8, in a "
            "spreadsheet “CSV UTF-8”, and import it again."
        ) from error
    return text.replace("\x00", "")


def _modern(table: str, row: Row) -> Row:
    """The row under the names of HSDS 3. A value under its new name is kept."""
    for old, new in _RENAMED.get(table, {}).items():
        if row.get(old) and not row.get(new):
            row[new] = row[old]
    if table == "schedules" and row.get("weekday"):
        day = row["weekday"].strip().lower()
        row["freq"] = "WEEKLY"
        row["byday"] = _WEEKDAYS.get(day[:2] if day.isalpha() else day, row["weekday"])
    return row


def _name_the_terms(found: Found, terms: list[Row]) -> None:
    """Write term and taxonomy beside each attribute, and only there."""
    known = {term.get("id", ""): term for term in terms}
    for row in found.tables["attributes"]:
        term = known.get(row.get("taxonomy_term_id", ""), {})
        row["code"] = term.get("code", "")
        row["taxonomy"] = term.get("taxonomy", "")


def _name_the_units(found: Found, units: list[Row]) -> None:
    known = {unit.get("id", ""): unit.get("name", "") for unit in units}
    for row in found.tables["capacities"]:
        row["unit"] = known.get(row.get("unit_id", ""), "")
