"""Links that answer without a sign-in: made when a message leaves, and kept nowhere.

Whoever has one can answer one page and read nothing. It is made by the worker, so the
justice zone, which has another key, can neither make one nor read one in a message.
"""

import base64
import binascii
import hmac
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac

from offramp.platform.policy.zones import Zone

_SEALS = 12


def link(about: UUID) -> str:
    """The address that answers what this is about."""
    return f"{settings.OFFRAMP_ORIGINS[Zone.PROGRAM]}/p/{make(about)}/"


def make(about: UUID) -> str:
    """The word in the link."""
    whole = about.bytes + _seal(about)
    return base64.urlsafe_b64encode(whole).rstrip(b"=").decode()


def read(token: str) -> UUID | None:
    """What the word is about; None when we did not make it."""
    try:
        whole = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        return None
    if len(whole) != 16 + _SEALS:
        return None
    about = UUID(bytes=whole[:16])
    return about if hmac.compare_digest(_seal(about), whole[16:]) else None


def _seal(about: UUID) -> bytes:
    return salted_hmac("offramp.tap", about.hex, algorithm="sha256").digest()[:_SEALS]
