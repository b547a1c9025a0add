"""Text and voice through a carrier that speaks Twilio's REST API, whoever that is."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from uuid import UUID
from xml.sax.saxutils import escape, quoteattr

import requests
from django.conf import settings
from django.urls import reverse

from offramp.platform.channels.shape import Notice, NotTaken, Unreachable, accounts
from offramp.platform.policy.zones import Zone

_TIMEOUT = (3, 5)
_TRY_AGAIN = {408, 425, 429}
_LOST = {"failed", "undelivered", "canceled"}
# So long it rings: less than most phones wait before a machine answers.
_RINGS = 22
_CLOCKS_DIFFER = timedelta(seconds=30)


def _ask(method: str, what: str, **sent: Any) -> Mapping[str, Any]:
    """One call of the API; its answer, or why there is none."""
    ours = accounts()
    name = ours.carrier_account
    try:
        answer = requests.request(
            method,
            f"{ours.carrier_url}/Accounts/{name}/{what}.json",
            auth=(name, ours.carrier_token),
            timeout=_TIMEOUT,
            allow_redirects=False,
            **sent,
        )
    except requests.RequestException as error:
        raise NotTaken(type(error).__name__) from None
    if answer.status_code >= 500 or answer.status_code in _TRY_AGAIN:
        raise NotTaken(f"carrier {answer.status_code}")
    if answer.status_code >= 300:
        raise Unreachable(f"carrier {answer.status_code}")
    return _told(answer)


def _told(answer: requests.Response) -> Mapping[str, Any]:
    try:
        told = answer.json()
    except requests.JSONDecodeError:
        told = None
    if not isinstance(told, dict):
        raise NotTaken("carrier answers otherwise")
    return told


class Text:
    """A text message."""

    def send(self, notice: Notice, address: str) -> str:
        """Hand it over, unless the carrier has it from an attempt before."""
        words = f"{notice.short} {notice.link}".strip()
        if notice.tried_since and (there := _sent_before(address, words)):
            return there
        told = _ask(
            "POST",
            "Messages",
            data={
                "To": address,
                "From": accounts().carrier_sender,
                "Body": words,
                "StatusCallback": _here("outbox:status", notice.id),
            },
            headers={"Idempotency-Key": str(notice.id)},
        )
        return str(told.get("sid", ""))[:64]


def _sent_before(address: str, words: str) -> str:
    """The carrier keeps what it was given, and each page's words are its own."""
    sender = accounts().carrier_sender
    asked = {"To": address, "From": sender, "PageSize": "50"}
    told = _ask("GET", "Messages", params=asked)
    for row in told.get("messages", []):
        if row.get("body") == words and row.get("status") not in _LOST:
            return str(row.get("sid", ""))[:64]
    return ""


class Voice:
    """A phone call that says the words and waits for a key."""

    def send(self, notice: Notice, address: str) -> str:
        """Have it rung, unless the carrier rang after an attempt before.

        The carrier says when it rings, so that we know at once.
        """
        if there := _rung_before(address, notice):
            return there
        told = _ask(
            "POST",
            "Calls",
            data={
                "To": address,
                "From": accounts().carrier_sender,
                "Twiml": _script(notice),
                "Timeout": _RINGS,
                "StatusCallback": _here("outbox:status", notice.id),
                "StatusCallbackEvent": ["initiated", "answered", "completed"],
            },
            headers={"Idempotency-Key": str(notice.id)},
        )
        return str(told.get("sid", ""))[:64]


def _rung_before(address: str, notice: Notice) -> str:
    """A call to that number since then, which is none of the others that we know.

    In doubt it rings twice: that harms nobody, and not at all may.
    """
    since, known = notice.tried_since, notice.known
    if since is None or known is None:
        return ""
    asked = {"To": address, "From": accounts().carrier_sender, "PageSize": "50"}
    for row in _ask("GET", "Calls", params=asked).get("calls", []):
        sid = str(row.get("sid", ""))[:64]
        is_other = row.get("status") in _LOST or sid in known
        if not is_other and _made_at(row) > since - _CLOCKS_DIFFER:
            return sid
    return ""


def _made_at(row: Mapping[str, Any]) -> datetime:
    """As the API writes it (RFC 2822); long ago when it says nothing."""
    try:
        moment = parsedate_to_datetime(str(row.get("date_created")))
    except ValueError:
        moment = datetime.min
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _script(notice: Notice) -> str:
    keys = quoteattr(_here("outbox:keys", notice.id))
    words = f"<Say>{escape(notice.spoken)}</Say>"
    gather = f'<Gather numDigits="1" timeout="8" action={keys}>{words}</Gather>'
    return f"<Response>{gather}{words}</Response>"


def _here(name: str, id: UUID) -> str:
    there = settings.OFFRAMP_URLS[Zone.PROGRAM]
    path = reverse(name, urlconf=there, args=[id])
    return f"{settings.OFFRAMP_ORIGINS[Zone.PROGRAM]}{path}"
