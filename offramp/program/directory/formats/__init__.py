"""Readers of outside directories: HSDS tables, packages of them, HSDS JSON."""

import json
import re
from pathlib import Path

from offramp.program.directory.formats import bundle, nested, tables
from offramp.program.directory.formats.rows import Found, Tell, Unreadable, clean

__all__ = ["Found", "Unreadable", "read"]

# Names that say what a file is and not whose it is.
_SAYS_NOTHING = re.compile(
    r"(hsds|data|datapackage|package|export|download|csv|json|tables?|zip|files?|tmp|"
    r"(service|organization|location)s?(_?(full|list|at_location))?|output|[\d_. -]*)"
)
_TEMPLATE = {"human_services_data", "hsds", "datapackage"}


def read(path: Path, tell: Tell = lambda sentence: None) -> Found:
    """The directory at this path, or `Unreadable` with a sentence that says what to do.

    A folder or zip of HSDS tables, a folder of HSDS JSON, or one JSON file. Its name
    is the one in its datapackage.json, unless that is the template's own; otherwise
    the file's or the folder's, the nearest that says more than “data” or “export”.
    """
    try:
        return _read(path, tell)
    except OSError as error:
        raise Unreadable(
            f"{path} cannot be opened ({error.strerror}). Check the path and who may "
            "read it."
        ) from error


def _read(path: Path, tell: Tell) -> Found:
    parts = bundle.open_at(path)
    name, licence = _package_says(parts.package)
    found = Found(
        name=name or _name_of(path),
        is_named=bool(name),
        format="HSDS tables" if parts.kind == "tables" else "HSDS 3 JSON",
        licence=licence,
    )
    tell(f"Reading {len(parts.files)} files of {parts.where}.")
    if parts.kind == "tables":
        tables.read_into(found, parts.files)
    else:
        nested.read_into(found, parts.files)
    if not found.tables["services"]:
        raise Unreadable(
            f"{parts.where} holds no service. Check that the export was complete; "
            "nothing was changed."
        )
    return found


def _package_says(text: bytes | None) -> tuple[str, str]:
    """Name and licence by datapackage.json, where there is a usable one."""
    if text is None:
        return "", ""
    try:
        package = json.loads(text.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return "", ""
    if not isinstance(package, dict):
        return "", ""
    name = _slug(clean(package.get("name")))
    is_template = name.replace("-", "_") in _TEMPLATE
    licence = package.get("license") or package.get("licenses") or ""
    if isinstance(licence, list) and licence:
        licence = licence[0]
    if isinstance(licence, dict):
        licence = licence.get("name") or licence.get("title") or licence.get("type")
    return "" if is_template else name, clean(licence)[:200]


def _name_of(path: Path) -> str:
    whole = path.resolve()
    for part in (whole.stem if whole.is_file() else whole.name, *_above(whole)):
        if not _SAYS_NOTHING.fullmatch(part.lower()):
            return _slug(part) or "directory"
    return "directory"


def _above(path: Path) -> list[str]:
    return [parent.name for parent in path.parents if parent.name]


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9.]+", "-", text.lower()).strip("-.")[:60]
