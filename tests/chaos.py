"""A link between a phone and the server that fails in the ways that links fail."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum

_PIECE = 65_536
_TERMS = b"<!doctype html><title>Wifi</title><p>Please accept the terms."
_PORTAL = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"
    b"Content-Length: %d\r\n\r\n%s" % (len(_TERMS), _TERMS)
)


class Link(StrEnum):
    """How the link behaves."""

    GOOD = "good"
    NONE = "none"  # nobody there
    SILENT = "silent"  # takes everything, answers nothing
    CUT = "cut"  # the server does what a PUT asks, and the phone never hears of it
    PORTAL = "portal"  # somebody else answers 200 to everything


class Chaos:
    """Stands in front of a server, on a port of its own."""

    def __init__(self, upstream: int) -> None:
        self.upstream = upstream
        self.link = Link.GOOD
        self.puts: list[str] = []  # what was asked for by PUT and let through
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._door = socket.create_server(("localhost", 0), backlog=128)
        self.port = int(self._door.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def set(self, link: Link) -> None:
        """From now on; what is on its way is lost."""
        self.link = link
        with self._lock:
            going, self._open = self._open, set()
        for one in going:
            _end(one)

    def close(self) -> None:
        """Nobody comes through any more."""
        self.set(Link.NONE)
        self._door.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                caller, _ = self._door.accept()
                threading.Thread(target=self._take, args=(caller,), daemon=True).start()

    def _take(self, caller: socket.socket) -> None:
        link = self.link
        with self._held(caller), suppress(OSError):
            if link == Link.SILENT:
                while caller.recv(_PIECE):
                    pass
            elif link == Link.PORTAL:
                caller.recv(_PIECE)
                caller.sendall(_PORTAL)
            elif link != Link.NONE:
                self._pass_on(caller)

    def _pass_on(self, caller: socket.socket) -> None:
        server = socket.create_connection(("localhost", self.upstream))
        asked = threading.Event()  # for something that is done, and not only read
        with self._held(server):
            back = threading.Thread(target=self._answer, args=(server, caller, asked))
            back.start()
            with suppress(OSError):
                while piece := caller.recv(_PIECE):
                    if piece.startswith(b"PUT "):
                        self.puts.append(piece.split(b" ", 2)[1].decode())
                        asked.set()
                    server.sendall(piece)
            with suppress(OSError):
                server.shutdown(socket.SHUT_WR)
            back.join()

    def _answer(
        self, server: socket.socket, caller: socket.socket, asked: threading.Event
    ) -> None:
        with suppress(OSError):
            while piece := server.recv(_PIECE):
                if self.link == Link.CUT and asked.is_set():
                    break
                caller.sendall(piece)
        _end(caller)

    @contextmanager
    def _held(self, one: socket.socket) -> Iterator[None]:
        with self._lock:
            self._open.add(one)
        try:
            yield
        finally:
            with self._lock:
                self._open.discard(one)
            _end(one)


def _end(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
