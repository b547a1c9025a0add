"""Web push: to a browser that was asked, through its maker's push service."""

import base64
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import requests
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid

from offramp.platform.channels.shape import Notice, NotTaken, Unreachable, accounts

_TIMEOUT = 5
# A page that a phone is told of later than this is of no use to anybody.
_LIVES = 600
_GONE = {400, 403, 404, 410}


class Push:
    """A push message that says as little as a text does."""

    def send(self, notice: Notice, address: str) -> str:
        """Hand it to the push service; `address` is what the browser gave."""
        # It brings a client for servers of its own along: a quarter of a second and
        # some megabytes, in every process that never sends.
        from pywebpush import WebPushException, webpush

        try:
            webpush(
                json.loads(address),
                json.dumps(payload(notice)),
                vapid_private_key=_key(),
                vapid_claims={"sub": accounts().push_contact},
                ttl=_LIVES,
                timeout=_TIMEOUT,
                # The service keeps one of a topic, and the phone shows one of a tag.
                headers={"Urgency": "high", "Topic": notice.id.hex},
            )
        except WebPushException as error:
            code = getattr(error.response, "status_code", 0)
            if code in _GONE:
                raise Unreachable(f"push {code}") from None
            raise NotTaken(f"push {code}") from None
        except requests.RequestException as error:
            raise NotTaken(type(error).__name__) from None
        return ""


def payload(notice: Notice) -> Mapping[str, Any]:
    """The shape that a phone can show by itself (Declarative Web Push)."""
    return {
        "web_push": 8030,
        "notification": {
            "title": notice.subject,
            "body": notice.short,
            "navigate": notice.link,
            "tag": str(notice.id),
            "requireInteraction": True,
        },
    }


def public_key() -> str:
    """What a browser is asked to subscribe with; nothing while push is not set up."""
    if not accounts().push_key:
        return ""
    point = _key().public_key.public_bytes(
        Encoding.X962, PublicFormat.UncompressedPoint
    )
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def is_a_service(endpoint: str) -> bool:
    """Whether the address is one of a browser's maker: we send to no other."""
    parts = urlsplit(endpoint)
    host = parts.hostname or ""
    known = any(
        host == name or host.endswith(f".{name}") for name in accounts().push_hosts
    )
    return parts.scheme in accounts().push_schemes and known


def _key() -> Any:
    return Vapid.from_string(private_key=accounts().push_key)
