"""Where a run takes place: a database of its own, and the real server before it."""

import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests import postgres

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
WORKERS = 2
SECONDS_TO_START = 60
# The tests switch safety off to be quick. Here every acknowledged write is on the disk.
DURABLE = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "shared_buffers": "512MB",
    "max_wal_size": "4GB",
}

SQLITE = {"journal_mode": "wal", "synchronous": "full"}  # what the product sets


@dataclass(frozen=True)
class Base:
    """A database: its address, and the process that serves it, where there is one."""

    url: str
    pid: int | None


@contextmanager
def database(kind: str, file: Path) -> Iterator[Base]:
    """A SQLite file, or a private PostgreSQL that is gone afterwards."""
    if kind == "sqlite":
        yield Base(f"sqlite:///{file}", None)
        return
    postgres.SETTINGS.update(DURABLE)
    programs = postgres.machine_programs() or postgres.wheel_programs()
    if programs is None:
        sys.exit("There is no PostgreSQL here. Install one, or run `./dev test` once.")
    with postgres.server(programs) as address:
        home = Path(address.partition("host=")[2])
        login = {"host": str(home), "user": "offramp", "dbname": "postgres"}
        with psycopg.connect(**login, autocommit=True) as plain:
            plain.execute("CREATE DATABASE offramp")
        first_line = (home / "data" / "postmaster.pid").read_text().splitlines()[0]
        yield Base(address, int(first_line))


def use(url: str, data: Path) -> None:
    """Set Django up for this database, with the settings of a real program."""
    # Other settings can be named, to measure what one of them is worth.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "offramp.config.settings")
    os.environ.update(
        OFFRAMP_DATABASE_URL=url,
        OFFRAMP_DATA=str(data),
        OFFRAMP_SEARCHES_AN_HOUR="1000000000",
        OFFRAMP_ENTRIES_AN_HOUR="1000000000",
        OFFRAMP_SECRET_KEY=secrets.token_urlsafe(50),
        PYTHONPATH=str(ROOT),
    )
    import django

    django.setup()


@dataclass(frozen=True)
class Server:
    """The pages, answering."""

    pid: int
    port: int
    seconds_to_start: float


@contextmanager
def serving(log: Path, settings: str = "") -> Iterator[Server]:
    """`offramp serve` on a free port of this machine, stopped afterwards."""
    named = {"DJANGO_SETTINGS_MODULE": settings} if settings else {}
    with socket.socket() as trial:
        trial.bind((HOST, 0))
        port = trial.getsockname()[1]
    words = ["serve", "--no-work", f"--workers={WORKERS}", f"--port={port}"]
    with log.open("wb") as sink:
        began = time.monotonic()
        process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "offramp.config.command", *words],
            stdout=sink,
            stderr=sink,
            cwd=ROOT,
            # Everybody is made up, and signs in without a second factor.
            env={**os.environ, "OFFRAMP_DEMO": "yes", **named},
            start_new_session=True,  # Ctrl-C is for the runner, which then stops it
        )
    try:
        _wait_until_ready(port, process, log)
        yield Server(process.pid, port, round(time.monotonic() - began, 2))
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # it and its workers


def _wait_until_ready(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < until:
        connection = http.client.HTTPConnection(HOST, port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass  # nobody listens yet
        finally:
            connection.close()
        time.sleep(0.02)
    sys.exit(f"The pages did not answer.\n{log.read_text(errors='replace')}")
