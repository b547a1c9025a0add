"""ODMAP's stand-in on this machine: takes, refuses, fails, dawdles, as it is told."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from offramp.program.overdoses.rules.odmap import Odmap

KEY = "a key of made-up people"


class StandIn(ThreadingHTTPServer):
    """What it got is in `taken`; what it answers next, in `answers`, else 201."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Page)
        self.taken: dict[str, dict[str, Any]] = {}
        self.answers: list[int] = []
        self.posts: list[str] = []
        self.asked = 0
        self.says_so = True  # else the answer to a call that was taken is lost
        self.reached, self.looked = threading.Event(), threading.Event()
        self.holds: threading.Event | None = None  # answers only when it is set

    @property
    def settings(self) -> Odmap:
        """How Offramp finds it."""
        return Odmap(f"http://127.0.0.1:{self.server_port}/v1", KEY, "agency-1")


class _Page(BaseHTTPRequestHandler):
    server: StandIn

    def do_POST(self) -> None:
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        id = sent["externalId"]
        assert self.headers["Idempotency-Key"] == id
        self.server.posts.append(id)
        status = self.server.answers.pop(0) if self.server.answers else 201
        if status == 201:
            status = 409 if id in self.server.taken else 201
            self.server.taken.setdefault(id, sent)
        self.server.reached.set()
        if self.server.holds:
            self.server.holds.wait(30)
        self._say(status)

    def do_GET(self) -> None:
        self.server.asked += 1
        there = self.path.partition("?")[0].rpartition("/")[2] in self.server.taken
        self._say(200 if there else 404)
        self.server.looked.set()

    def _say(self, status: int) -> None:
        if self.headers["X-API-Key"] != KEY:
            status = 401
        if not self.server.says_so:
            self.close_connection = True
            return
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *said: object) -> None:
        pass


@contextmanager
def running() -> Iterator[StandIn]:
    """It runs for as long as this lasts."""
    server = StandIn()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
