"""Offramp as it really runs: processes that can be killed, and started again."""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

COMMAND = [sys.executable, "-m", "offramp.config.command", "serve"]
KEY = "a key of the journeys: 0123456789, abcdefghij, ABCDEFGHIJ, all of it made up"
SECONDS_TO_START = 60


def database_url() -> str:
    """The address of the test's own database."""
    given = {key: str(value) for key, value in connection.settings_dict.items()}
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    login = f"{quote(given['USER'])}:{quote(given['PASSWORD'])}"
    where = f"host={quote(given['HOST'])}&port={given['PORT'] or 5432}"
    return f"postgresql://{login}@/{given['NAME']}?{where}"


def free_port() -> int:
    """A port at which nobody listens just now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@dataclass
class Process:
    """`offramp serve` on the test's database; the same port each time."""

    data: Path
    port: int = field(default_factory=free_port)
    running: "subprocess.Popen[bytes] | None" = None

    @property
    def address(self) -> str:
        """Where a browser finds it, without a slash at the end."""
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        """Serve; comes back when a page can be had."""
        environment = {
            **os.environ,
            "OFFRAMP_DATABASE_URL": database_url(),
            "OFFRAMP_DATA": str(self.data),
            "OFFRAMP_DEMO": "yes",  # made-up people, who come in by password alone
            "OFFRAMP_SECRET_KEY": KEY,
            "PYTHONPATH": str(settings.ROOT),
        }
        words = ["--no-work", "--workers", "1", "--port", str(self.port)]
        with (self.data / "log.txt").open("ab") as log:
            self.running = subprocess.Popen(  # noqa: S603 - our own command
                [*COMMAND, *words],
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,  # so that its workers can be killed with it
            )
        self._wait(answers=True)

    def kill(self) -> None:
        """As when the power fails: no goodbye to anybody."""
        if self.running is None:
            return
        os.killpg(self.running.pid, signal.SIGKILL)
        self.running.wait(timeout=10)
        self.running = None
        self._wait(answers=False)

    def kill_the_first(self) -> None:
        """Only the process that was started: those below it are to notice."""
        if self.running is None:
            return
        self.running.kill()
        self.running.wait(timeout=10)
        self.running = None
        self._wait(answers=False)

    def _wait(self, *, answers: bool) -> None:
        until = time.monotonic() + SECONDS_TO_START
        while self._answers() is not answers:
            if time.monotonic() > until:
                said = (self.data / "log.txt").read_text(errors="replace")
                raise TimeoutError(f"The server did not come or go.\n{said}")
            time.sleep(0.05)

    def _answers(self) -> bool:
        with socket.socket() as caller:
            caller.settimeout(1)
            return caller.connect_ex(("127.0.0.1", self.port)) == 0
