"""Where the files of a directory lie: in a folder, in a zip, or one JSON file."""

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Literal, TypeAlias

from offramp.program.directory.formats.rows import Unreadable
from offramp.program.directory.formats.tables import TABLE_OF, stem

Files: TypeAlias = dict[str, Callable[[], bytes]]

_MOST_BYTES = 1_000_000_000
_MOST_FILES = 5_000
_KINDS = (
    "Give a folder or a zip with HSDS tables (services.csv, organizations.csv and so "
    "on), or HSDS 3 as JSON."
)


@dataclass(frozen=True)
class Parts:
    """The files to read, all of one folder and one kind."""

    kind: Literal["tables", "json"]
    files: Files
    where: str
    package: bytes | None = field(default=None, repr=False)


def open_at(path: Path) -> Parts:
    """The directory's files at this path, or a sentence that says what to give."""
    if not path.exists():
        raise Unreadable(f"There is nothing at {path}. Check the path. {_KINDS}")
    if path.is_dir():
        return _chosen(_folder(path), str(path))
    if zipfile.is_zipfile(path):
        return _chosen(_zip(path), str(path))
    return _single(path)


def _single(path: Path) -> Parts:
    kind = path.suffix.lower()
    with path.open("rb") as file:
        start = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
    if kind == ".csv":
        raise Unreadable(
            f"{path} is one table. Give the folder that it lies in: services and their "
            "organizations are read together."
        )
    if kind == ".zip":
        raise Unreadable(f"{path} is not a whole zip file. Download it again.")
    if kind == ".json" or start[:1] in (b"{", b"["):
        return Parts("json", {path.name: path.read_bytes}, str(path))
    raise Unreadable(f"{path} is not a directory of services. {_KINDS}")


def _folder(path: Path) -> Files:
    """Files up to two folders down."""
    found = {
        str(file.relative_to(path).as_posix()): file.read_bytes
        for pattern in ("*", "*/*", "*/*/*")
        for file in path.glob(pattern)
        if file.is_file()
    }
    if len(found) > _MOST_FILES:
        raise Unreadable(f"{path} holds {len(found)} files. {_KINDS}")
    return dict(found)


def _zip(path: Path) -> Files:
    archive = zipfile.ZipFile(path)
    members = [member for member in archive.infolist() if not member.is_dir()]
    size = sum(member.file_size for member in members)
    if size > _MOST_BYTES or len(members) > _MOST_FILES:
        raise Unreadable(
            f"{path} unpacks to {size // 1_000_000} MB in {len(members)} files, which "
            "no directory does. Check that it is the right file."
        )
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable(
            f"{path} is locked with a password. Unpack it and give the folder."
        )
    return {member.filename: partial(_member, archive, member) for member in members}


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    try:
        return archive.read(member)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError) as error:
        raise Unreadable(
            f"{member.filename} in the zip is damaged. Download the zip again."
        ) from error


def _chosen(files: Files, where: str) -> Parts:
    """The folder nearest to the top that holds tables, or JSON, or one zip."""
    by_folder: dict[PurePosixPath, Files] = {}
    for name, load in files.items():
        path = PurePosixPath(name)
        if not any(part.startswith((".", "__MACOSX")) for part in path.parts):
            by_folder.setdefault(path.parent, {})[path.name] = load
    folders = sorted(by_folder, key=lambda folder: (len(folder.parts), str(folder)))
    for folder in folders:
        here = by_folder[folder]
        parts = _tables(here, where) or _json(here, where) or _one_zip(here, where)
        if parts is not None:
            return Parts(
                parts.kind, parts.files, parts.where, parts.package or _package(files)
            )
    if not files:
        raise Unreadable(f"{where} is empty. {_KINDS}")
    raise Unreadable(f"{where} holds no table called services.csv. {_KINDS}")


def _tables(files: Files, where: str) -> Parts | None:
    tables = {name: load for name, load in files.items() if _is(name, ".csv")}
    if not any(TABLE_OF.get(stem(name)) == "services" for name in tables):
        return None
    return Parts("tables", tables, where)


def _json(files: Files, where: str) -> Parts | None:
    texts = {
        name: load
        for name, load in files.items()
        if _is(name, ".json") and stem(name) != "datapackage"
    }
    return Parts("json", texts, where) if texts else None


def _one_zip(files: Files, where: str) -> Parts | None:
    zips = [name for name in files if _is(name, ".zip")]
    if len(zips) != 1 or not Path(where).is_dir():
        return None
    return open_at(next(Path(where).rglob(zips[0])))


def _package(files: Mapping[str, Callable[[], bytes]]) -> bytes | None:
    shallow = sorted((n for n in files if stem(n) == "datapackage"), key=len)
    return next((files[name]() for name in shallow if _is(name, ".json")), None)


def _is(name: str, ending: str) -> bool:
    return name.lower().endswith(ending)
