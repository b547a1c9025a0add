"""Whether a dump of the record is as it was written: `python -m …audit.verify`.

Needs the dump, the checkpoints and the key they are checked with; nothing of Offramp,
no database, no settings. This file can be copied to another machine and run there.
"""

import argparse
import base64
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

GENESIS = "0" * 64
REANCHOR = "audit.reanchor"
KEY_FILE = "offramp-audit.pub"
CLOSES = "closes "  # year, first entry, how many: a line of a note
_BETWEEN = "\x1e"  # the control character that separates records
_ED25519 = b"\x01"


def link(prev: str, seq: int, at: str, body: str) -> str:
    """The hash of one entry, which holds the hash of the one before it."""
    told = f"{prev}{seq}{_BETWEEN}{at}{_BETWEEN}{body}"
    return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True)
class Entry:
    """One line of a dump."""

    seq: int
    at: str
    body: str
    prev: str
    hash: str


@dataclass(frozen=True)
class Checkpoint:
    """Somebody with the key says: at this moment the record ended so. Or, with a year:
    so it ended when the year was over, from the first entry of the year, so many."""

    seq: int
    hash: str
    at: str
    year: str = ""
    first: int = 0
    count: int = 0


@dataclass(frozen=True)
class Verdict:
    """What was found, in one sentence; `seq` is the first entry that is not right."""

    sentence: str
    seq: int | None = None


class Unusable(Exception):
    """A file that cannot be read as what it should be."""


def key_id(name: str, public: bytes) -> bytes:
    """Which key a signature was made with, as signed notes say it."""
    return hashlib.sha256(f"{name}\n".encode() + _ED25519 + public).digest()[:4]


def public_key(text: str) -> tuple[str, bytes]:
    """The name and the bytes of a key that is written `name+id+key`."""
    try:
        name, id, coded = text.strip().split("+", 2)
        raw = base64.b64decode(coded, validate=True)
    except ValueError:
        raise Unusable("The key is not written as name+id+key.") from None
    if raw[:1] != _ED25519 or key_id(name, raw[1:]).hex() != id:
        raise Unusable("The key does not fit its own id.")
    return name, raw[1:]


def checkpoints(text: str, key: str) -> Iterator[Checkpoint]:
    """The notes of a file, each with a good signature by this key."""
    name, public = public_key(key)
    for number, note in enumerate(_notes(text), 1):
        signed, _, signature = note.partition("\n\n")
        if not _is_signed(f"{signed}\n", signature, name, public):
            raise Unusable(f"Checkpoint {number} is not signed with this key.")
        _, seq, root, at, *more = signed.split("\n")
        root_hash = base64.b64decode(root).hex()
        said = Checkpoint(int(seq), root_hash, at.removeprefix("at "))
        yield _with_year(said, more)


def _with_year(said: Checkpoint, lines: Iterable[str]) -> Checkpoint:
    for line in lines:
        if line.startswith(CLOSES):
            year, first, count = line.removeprefix(CLOSES).split(" ")
            return replace(said, year=year, first=int(first), count=int(count))
    return said


def _notes(text: str) -> Iterator[str]:
    lines: list[str] = []
    for line in text.split("\n"):
        if lines and not line.startswith("— ") and lines[-1].startswith("— "):
            yield "\n".join(lines)
            lines = []
        if line or lines:
            lines.append(line)
    if any(lines):
        yield "\n".join(lines)


def _is_signed(text: str, signature: str, name: str, public: bytes) -> bool:
    for line in signature.split("\n"):
        words = line.split(" ")
        if len(words) != 3 or words[:2] != ["—", name]:
            continue
        raw = base64.b64decode(words[2])
        if raw[:4] != key_id(name, public):
            continue
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(raw[4:], text.encode())
        except InvalidSignature:
            continue
        return True
    return False


@dataclass
class _Trail:
    """What is kept of the entries on the way along them, however many they are."""

    count: int = 0
    hashes: dict[int, str] = field(default_factory=dict)  # where a checkpoint is
    # Where the record went on after a restore, and when that was said.
    anchors: list[tuple[int, str]] = field(default_factory=list)
    # The first entry after a closing that says it is of the year that was closed.
    late: dict[int, int] = field(default_factory=dict)


def verify(entries: Iterable[Entry], known: Iterable[Checkpoint]) -> Verdict:
    """All as it was written, or the first entry that is not and what is wrong."""
    points = sorted(known, key=_by_seq)
    trail = _Trail()
    along = _seen(entries, points, trail)
    return _of_chain(along) or _of_checkpoints(trail, points)


def _by_seq(checkpoint: Checkpoint) -> int:
    return checkpoint.seq


def _seen(
    entries: Iterable[Entry], points: list[Checkpoint], trail: _Trail
) -> Iterator[Entry]:
    kept = {point.seq for point in points}
    ends: dict[str, set[int]] = {}
    for point in points:
        ends.setdefault(point.year, set()).add(point.seq)
    for entry in entries:
        trail.count += 1
        for end in ends.get(entry.at[:4], ()):
            if entry.seq > end:
                trail.late.setdefault(end, entry.seq)
        if entry.seq in kept:
            trail.hashes[entry.seq] = entry.hash
        if REANCHOR in entry.body and json.loads(entry.body)["action"] == REANCHOR:
            trail.anchors.append((entry.seq - 1, entry.at))
        yield entry


def _of_chain(entries: Iterable[Entry]) -> Verdict | None:
    prev, last = GENESIS, 0
    for entry in entries:
        if entry.seq > last + 1:
            return Verdict(f"Entry {last + 1} is missing.", last + 1)
        if entry.seq <= last:
            return Verdict(f"Entry {entry.seq} is there twice.", entry.seq)
        if link(entry.prev, entry.seq, entry.at, entry.body) != entry.hash:
            return Verdict(f"Entry {entry.seq} was edited.", entry.seq)
        if entry.prev != prev:
            bad = max(last, 1)
            told = f"Entry {bad} was replaced: the next one does not follow from it."
            return Verdict(told, bad)
        prev, last = entry.hash, entry.seq
    return None


def _of_checkpoints(trail: _Trail, known: list[Checkpoint]) -> Verdict:
    agreed, lost = 0, 0
    years: list[str] = []
    for point in known:
        if any(seq < point.seq and point.at < at for seq, at in trail.anchors):
            lost = max(lost, point.seq)
        elif point.seq > trail.count:
            first = trail.count + 1
            told = f"The record is cut off at the end: entries {first} to {point.seq} "
            return Verdict(told + "are missing, which a checkpoint knows.", first)
        elif point.seq and trail.hashes[point.seq] != point.hash:
            told = f"The record was rewritten between entries {agreed + 1} and "
            return Verdict(f"{told}{point.seq}: a checkpoint differs.", agreed + 1)
        elif point.year and (bad := _of_year(point, trail)):
            return bad
        else:
            agreed = point.seq
            years += [point.year] if point.year else []
    return Verdict(_all_well(trail, agreed, lost, years))


def _of_year(point: Checkpoint, trail: _Trail) -> Verdict | None:
    """What is wrong with a year that was closed here."""
    if point.seq in trail.late:
        told = f"Entry {trail.late[point.seq]} says that it is of {point.year}, which "
        return Verdict(f"{told}was closed at entry {point.seq}.", trail.late[point.seq])
    if point.count != point.seq - point.first + 1:
        told = f"{point.year} was closed with {point.count} entries, and entries "
        return Verdict(f"{told}{point.first} to {point.seq} are its own.", point.first)
    return None


def _all_well(trail: _Trail, agreed: int, lost: int, years: list[str]) -> str:
    closed = ", ".join(dict.fromkeys(years))  # in two places, said once
    told = f"All {trail.count} entries are as they were written"
    told += f"; checkpoints agree up to entry {agreed}" if agreed else ""
    told += f"; closed: {closed}" if closed else ""
    told += "".join(f"; re-anchored at seq {seq} on {at}" for seq, at in trail.anchors)
    told += f" (checkpoints had known entries up to {lost})" if lost else ""
    return f"{told}."


def entries_of(lines: Iterable[str]) -> Iterator[Entry]:
    """The entries of a dump."""
    for number, line in enumerate(lines, 1):
        try:
            yield Entry(**json.loads(line))
        except (ValueError, TypeError):
            raise Unusable(f"Line {number} of the dump is no entry.") from None


def main(arguments: Sequence[str]) -> int:
    """The command. 0: all as written. 1: something is wrong. 2: a file is unusable."""
    parser = argparse.ArgumentParser(prog="verify", description=__doc__)
    parser.add_argument("dump", type=Path)
    parser.add_argument("checkpoints", type=Path, nargs="*", help="files or folders")
    parser.add_argument("--key", help=f"the key, or its file; else {KEY_FILE} there")
    options = parser.parse_args(arguments)
    try:
        known = [
            point
            for file in _files(options.checkpoints)
            for point in checkpoints(file.read_text("utf-8"), _key(options.key, file))
        ]
        with options.dump.open(encoding="utf-8") as dump:
            verdict = verify(entries_of(dump), known)
    except (Unusable, OSError, ValueError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    sys.stdout.write(f"{verdict.sentence}\n")
    if not known:
        sys.stdout.write(
            "Without checkpoints, a cut end or a full rewrite would not be seen.\n"
        )
    return 0 if verdict.seq is None else 1


def _files(paths: Iterable[Path]) -> list[Path]:
    return [
        file
        for path in paths
        for file in (sorted(path.glob("*.checkpoints")) if path.is_dir() else [path])
    ]


def _key(given: str | None, checkpoint_file: Path) -> str:
    if given and not Path(given).is_file():
        return given
    return Path(given or checkpoint_file.with_name(KEY_FILE)).read_text("utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
