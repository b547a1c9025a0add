"""Granian in this process; its workers below it, and background work beside them.

All of them are forks of this process, which has read everything by then: they answer at
once and share its memory (docs/adr/0024-pages-are-forked.md). No thread of ours runs
here, so a fork copies no lock that somebody holds.
"""

import errno
import multiprocessing
import signal
import socket
from collections.abc import Callable

from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from offramp.config.commands import serving, static_files
from offramp.config.commands.beside import Beside, way

THREADS = 4


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
    serving.read_everything()
    connections.close_all()
    multiprocessing.set_start_method(way(), force=True)
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
    beside = Beside(host, port, work, ready)
    try:
        granian.serve(target_loader=serving.begin)
    finally:
        # It ends as it is; whoever presses once more is only in a hurry.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        beside.end()
    return 0
