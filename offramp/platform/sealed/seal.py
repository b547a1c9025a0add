"""Seals what must not lie open in the database: AES-256-GCM under keys from settings.

Each purpose has keys of its own. The first key seals; every key opens. What is sealed
names its key, so an old key can be kept for as long as anything rests on it. What it
belongs to is sealed with it: a secret that was moved to another row does not open there.
"""

import base64
import hashlib
import os
from collections.abc import Iterator, Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE = 12
_NAME = 4


class Sealed(ValueError):
    """It cannot be opened: another key, another owner, or changed since."""


def seal(secret: bytes, owner: object) -> str:
    """The secret of a second factor, closed for everybody without the key."""
    closed = _seal(secret, owner, settings.FACTOR_KEYS)
    name, rest = closed[:_NAME], closed[_NAME:]
    return f"{name.hex()}.{base64.urlsafe_b64encode(rest).decode()}"


def open_sealed(text: str, owner: object) -> bytes:
    """What was sealed for this owner."""
    name, _, rest = text.partition(".")
    whole = base64.urlsafe_b64decode(rest)
    return _open(name, whole, owner, settings.FACTOR_KEYS)


def is_old(text: str) -> bool:
    """Whether another key than the first one closed it."""
    return text.partition(".")[0] != _first(settings.FACTOR_KEYS)


def seal_file(content: bytes, owner: object) -> bytes:
    """A file, closed for everybody without the key: as bytes, for it may be large."""
    return _seal(content, owner, settings.FILE_KEYS)


def open_file(closed: bytes, owner: object) -> bytes:
    """The file that was sealed for this owner."""
    name, whole = closed[:_NAME].hex(), closed[_NAME:]
    return _open(name, whole, owner, settings.FILE_KEYS)


def seal_note(text: str, owner: object) -> bytes:
    """Somebody's own words, closed for everybody without the key."""
    return _seal(text.encode(), owner, settings.NOTE_KEYS)


def open_note(closed: bytes, owner: object) -> str:
    """The words that were sealed for this owner."""
    name, whole = closed[:_NAME].hex(), closed[_NAME:]
    return _open(name, whole, owner, settings.NOTE_KEYS).decode()


def file_keys() -> tuple[str, ...]:
    """The names of the keys of files: the one that seals now, then the older ones."""
    return tuple(name for name, _ in _named(settings.FILE_KEYS))


def _seal(secret: bytes, owner: object, keys: Sequence[str]) -> bytes:
    name, key = next(_named(keys))
    nonce = os.urandom(_NONCE)
    closed = AESGCM(key).encrypt(nonce, secret, str(owner).encode())
    return bytes.fromhex(name) + nonce + closed


def _open(name: str, whole: bytes, owner: object, keys: Sequence[str]) -> bytes:
    key = dict(_named(keys)).get(name)
    if key is None:
        raise Sealed("It was sealed with a key that is not among the keys given.")
    try:
        return AESGCM(key).decrypt(whole[:_NONCE], whole[_NONCE:], str(owner).encode())
    except InvalidTag:
        raise Sealed("It was changed, or belongs to somebody else.") from None


def _first(keys: Sequence[str]) -> str:
    return next(_named(keys))[0]


def _named(keys: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Each key under its name, the first one first. Any long text is a key."""
    for text in keys:
        key = hashlib.sha256(text.encode()).digest()
        yield hashlib.sha256(key).hexdigest()[: 2 * _NAME], key
