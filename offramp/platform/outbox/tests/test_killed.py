"""A worker is killed with a letter in its hand: sent once by the next one, not lost."""

import asyncio
import os
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import quote
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller
from django.db import connection, connections
from django.utils.timezone import now

from offramp.config.sqlite.base import DatabaseWrapper
from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.channels.models import Reach
from offramp.platform.channels.tests.stand_in import running
from offramp.platform.outbox import actions
from offramp.platform.outbox.models import Message
from offramp.platform.outbox.tests import factories as make

COMMAND = """
import django
django.setup()
from offramp.config.commands.work import work
work()
"""
LONG_LEASE = """
import django
django.setup()
from datetime import timedelta
from threading import Event
from offramp.platform.outbox import worker
worker.run(Event(), pause=timedelta(seconds=.05), lease=timedelta(minutes=9))
"""


class MailServer:
    """Takes no letter until told to; then every letter."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self.taken = threading.Event()
        self.letters: list[bytes] = []
        self.takes = False

    async def handle_DATA(self, server, session, envelope) -> str:
        if not self.takes:
            self.reached.set()
            await asyncio.sleep(60)
        self.letters.append(envelope.content)
        self.taken.set()
        return "250 taken"


@pytest.fixture
def server() -> Iterator[tuple[MailServer, int]]:
    handler = MailServer()
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, port
    controller.stop()


@dataclass
class Place:
    """A database that another process can open, and its name in this one."""

    url: str
    alias: str
    data: Path
    begun: list[subprocess.Popen[str]] = field(default_factory=list)

    def begin(self, program: str, settings: Mapping[str, str]) -> subprocess.Popen[str]:
        """A process of ours on this database, which does not outlive the test."""
        ours = {
            "DJANGO_SETTINGS_MODULE": "offramp.config.settings",
            "OFFRAMP_DATA": str(self.data),
            "OFFRAMP_DATABASE_URL": self.url,
        }
        process = subprocess.Popen(  # noqa: S603 # our own words
            [sys.executable, "-c", program],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **ours, **settings},
        )
        self.begun.append(process)
        return process

    def end(self) -> None:
        """As the test leaves them when it fails."""
        for process in self.begun:
            if process.poll() is None:
                process.kill()
                process.communicate()


@pytest.fixture
def place(transactional_db, tmp_path: Path) -> Iterator[Place]:
    make.message()
    settings = connection.settings_dict
    if connection.vendor == "postgresql":
        user = f"{quote(settings['USER'])}:{quote(settings['PASSWORD'])}"
        options = f"?host={settings['HOST']}&port={settings['PORT'] or 5432}"
        where = f"postgresql://{user}@/{settings['NAME']}{options}"
        yield from _until_the_end(Place(where, "default", tmp_path))
        return
    file = str(tmp_path / "offramp.sqlite3")
    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as copy:
        connection.connection.backup(copy)
    connections["copy"] = DatabaseWrapper({**settings, "NAME": file}, alias="copy")
    yield from _until_the_end(Place(f"sqlite:///{file}", "copy", tmp_path))
    connections["copy"].close()
    del connections["copy"]


def _until_the_end(place: Place) -> Iterator[Place]:
    yield place
    place.end()


def start(
    program: str, place: Place, port: int, **others: str
) -> subprocess.Popen[str]:
    mail = {
        "OFFRAMP_EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OFFRAMP_EMAIL_HOST": "127.0.0.1",
        "OFFRAMP_EMAIL_PORT": str(port),
    }
    return place.begin(program, {**mail, **others})


@pytest.mark.slow  # two processes start
def test_a_letter_survives_the_worker_that_carried_it(place: Place, server):
    mail, port = server
    first = start(LONG_LEASE, place, port)
    assert mail.reached.wait(20)
    first.kill()
    first.communicate()
    assert Message.objects.using(place.alias).get().state == "sending"

    mail.takes = True
    second = start(COMMAND, place, port)
    assert mail.taken.wait(20)
    second.terminate()
    said, _ = second.communicate()

    assert second.returncode == 0
    assert said.endswith("Stopped. What was being sent has been sent.\n")

    [letter] = mail.letters
    message = Message.objects.using(place.alias).get()
    assert str(message.id).encode() in letter
    assert (message.state, message.attempts) == ("sent", 2)


@pytest.fixture
def called(transactional_db) -> None:
    """Somebody is called, who chose to be by text and by a call."""
    Reach.objects.create(
        user_id=make.reader(),
        order=["text", "voice"],
        phone="+13145550142",
        chosen_at=now(),
    )
    words = make.Said("A page", "", "You are paged, LD-7F3K2.", "You are paged.")
    page = actions.Call(make.reader(), "page", uuid4(), [now(), now()])
    actions.call([page], words, by=SYSTEM)


@pytest.mark.slow  # two processes start
def test_what_the_carrier_took_before_the_kill_does_not_go_again(called, place):
    ways = Message.objects.using(place.alias).filter(rank__gte=1).order_by("rank")
    with running() as carrier:
        ours = carrier.accounts()
        settings = {
            "OFFRAMP_CARRIER_URL": ours.carrier_url,
            "OFFRAMP_CARRIER_ACCOUNT": ours.carrier_account,
            "OFFRAMP_CARRIER_TOKEN": ours.carrier_token,
            "OFFRAMP_CARRIER_SENDER": ours.carrier_sender,
            "OFFRAMP_EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        }
        carrier.dawdles = 4
        first = start(LONG_LEASE, place, 0, **settings)
        assert until(lambda: carrier.messages and carrier.calls)
        first.kill()
        first.communicate()
        assert [way.state for way in ways.all()] == ["sending", "sending"]

        carrier.dawdles = 0
        second = start(LONG_LEASE, place, 0, **settings)
        assert until(lambda: not ways.exclude(state="sent").exists())
        second.terminate()
        second.communicate()

    [text], [call] = carrier.messages, carrier.calls
    assert text["Body"].startswith("You are paged, LD-7F3K2.")
    assert [way.reference for way in ways.all()] == [text["sid"], call["sid"]]


def until(so: Callable[[], object]) -> bool:
    """Whether it becomes so within half a minute."""
    end = monotonic() + 30
    while not (found := bool(so())) and monotonic() < end:
        sleep(0.05)
    return found
