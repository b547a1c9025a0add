"""A browser as small as can be: it signs in, then sends what it is given."""

import http.client
import re
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle
from urllib.parse import urlencode

from benchmarks.place import HOST

FORM = "application/x-www-form-urlencoded"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Ask:
    """One request: a page, or a form when there are fields."""

    path: str
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Answer:
    """What came back, and how long it took from the first byte out to the last in."""

    status: int
    body: bytes
    seconds: float


class Unexpected(Exception):
    """The pages did not do what the benchmark is about."""


class Session:
    """The cookies of somebody who has signed in through the page."""

    def __init__(self, port: int, email: str, password: str) -> None:
        self._port = port
        self._cookies: dict[str, str] = {}
        token = self._plainly("GET", {})
        pair = {"email": email, "password": password, "notice": "1"}
        sent = {**pair, "csrfmiddlewaretoken": token}
        self._plainly("POST", sent)
        if "sessionid" not in self._cookies:
            raise Unexpected(f"{email} could not sign in.")
        self.token = self._cookies["csrftoken"]
        self.cookie = self._header()

    def _plainly(self, method: str, fields: dict[str, str]) -> str:
        """Ask, keep the cookies; the form's token when there is one."""
        connection = http.client.HTTPConnection(HOST, self._port, timeout=30)
        headers = {"Cookie": self._header(), "Host": f"localhost:{self._port}"}
        headers["Content-Type"] = FORM
        connection.request(method, "/sign-in/", urlencode(fields), headers)
        answer = connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self._cookies[name] = value
        found = _TOKEN.search(answer.read().decode())
        connection.close()
        return found.group(1) if found else ""

    def _header(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())


class Visitor:
    """One connection that stays open, and the sessions that take turns on it.

    Which process of the server takes a connection is chance. Where two servers are
    compared, a visitor comes anew after some requests, so that chance evens out.
    """

    def __init__(
        self, port: int, sessions: Sequence[Session], stays: int | None = None
    ) -> None:
        self._port = port
        self._stays, self._asked = stays, 0
        self._turns = cycle(sessions)
        self._socket: socket.socket | None = None

    def ask(self, ask: Ask) -> Answer:
        """Send one request and read the whole answer."""
        if self._stays and self._asked % self._stays == 0:
            self.leave()
        self._asked += 1
        message = self._message(ask)
        began = time.perf_counter()
        status, body = self._exchange(message)
        return Answer(status, body, time.perf_counter() - began)

    def _message(self, ask: Ask) -> bytes:
        session = next(self._turns)
        head = [
            f"{'POST' if ask.fields else 'GET'} {ask.path} HTTP/1.1",
            f"Host: localhost:{self._port}",
            f"Cookie: {session.cookie}",
        ]
        body = ""
        if ask.fields:
            body = urlencode([*ask.fields, ("csrfmiddlewaretoken", session.token)])
            head.append(f"Content-Type: {FORM}")
            head.append(f"Content-Length: {len(body)}")
        return ("\r\n".join(head) + "\r\n\r\n" + body).encode()

    def _exchange(self, message: bytes) -> tuple[int, bytes]:
        if self._socket is None:
            self._socket = socket.create_connection((HOST, self._port), timeout=60)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(message)
        got = b""
        while (end := got.find(b"\r\n\r\n")) < 0:
            got += self._more()
        head, body = got[:end].decode("latin-1").lower(), got[end + 4 :]
        length = int(head.partition("content-length:")[2].partition("\r\n")[0] or 0)
        while len(body) < length:
            body += self._more()
        if "connection: close" in head:
            self.leave()
        return int(head.split(" ", 2)[1]), body

    def _more(self) -> bytes:
        part = self._socket.recv(65536) if self._socket else b""
        if not part:
            raise Unexpected("The server hung up in the middle of an answer.")
        return part

    def leave(self) -> None:
        """Close the connection; the next request opens another."""
        if self._socket is not None:
            self._socket.close()
        self._socket = None
