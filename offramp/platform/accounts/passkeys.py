"""Passkeys (WebAuthn): what the browser is asked, and whether its answer holds.

The work is done by fido2; this says what we want of it: the device itself checks who
holds it (user verification), and the key lives on it, so that it signs in alone.
"""

import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from offramp.platform.accounts.place import origin

_SURE = UserVerificationRequirement.REQUIRED
# What fido2 raises for something that only looks like an answer, or does not hold.
_SHAPELESS = (ValueError, TypeError, LookupError, AttributeError, struct.error)


class NotThatKey(ValueError):
    """The answer does not hold."""


@dataclass(frozen=True)
class Question:
    """What the browser asks the device, and what we must remember to check the answer."""

    options: str
    state: dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """Which credential answered, and how often it has."""

    credential: bytes
    counter: int


def _server() -> Fido2Server:
    host = urlsplit(origin()).hostname or "localhost"
    return Fido2Server(PublicKeyCredentialRpEntity(name="Offramp", id=host))


def ask_for_new(
    user_id: bytes, email: str, name: str, had: Sequence[bytes]
) -> Question:
    """A new passkey, on a device that has none of ours yet."""
    options, state = _server().register_begin(
        PublicKeyCredentialUserEntity(id=user_id, name=email, display_name=name),
        [AttestedCredentialData(each) for each in had],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=_SURE,
    )
    return Question(json.dumps(dict(options)), state)


def new_from(answer: str, state: dict[str, Any]) -> bytes:
    """The new credential, to be kept."""
    try:
        data = _server().register_complete(state, json.loads(answer))
    except _SHAPELESS as wrong:
        raise NotThatKey from wrong
    return bytes(data.credential_data or b"")


def ask(known: Sequence[bytes] | None) -> Question:
    """One of these; or whichever the device has, when nobody has said who they are."""
    credentials = [AttestedCredentialData(each) for each in known or ()] or None
    options, state = _server().authenticate_begin(credentials, user_verification=_SURE)
    return Question(json.dumps(dict(options)), state)


def answered(answer: str, state: dict[str, Any], known: Sequence[bytes]) -> Answer:
    """Which of these it was; refused when none."""
    given = _read(answer)
    try:
        used = _server().authenticate_complete(
            state, [AttestedCredentialData(each) for each in known], given
        )
    except _SHAPELESS as wrong:
        raise NotThatKey from wrong
    return Answer(bytes(used), given.response.authenticator_data.counter)


def owner_of(answer: str) -> bytes:
    """Whom the device says it belongs to; nothing when it does not say."""
    try:
        return _read(answer).response.user_handle or b""
    except NotThatKey:
        return b""


def _read(answer: str) -> AuthenticationResponse:
    try:
        said = json.loads(answer)
        if not isinstance(said, dict):
            raise NotThatKey
        return AuthenticationResponse.from_dict(said)
    except _SHAPELESS as wrong:
        raise NotThatKey from wrong
