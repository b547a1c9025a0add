"""An agency's provider, on this machine: signs people in and says so, or lies."""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey

CLIENT, SECRET = "offramp", "a secret of made-up people"


class MadeUpProvider(ThreadingHTTPServer):
    """What it says is in `person`, and what it says wrongly in `lies`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Page)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.key = self.signs_with = ECKey.generate_key("P-256", {"kid": "one"})
        self.person: dict[str, Any] = {"sub": "made-up-1", "email_verified": True}
        self.lies: dict[str, Any] = {}
        self.described: dict[str, Any] = {}
        self.codes: dict[str, dict[str, str]] = {}

    def describe(self) -> dict[str, Any]:
        """Where its pages are."""
        pages = {
            "authorization_endpoint": "/authorize",
            "token_endpoint": "/token",
            "jwks_uri": "/keys",
        }
        where = {name: self.issuer + path for name, path in pages.items()}
        return {"issuer": self.issuer, **where, **self.described}

    def authorize(self, asked: dict[str, str]) -> str:
        """Somebody signs in; where the browser goes back to."""
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        back = urlencode({"code": code, "state": asked["state"]})
        return f"{asked['redirect_uri']}?{back}"

    def token(self, sent: dict[str, str], header: str) -> dict[str, Any] | None:
        """What it says of somebody, once for each code, to whom it was made for."""
        asked = self.codes.pop(sent["code"], None)
        pair = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        digest = hashlib.sha256(sent["code_verifier"].encode()).digest()
        proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if asked is None or header != f"Basic {pair}":
            return None
        if asked["code_challenge"] != proof or (
            asked["redirect_uri"] != sent["redirect_uri"]
        ):
            return None
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": CLIENT, "nonce": asked["nonce"], "iat": now,
            "exp": now + 300, "auth_time": now, **self.person, **self.lies,
        }  # fmt: skip
        signed = jwt.encode({"alg": "ES256", "kid": "one"}, claims, self.signs_with)
        return {"access_token": "x", "token_type": "Bearer", "id_token": signed}


class _Page(BaseHTTPRequestHandler):
    server: MadeUpProvider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: value[0] for name, value in parse_qs(parts.query).items()}
        match parts.path:
            case "/.well-known/openid-configuration":
                self._say(self.server.describe())
            case "/keys":
                self._say({"keys": [self.server.key.as_dict(private=False)]})
            case _:
                self.send_response(302)
                self.send_header("Location", self.server.authorize(asked))
                self.end_headers()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        sent = {name: value[0] for name, value in parse_qs(body).items()}
        said = self.server.token(sent, self.headers.get("Authorization", ""))
        self._say(said or {"error": "invalid_grant"}, 200 if said else 400)

    def _say(self, said: dict[str, Any], status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(said).encode())

    def log_message(self, *words: object) -> None:
        """Says nothing."""


@contextmanager
def running() -> Iterator[MadeUpProvider]:
    """A provider that answers until the end of the block."""
    with MadeUpProvider() as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()
