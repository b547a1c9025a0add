"""What phones keep is closed to a public key; only the server opens it.

ECDH on P-256 with a key that the phone makes for one entry and forgets, HKDF-SHA-256,
AES-256-GCM. The id of the entry is sealed in, so an entry under another id does not
open. The first key of the setting is the one that phones are given; every key opens.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from offramp.platform.sealed.seal import Sealed

_CURVE = ec.SECP256R1()
# How many numbers are private keys of P-256 (FIPS 186-4, D.1.2.3).
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_PURPOSE = b"offramp phone key 1"
_LABEL = b"offramp phone 1|"
_NONCE, _NAME = 12, 8


@dataclass(frozen=True)
class Envelope:
    """One entry as a phone keeps it: which key it is for, and what only that opens."""

    key: str
    point: bytes  # the public half of the phone's key for this entry
    nonce: bytes
    closed: bytes

    def as_bytes(self) -> bytes:
        """To be kept as it came."""
        return json.dumps(
            {
                "key": self.key,
                "epk": _text(self.point),
                "iv": _text(self.nonce),
                "ct": _text(self.closed),
            }
        ).encode()


def public_key() -> dict[str, str]:
    """The key that phones close to, as WebCrypto reads it, and what it is called."""
    name, key = next(_keys())
    point = key.public_key().public_numbers()
    x, y = (_text(n.to_bytes(32, "big")) for n in (point.x, point.y))
    return {"id": name, "kty": "EC", "crv": "P-256", "x": x, "y": y}


def read(body: bytes) -> Envelope:
    """The envelope as it came over the line, not opened yet."""
    try:
        said = json.loads(body)
        parts = [_bytes(said[name]) for name in ("epk", "iv", "ct")]
        envelope = Envelope(str(said["key"]), *parts)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Sealed("It is not an entry from a phone.") from None
    if len(envelope.nonce) != _NONCE:
        raise Sealed("It is not an entry from a phone.")
    return envelope


def open_entry(envelope: Envelope, entry_id: object) -> Mapping[str, Any]:
    """What the phone closed under this id."""
    key = dict(_keys()).get(envelope.key)
    if key is None:
        raise Sealed("It was closed to a key that is not among the keys given.")
    owner = str(entry_id).encode()
    try:
        point = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, envelope.point)
        shared = key.exchange(ec.ECDH(), point)
        opened = AESGCM(_derived(shared, envelope.point, owner)).decrypt(
            envelope.nonce, envelope.closed, owner
        )
        said = json.loads(opened)
    except (InvalidTag, ValueError):
        raise Sealed("It was changed, or belongs to another entry.") from None
    if not isinstance(said, dict):
        raise Sealed("It holds no answers.")
    return said


def seal_entry(said: Mapping[str, Any], entry_id: object) -> bytes:
    """What a phone does, for tests and benchmarks."""
    name, key = next(_keys())
    own = ec.generate_private_key(_CURVE)
    point = _point(own)
    shared, owner = own.exchange(ec.ECDH(), key.public_key()), str(entry_id).encode()
    nonce = hashlib.sha256(point).digest()[:_NONCE]  # the key is used for this alone
    closed = AESGCM(_derived(shared, point, owner)).encrypt(
        nonce, json.dumps(said).encode(), owner
    )
    return Envelope(name, point, nonce, closed).as_bytes()


def _point(key: ec.EllipticCurvePrivateKey) -> bytes:
    numbers = key.public_key().public_numbers()
    return b"\x04" + numbers.x.to_bytes(32, "big") + numbers.y.to_bytes(32, "big")


def _derived(shared: bytes, point: bytes, owner: bytes) -> bytes:
    info = _LABEL + owner
    return HKDF(hashes.SHA256(), 32, salt=point, info=info).derive(shared)


def _keys() -> Iterator[tuple[str, ec.EllipticCurvePrivateKey]]:
    """Each key under its name, the first one first. Any long text is a key."""
    for text in settings.PHONE_KEYS:
        key = _key(text)
        yield hashlib.sha256(_point(key)).hexdigest()[:_NAME], key


@cache
def _key(text: str) -> ec.EllipticCurvePrivateKey:
    # 48 bytes, so that what is left after the division is as good as even.
    wide = HKDF(hashes.SHA256(), 48, salt=None, info=_PURPOSE).derive(text.encode())
    number = int.from_bytes(wide, "big") % (_ORDER - 1) + 1
    return ec.derive_private_key(number, _CURVE)


def _text(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error as wrong:
        raise ValueError from wrong
