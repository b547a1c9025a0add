"""Fifty phones that had no signal have it again: is everything there, and only once?

    .venv/bin/python benchmarks/phones.py --kills 0
    .venv/bin/python benchmarks/phones.py --kills 25

Each phone is an officer with a session of their own and twenty closed entries, and does
what the page's script does: ask who is signed in, send one after the other, let go of an
entry on 200 or 201 with its id, and try again in a while when the link breaks. Meanwhile
the server and its workers are killed (-9) and started again. The database is a SQLite
file, or the tests' private PostgreSQL with `--database postgresql`.
"""

import argparse
import http.client
import json
import os
import random
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from benchmarks import place  # noqa: E402 - the folder above was not on the path
from benchmarks.visitor import Session  # noqa: E402

PHONES, ENTRIES = 50, 20
PAUSE = 1.0  # the page waits 15 seconds; here nobody has so much time
TIMEOUT = 15


@dataclass
class Phone:
    """What one phone still holds, and how its sending went."""

    writer: UUID
    session: Session
    port: int
    waiting: dict[UUID, bytes] = field(default_factory=dict)
    answers: dict[int, int] = field(default_factory=dict)

    def ask(
        self, method: str, path: str, body: bytes | None = None
    ) -> tuple[int, dict]:
        """One request, on a connection of its own."""
        link = http.client.HTTPConnection("localhost", self.port, timeout=TIMEOUT)
        headers = {
            "Cookie": self.session.cookie,
            "X-CSRFToken": self.session.token,
            "X-Phone-Clock": _now(),
            "Content-Type": "application/json",
        }
        try:
            link.request(method, path, body, headers)
            answer = link.getresponse()
            said = answer.read()
            return answer.status, json.loads(said) if said.startswith(b"{") else {}
        finally:
            link.close()

    def send_all(self) -> None:
        """Until nothing waits any more."""
        while self.waiting:
            try:
                self._once()
            except (OSError, http.client.HTTPException):
                time.sleep(PAUSE * random.uniform(0.5, 1.5))  # noqa: S311 - no secret

    def _once(self) -> None:
        status, told = self.ask("GET", "/field/session.json")
        if status != 200:
            raise OSError(status)
        self.session.token = told["csrf"]
        for entry_id, closed in list(self.waiting.items()):
            status, told = self.ask("PUT", f"/field/sealed/{entry_id}", closed)
            self.answers[status] = self.answers.get(status, 0) + 1
            if status in {200, 201} and told.get("id") == str(entry_id):
                del self.waiting[entry_id]


def _now() -> str:
    from django.utils.timezone import now

    return now().isoformat()


def said() -> dict[str, list[str]]:
    """The common case: eligible, offered, yes."""
    from offramp.program.sites import queries as sites

    site = sites.current()
    return {
        "route": [next(route.slug for route in site.routes if route.charge_held)],
        "offences": [site.offered_offences[0].slug],
        "said_name": ["Riffby Fablequist"],
        "age_band": [site.choices("age_band")[1][0]],
        "perceived_race": [site.choices("race_perceived")[0][0]],
        "perceived_sex": [site.choices("sex_perceived")[0][0]],
        "place": ["Beside the made-up fountain"],
        "all_fit": ["on"],
        "offer": ["accepted"],
    }


def fill(phone: Phone) -> None:
    """Twenty handovers, written one after the other without signal."""
    from offramp.platform.sealed import phone as seal

    for _ in range(ENTRIES):
        entry_id = uuid4()
        entry = {"kind": "contact", "said": said(), "at": _now()}
        closed = seal.seal_entry({**entry, "writer": str(phone.writer)}, entry_id)
        phone.waiting[entry_id] = closed


def switch_on(port: int) -> list[Phone]:
    """Every phone with somebody signed in on it."""
    from benchmarks import staff

    made = []
    for number in range(PHONES):
        first = f"officer{number % staff.OFFICERS}"
        session = Session(port, staff.email(first), staff.PASSWORD)
        made.append(Phone(staff.user_id(first), session, port))
    for phone in made:
        fill(phone)
    return made


def run(kills: int, data: Path) -> dict[str, object]:
    """Send, kill, wait for the end, and count what is there."""
    from tests.journeys.process import Process

    server = Process(data)
    server.start()
    try:
        phones = switch_on(server.port)
        wanted = {entry_id for phone in phones for entry_id in phone.waiting}
        senders = [threading.Thread(target=phone.send_all) for phone in phones]
        began = time.monotonic()
        for sender in senders:
            sender.start()
        killed = _kill(server, kills, phones)
        for sender in senders:
            sender.join()
        return _counted(wanted, phones, killed, time.monotonic() - began)
    finally:
        server.kill()


def _kill(server, kills: int, phones: list[Phone]) -> int:
    total = PHONES * ENTRIES
    for number in range(kills):
        # One kill after each twenty-sixth part has arrived, so that all hit the middle.
        goal = total - total * (number + 1) // (kills + 1)
        while sum(len(phone.waiting) for phone in phones) > goal:
            time.sleep(0.01)
        server.kill()
        server.start()
    return kills


def _counted(
    wanted: set[UUID], phones: list[Phone], killed: int, seconds: float
) -> dict[str, object]:
    from offramp.program.dispatch.models import Dispatch
    from offramp.program.diversions.models import Contact

    there = set(Contact.objects.values_list("pk", flat=True))
    answers: dict[int, int] = {}
    for phone in phones:
        for status, count in phone.answers.items():
            answers[status] = answers.get(status, 0) + count
    return {
        "entries": len(wanted),
        "kills": killed,
        "seconds": round(seconds, 1),
        "lost": len(wanted - there),
        "doubled": len(there - wanted) + Dispatch.objects.count() - len(there),
        "answers": dict(sorted(answers.items())),
    }


def main() -> None:
    """One run, one line."""
    asks = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asks.add_argument("--kills", type=int, default=25)
    asks.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    given = asks.parse_args()
    os.environ["OFFRAMP_DEMO"] = "yes"  # made-up people come in by password alone
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        with place.database(given.database, data / "phones.sqlite3") as base:
            place.use(base.url, data)
            from django.core.management import call_command

            from benchmarks import staff
            from offramp.platform.accounts.actors import SYSTEM
            from offramp.program.sites import actions

            call_command("migrate", verbosity=0)
            actions.load(ROOT / "programs" / "st-louis-county", by=SYSTEM)
            staff.hire(living=10)
            found = run(given.kills, data)
    where = {"database": given.database, "processors": os.cpu_count()}
    print(json.dumps({**where, **found}))  # noqa: T201 - the figures
    sys.exit(1 if found["lost"] or found["doubled"] else 0)


if __name__ == "__main__":
    main()
