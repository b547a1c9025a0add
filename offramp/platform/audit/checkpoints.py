"""Signed notes of where the record ends, kept outside the database."""

import base64
import os
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from offramp.platform.audit.models import Head
from offramp.platform.audit.moments import spelled
from offramp.platform.audit.verify import (
    CLOSES,
    KEY_FILE,
    Checkpoint,
    checkpoints,
    key_id,
)

EVERY = timedelta(minutes=10)
EVERY_ENTRIES = 10_000
_FOR_ITS_OWNER = 0o600
_BEGIN = "PRIVATE+KEY+"
_TAIL_BYTES = 4096  # enough for the last note of a file


def make_key(name: str) -> str:
    """A new key in its file, for its owner only; how it is checked. Never a second."""
    private = Ed25519PrivateKey.generate()
    raw = private.private_bytes_raw()
    id = key_id(name, private.public_key().public_bytes_raw()).hex()
    text = f"{_BEGIN}{name}+{id}+{_coded(raw)}\n"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    Path(settings.OFFRAMP_AUDIT_KEY).parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(
        os.open(settings.OFFRAMP_AUDIT_KEY, flags, _FOR_ITS_OWNER), "w"
    ) as f:
        f.write(text)
    return public()


def _coded(raw: bytes) -> str:
    return base64.b64encode(b"\x01" + raw).decode()


def _private() -> tuple[str, Ed25519PrivateKey]:
    text = Path(settings.OFFRAMP_AUDIT_KEY).read_text().strip()
    name, _, coded = text.removeprefix(_BEGIN).split("+", 2)
    raw = base64.b64decode(coded)[1:]
    return name, Ed25519PrivateKey.from_private_bytes(raw)


def has_key() -> bool:
    """Whether there is a key to sign with."""
    return Path(settings.OFFRAMP_AUDIT_KEY).is_file()


def public() -> str:
    """What a verifier needs of the key."""
    name, private = _private()
    raw = private.public_key().public_bytes_raw()
    return f"{name}+{key_id(name, raw).hex()}+{_coded(raw)}"


def note(head: Head, at: datetime, closes: str = "") -> str:
    """One checkpoint: origin, number of entries, last hash, moment, signature; and the
    year that it closes, if it does."""
    name, private = _private()
    root = base64.b64encode(bytes.fromhex(head.hash)).decode()
    text = f"{name}\n{head.position}\n{root}\nat {spelled(at)}\n"
    text += f"{CLOSES}{closes}\n" if closes else ""
    id = key_id(name, private.public_key().public_bytes_raw())
    signature = base64.b64encode(id + private.sign(text.encode())).decode()
    return f"{text}\n— {name} {signature}\n"


def write_if_due(at: datetime) -> bool:
    """A checkpoint in every place, when ten minutes or ten thousand entries passed."""
    if not has_key():
        return False
    head = Head.objects.get()
    last = latest(Path(settings.OFFRAMP_CHECKPOINTS[0]))
    if last is not None:
        added = head.position - last.seq
        waited = at - datetime.fromisoformat(last.at)
        if added == 0 or (waited < EVERY and added < EVERY_ENTRIES):
            return False
    write(head, at)
    return True


def end() -> int:
    """The position of the last entry."""
    return Head.objects.get().position


def write_now(at: datetime) -> int:
    """A checkpoint in every place; the position it signs."""
    head = Head.objects.get()
    write(head, at)
    return head.position


def write(head: Head, at: datetime, closes: str = "") -> None:
    """Append the note in every place; a place that fails does not spare the others."""
    text, problem = note(head, at, closes), None
    for place in settings.OFFRAMP_CHECKPOINTS:
        try:
            _append(Path(place), text, at)
        except OSError as error:
            problem = error
    if problem is not None:
        raise problem


def _append(place: Path, text: str, at: datetime) -> None:
    place.mkdir(parents=True, exist_ok=True)
    key = place / KEY_FILE
    if not key.exists():
        key.write_text(f"{public()}\n")
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    file = os.open(place / f"{at:%Y-%m}.checkpoints", flags, 0o644)
    try:
        os.write(file, text.encode())
        os.fsync(file)
    finally:
        os.close(file)


def known(place: Path) -> list[Checkpoint]:
    """Every checkpoint of a place, in order. Unusable when one is not ours."""
    files = sorted(place.glob("*.checkpoints")) if has_key() else []
    return [
        point
        for file in files
        for point in checkpoints(file.read_text("utf-8"), public())
    ]


def latest(place: Path) -> Checkpoint | None:
    """The last checkpoint of a place, if it has one with our signature."""
    files = sorted(place.glob("*.checkpoints"))
    if not files:
        return None
    with files[-1].open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(size - _TAIL_BYTES, 0))
        tail = file.read().decode(errors="replace")
    # Each note begins with the key's name on a line of its own.
    begin = tail.rfind(f"{public().split('+')[0]}\n")
    return next(iter(checkpoints(tail[begin:], public())), None)
