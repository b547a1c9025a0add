"""The way to an agency's provider and back. Authlib makes the request and fetches the
answer; joserfc and Authlib check that it is theirs, for us, and of now.
"""

import json
import logging
import secrets
import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.timezone import now

from offramp.platform.accounts.providers import Provider, is_safe

_ALGORITHMS = ["RS256", "PS256", "ES256"]
_SECONDS = 5  # how long a provider may take
_DESCRIBED_FOR = 3600
# What providers say of themselves, and until when: whoever presses the button again and
# again must not keep our threads waiting for theirs.
_described_by: dict[str, tuple[float, dict[str, Any]]] = {}
_SLACK = 60  # how far two clocks may differ

log = logging.getLogger(__name__)


class NoAnswer(Exception):
    """The provider did not answer, or what it said does not hold."""


@dataclass(frozen=True)
class Flow:
    """What we remember of a way there, to check the way back."""

    state: str
    nonce: str
    verifier: str


def begin(provider: Provider, back: str) -> tuple[str, Flow]:
    """Where the browser goes, and what must come back with it."""
    flow = Flow(*(secrets.token_urlsafe(48) for _ in range(3)))
    try:
        address, _ = _client(provider, back).create_authorization_url(
            _described(provider)["authorization_endpoint"],
            state=flow.state,
            nonce=flow.nonce,
            code_verifier=flow.verifier,
            prompt="login",  # a device may be shared: no session of theirs counts here
            max_age=int(settings.FACTOR_FRESH.total_seconds()),
        )
    except _trouble() as wrong:
        raise _no_answer(provider, wrong) from wrong
    return str(address), flow


def finish(provider: Provider, back: str, flow: Flow, code: str) -> dict[str, Any]:
    """What the provider says of whoever came back, when all of it holds."""
    try:
        described = _described(provider)
        client = _client(provider, back)
        token = client.fetch_token(
            described["token_endpoint"],
            grant_type="authorization_code",
            code=code,
            code_verifier=flow.verifier,
            allow_redirects=False,
        )
        keys = _fetched(described["jwks_uri"])
        return _checked(provider, flow, token, keys)
    except _trouble() as wrong:
        raise _no_answer(provider, wrong) from wrong


def _checked(
    provider: Provider, flow: Flow, token: dict[str, Any], keys: Any
) -> dict[str, Any]:
    from authlib.oidc.core import (  # type: ignore[import-untyped] # ships no types
        CodeIDToken,
    )
    from joserfc import jwk, jwt

    signed = jwt.decode(
        token["id_token"], jwk.KeySet.import_key_set(keys), algorithms=_ALGORITHMS
    )
    claims = CodeIDToken(
        signed.claims,
        signed.header,
        {
            "iss": {"essential": True, "value": provider.issuer},
            "aud": {"essential": True, "value": provider.client_id},
            "nonce": {"essential": True, "value": flow.nonce},
        },
        {
            "nonce": flow.nonce,
            "client_id": provider.client_id,
            "access_token": token.get("access_token"),
        },
    )
    claims.validate(leeway=_SLACK)
    return dict(claims)


def proved_lately(claims: dict[str, Any]) -> bool:
    """Whether they asked for the proof just now, and not hours ago for something else."""
    said = claims.get("auth_time")
    if not isinstance(said, int | float):
        return False
    ago = now().timestamp() - said
    return -_SLACK <= ago <= settings.FACTOR_FRESH.total_seconds() + _SLACK


def _client(provider: Provider, back: str) -> Any:
    from authlib.integrations.requests_client import (  # type: ignore[import-untyped] # ships no types
        OAuth2Session,
    )

    return OAuth2Session(
        provider.client_id,
        provider.secret,
        scope="openid email",
        redirect_uri=back,
        code_challenge_method="S256",
        default_timeout=_SECONDS,
    )


def forget() -> None:
    """Ask every provider anew who it is."""
    _described_by.clear()


def _described(provider: Provider) -> dict[str, Any]:
    until, known = _described_by.get(provider.issuer, (0.0, {}))
    if time.monotonic() < until:
        return known
    said = _asked_anew(provider)
    _described_by[provider.issuer] = time.monotonic() + _DESCRIBED_FOR, said
    return said


def _asked_anew(provider: Provider) -> dict[str, Any]:
    where = f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration"
    said = _fetched(where)
    if said.get("issuer") != provider.issuer:
        raise ValueError("Another issuer answered.")
    wanted = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    if not all(is_safe(said.get(name)) for name in wanted):
        raise ValueError("It names an address on which somebody could listen.")
    return said


def _fetched(where: str) -> dict[str, Any]:
    import requests

    answer = requests.get(where, timeout=_SECONDS, allow_redirects=False)
    answer.raise_for_status()
    said = json.loads(answer.text)
    if answer.status_code != 200 or not isinstance(said, dict):
        raise ValueError("It did not answer as it should.")
    return said


def _trouble() -> tuple[type[Exception], ...]:
    from authlib.common.errors import (  # type: ignore[import-untyped] # ships no types
        AuthlibBaseError,
    )
    from joserfc.errors import JoseError
    from requests import RequestException

    return (
        AuthlibBaseError, JoseError, RequestException, ValueError, TypeError,
        LookupError, AttributeError,
    )  # fmt: skip


def _no_answer(provider: Provider, wrong: Exception) -> NoAnswer:
    # Its words may name somebody; the kind of error says where to look.
    log.error("The provider of %s: %s", provider.agency, type(wrong).__name__)
    return NoAnswer()
