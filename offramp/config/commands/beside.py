"""What is done beside the pages: the work, and saying when the first page can be had."""

import http.client
import multiprocessing
import signal
import sys
from collections.abc import Callable
from threading import Event, Thread

from offramp.config.commands import serving
from offramp.config.commands.screen import tell
from offramp.config.commands.work import work as do_work

PATIENCE_SECONDS = 60


def way() -> str:
    """How another process begins: as a fork, which has read everything already.

    On a Mac a fork breaks Apple's own libraries; there each reads everything anew.
    """
    return "spawn" if sys.platform == "darwin" else "fork"


class Beside:
    """Begins with its making; a process of its own, or a thread where none is forked."""

    def __init__(
        self, host: str, port: int, work: bool, ready: Callable[[], None]
    ) -> None:
        self._stop = Event()
        self._process: multiprocessing.Process | None = None
        self._thread: Thread | None = None
        given = (self._stop, host, port, work, ready)
        if way() == "fork":
            self._process = multiprocessing.Process(target=_by_itself, args=given)
            self._process.start()
        else:
            self._thread = Thread(target=_beside, args=given, name="work")
            self._thread.start()

    def end(self) -> None:
        """Comes back when what is being sent has been sent."""
        self._stop.set()
        if self._process:
            self._process.terminate()
            self._process.join()
        if self._thread:
            self._thread.join()


def _by_itself(
    stop: Event, host: str, port: int, work: bool, ready: Callable[[], None]
) -> None:
    """In a process: it ends when it is told, or when it is left alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one above says when
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    serving.when_left_alone(stop.set)
    _beside(stop, host, port, work, ready)


def _beside(
    stop: Event, host: str, port: int, work: bool, ready: Callable[[], None]
) -> None:
    Thread(target=_when_ready, args=(host, port, stop, ready), daemon=True).start()
    if work:
        do_work(stop)
    stop.wait()


def _when_ready(host: str, port: int, stop: Event, ready: Callable[[], None]) -> None:
    for _ in range(PATIENCE_SECONDS * 10):
        if stop.wait(0.1):
            return
        if _answers(host, port):
            ready()
            return
    tell("The pages do not answer yet. See the lines above, or ask /healthz.")


def _answers(host: str, port: int) -> bool:
    near = "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104 - a comparison, nothing is bound
    connection = http.client.HTTPConnection(near, port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
