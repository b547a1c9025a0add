"""A carrier and a push service on this machine, which do as they are told.

Verified against the real API's descriptions: what is sent, by what names, and how it is
answered (docs/adr/0017-one-shape-for-all-channels.md).
"""

import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from offramp.platform.channels.shape import Accounts

SENDER, TOKEN = "+13145550100", "made-up-token"


class StandIn:
    """What it was given, and how it is to answer."""

    def __init__(self, port: int) -> None:
        self.origin = f"http://127.0.0.1:{port}"
        self.messages: list[dict[str, str]] = []
        self.calls: list[dict[str, str]] = []
        self.pushes: list[tuple[str, dict[str, str], bytes]] = []
        self.plain: list[dict[str, Any]] = []
        # Codes that the next requests are answered with, instead of being taken.
        self.refuses: list[int] = []
        # Takes the next request, and then answers only after so many seconds.
        self.dawdles = 0.0
        self.reached = threading.Event()
        # Somebody wants to know what it was given already.
        self.asked = threading.Event()

    def accounts(self, **others: Any) -> Accounts:
        """The settings that lead here."""
        return Accounts(
            carrier_url=f"{self.origin}/2010-04-01",
            carrier_account="AC1",
            carrier_token=TOKEN,
            carrier_sender=SENDER,
            push_contact="mailto:paging@example.test",
            push_hosts=("127.0.0.1",),
            push_schemes=("http",),
            **others,
        )

    def takes(self, path: str, heads: dict[str, str], body: bytes) -> tuple[int, Any]:
        """What is answered, and kept."""
        if self.refuses:
            return self.refuses.pop(0), {"message": "said no"}
        if path.startswith("/push/"):
            self.pushes.append((path, heads, body))
            return 201, {}
        if path.startswith("/plain"):
            self.plain.append(json.loads(body))
            return 200, {}
        kind, kept = ("SM", self.messages) if "Messages" in path else ("CA", self.calls)
        given = dict(parse_qsl(body.decode()))
        given["key"] = heads.get("Idempotency-Key", "")
        kept.append(given)
        given["sid"] = f"{kind}{len(kept)}"
        return 201, {"sid": given["sid"], "status": "queued"}

    def lists(self, path: str, query: dict[str, str]) -> dict[str, Any]:
        """The messages or calls to a number, as the carrier keeps them."""
        self.asked.set()
        to = query.get("To")
        if "Calls" in path:
            mine = [row for row in self.calls if row["To"] == to]
            rung = {"status": "ringing", "date_created": formatdate()}
            return {"calls": [{"sid": row["sid"], **rung} for row in mine]}
        mine = [row for row in self.messages if row["To"] == to]
        return {
            "messages": [
                {"sid": row["sid"], "body": row["Body"], "status": "sent"}
                for row in mine
            ]
        }


@contextmanager
def running() -> Iterator[StandIn]:
    """The stand-in, on a port of its own."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

        def do_GET(self) -> None:
            query = dict(parse_qsl(urlsplit(self.path).query))
            self._answer(200, here.lists(self.path, query))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            code, told = here.takes(
                self.path, {k.title(): v for k, v in self.headers.items()}, body
            )
            here.reached.set()
            time.sleep(here.dawdles)
            with suppress(BrokenPipeError, ConnectionResetError):  # they went away
                self._answer(code, told)

        def _answer(self, code: int, told: Any) -> None:
            body = json.dumps(told).encode()
            self.send_response(code)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    here = StandIn(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield here
    server.shutdown()
    thread.join()
    server.server_close()


def links(text: str) -> list[str]:
    """The addresses in a message."""
    return re.findall(r"https?://\S+", text)
