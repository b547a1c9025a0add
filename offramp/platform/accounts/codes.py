"""One-time codes from an app (RFC 6238), and recovery codes. Knows no tables."""

import base64
import hmac
import secrets
from datetime import datetime

import segno
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

STEP_SECONDS = 30
RECOVERY_CODES = 10
# Nothing that looks like something else when read from paper.
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


def new_secret() -> bytes:
    """What the app and we share: 160 bits."""
    return secrets.token_bytes(20)


def spelled(secret: bytes) -> str:
    """The secret as somebody types it into an app, in groups of four."""
    text = base64.b32encode(secret).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def square(secret: bytes, email: str) -> str:
    """The square that an app reads, as an SVG without style."""
    said = _app(secret).get_provisioning_uri(email, "Offramp")
    return segno.make(said, micro=False).svg_inline(scale=4, border=4, light="#fff")


def code_at(secret: bytes, at: datetime) -> str:
    """The code of a moment, as an app would show it."""
    return _app(secret).generate(int(at.timestamp())).decode()


def step_of(secret: bytes, code: str, *, after: int, at: datetime) -> int | None:
    """The step that this code is of, if it is of now or of just before, and of a later
    one than was used last; None when it is not."""
    now = int(at.timestamp()) // STEP_SECONDS
    for step in (now, now - 1):
        right = _app(secret).generate(step * STEP_SECONDS)
        if step > after and hmac.compare_digest(right, code.encode()):
            return step
    return None


def new_recovery_codes() -> list[str]:
    """Ten codes of 49 bits, to print and put away."""
    return [
        "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in "ab")
        for _ in range(RECOVERY_CODES)
    ]


def as_typed(text: str) -> str:
    """A code without the spaces and capitals that people add."""
    return "".join(text.split()).lower()


def _app(secret: bytes) -> TOTP:
    return TOTP(secret, 6, SHA1(), STEP_SECONDS)  # noqa: S303 - what every app speaks
