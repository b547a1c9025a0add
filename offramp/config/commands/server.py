"""Granian in this process, its workers below it, background work in a thread beside it."""

import errno
import http.client
import multiprocessing
import signal
import socket
from collections.abc import Callable
from threading import Event, Thread

from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from offramp.config.commands import serving, static_files
from offramp.config.commands.screen import tell
from offramp.config.commands.work import work as do_work

THREADS = 4
PATIENCE_SECONDS = 60


def address(host: str, port: int) -> str:
    """Where a browser on this machine finds the pages."""
    name = "localhost" if host in {"127.0.0.1", "0.0.0.0", "::", "::1"} else host  # noqa: S104 - a comparison, nothing is bound
    return f"http://{name}:{port}/"


def why_not(host: str, port: int) -> str:
    """Why nobody can listen there, in a sentence; empty when somebody can.

    Granian shares a port without a word: a second server would take half of the
    visitors of the first. So the port is tried before, in the way that refuses.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return (
                    f"Port {port} is taken: something answers there already. End it, or "
                    f"choose another port, such as PORT={port + 1}."
                )
            return f"Cannot listen on {host}, port {port}: {error.strerror}."
    return ""


def run(
    host: str, port: int, *, workers: int, work: bool, ready: Callable[[], None]
) -> int:
    """Serve until told to stop; `ready` is called when the first page can be had."""
    static_files.lay_out()
    connections.close_all()
    # A fork would copy the locks of the working thread in whatever state they are.
    multiprocessing.set_start_method("spawn", force=True)
    granian = Granian(
        "offramp.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
    )
    stop = Event()
    beside = [Thread(target=_when_ready, args=(host, port, stop, ready), daemon=True)]
    if work:
        beside.append(Thread(target=do_work, args=(stop,), name="work"))
    for thread in beside:
        thread.start()
    try:
        granian.serve(target_loader=serving.begin)
    finally:
        # It ends as it is; whoever presses once more is only in a hurry.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        stop.set()
        for thread in beside:
            thread.join()
    return 0


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
