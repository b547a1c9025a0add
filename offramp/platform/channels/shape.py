"""The one shape of all channels: a notice goes to an address, or it is said why not."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from django.conf import settings


class Kind(StrEnum):
    """By what somebody is reached."""

    PUSH = "push"
    TEXT = "text"
    VOICE = "voice"
    EMAIL = "email"


WORDS = {
    Kind.PUSH: "Push message",
    Kind.TEXT: "Text message",
    Kind.VOICE: "Phone call",
    Kind.EMAIL: "E-mail",
}


@dataclass(frozen=True)
class Notice:
    """What leaves the house unsealed: fixed words, a short code and a link."""

    id: UUID  # the same at a second attempt, so that both are known for one
    subject: str
    body: str
    short: str = ""
    spoken: str = ""
    link: str = ""
    # An attempt since then may have got through without our knowing. `known` is what
    # the carrier calls the others that went to the same person; without it, others are
    # on their way and nobody can tell which is which.
    tried_since: datetime | None = None
    known: Collection[str] | None = None


@dataclass(frozen=True)
class Accounts:
    """What this place may send through. Without any of it, everything goes by e-mail."""

    # The key that signs push messages, whom a service may write to about them, and the
    # services of browsers' makers: we send to no other.
    push_key: str = ""
    push_contact: str = ""
    push_hosts: tuple[str, ...] = ()
    push_schemes: tuple[str, ...] = ("https",)
    # A carrier that speaks Twilio's API: our account, and the number that we call from.
    carrier_url: str = ""
    carrier_account: str = ""
    carrier_token: str = ""
    carrier_sender: str = ""
    # Or, for texts without replies, the address of a service that Apprise knows.
    text_url: str = ""


class NotTaken(Exception):
    """Not now: the server is busy, or does not answer. To be tried again."""


class Unreachable(Exception):
    """This way will not do, now or later: the next one is to be tried at once."""


class Channel(Protocol):
    """Carries a notice to an address."""

    def send(self, notice: Notice, address: str) -> str:
        """Hand it over. What the carrier calls it, or nothing."""


def accounts() -> Accounts:
    """The accounts that the settings name."""
    found: Accounts = settings.OFFRAMP_CHANNELS
    return found
