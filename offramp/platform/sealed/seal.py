"""Seals what must not lie open in the database: AES-256-GCM under keys from settings.

The first key seals; every key opens. Each sealed text names its key, so an old key can
be kept for as long as anything rests on it. What a text belongs to is sealed with it: a
secret that was moved to another row does not open there.
"""

import base64
import hashlib
import os
from collections.abc import Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE = 12


class Sealed(ValueError):
    """It cannot be opened: another key, another owner, or changed since."""


def seal(secret: bytes, owner: object) -> str:
    """The secret, closed for everybody without the key."""
    name, key = next(_keys())
    nonce = os.urandom(_NONCE)
    closed = AESGCM(key).encrypt(nonce, secret, str(owner).encode())
    return f"{name}.{base64.urlsafe_b64encode(nonce + closed).decode()}"


def open_sealed(text: str, owner: object) -> bytes:
    """What was sealed for this owner."""
    name, _, rest = text.partition(".")
    key = dict(_keys()).get(name)
    if key is None:
        raise Sealed("It was sealed with a key that is not among the keys given.")
    whole = base64.urlsafe_b64decode(rest)
    try:
        return AESGCM(key).decrypt(whole[:_NONCE], whole[_NONCE:], str(owner).encode())
    except InvalidTag:
        raise Sealed("It was changed, or belongs to somebody else.") from None


def is_old(text: str) -> bool:
    """Whether another key than the first one closed it."""
    return text.partition(".")[0] != next(_keys())[0]


def _keys() -> Iterator[tuple[str, bytes]]:
    """Each key under its name, the first one first. Any long text is a key."""
    for text in settings.FACTOR_KEYS:
        key = hashlib.sha256(text.encode()).digest()
        yield hashlib.sha256(key).hexdigest()[:8], key
