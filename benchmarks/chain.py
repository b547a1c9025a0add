"""How many acts a second the record of acts lets through, with and without its chain.

    .venv/bin/python benchmarks/chain.py --database sqlite
    .venv/bin/python benchmarks/chain.py --database postgresql

Each client is a process that changes a row of its own in one durable transaction, and
adds an entry (chained), or adds the same bytes to a plain table (unchained), or nothing
(bare). The ways take turns in one run, so compare them with each other only.
"""

import argparse
import json
import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from benchmarks import place  # noqa: E402 - the folder above was not on the path

WAYS = ("chained", "unchained", "bare")
CLIENTS = (1, 4)
ROUNDS = 3
SECONDS = 2.0


def prepare() -> str:
    """Tables, rows, and a disk that is waited for. The database's name and version."""
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE plain (body text)")
        cursor.execute("CREATE TABLE kit (id integer PRIMARY KEY, count integer)")
        for number in range(max(CLIENTS)):
            cursor.execute("INSERT INTO kit VALUES (%s, 0)", [number])
        if connection.vendor == "postgresql":
            cursor.execute("SHOW server_version")
            return f"PostgreSQL {cursor.fetchone()[0]}"
        cursor.execute("SELECT sqlite_version()")
        return f"SQLite {cursor.fetchone()[0]}"


def client(way: str, number: int, begin, done) -> None:
    """Act until the time is over; how often."""
    import django

    django.setup()
    from django.db import connection, transaction

    from offramp.platform.accounts.actors import SYSTEM
    from offramp.platform.audit import body, log
    from offramp.platform.policy.table import Permission

    text = body.written("home.read", "benchmark.kit", SYSTEM.id, {}, by=SYSTEM)
    cursor = connection.cursor()
    begin.wait()
    count, until = 0, time.monotonic() + SECONDS
    while time.monotonic() < until:
        with transaction.atomic():
            cursor.execute("UPDATE kit SET count = count + 1 WHERE id = %s", [number])
            if way == "chained":
                log.about_itself(Permission.HOME_READ, by=SYSTEM)
            elif way == "unchained":
                cursor.execute("INSERT INTO plain VALUES (%s)", [text])
        count += 1
    done.put(count)


def rate(way: str, clients: int) -> float:
    """Acts a second of so many clients together."""
    begin, done = multiprocessing.Barrier(clients), multiprocessing.Queue()
    processes = [
        multiprocessing.Process(target=client, args=(way, number, begin, done))
        for number in range(clients)
    ]
    for process in processes:
        process.start()
    total = sum(done.get() for _ in processes)
    for process in processes:
        process.join()
    return total / SECONDS


def main() -> None:
    """Print the medians as JSON."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    kind = asked.parse_args().database
    multiprocessing.set_start_method("spawn")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "chain.sqlite3"
        with place.database(kind, file) as base:
            place.use(base.url, Path(folder))
            found = _measured()
    sys.stdout.write(json.dumps(found, indent=2) + "\n")


def _measured() -> dict[str, object]:
    found: dict[str, object] = {"database": prepare(), "cores": os.cpu_count()}
    for clients in CLIENTS:
        rates: dict[str, list[float]] = {way: [] for way in WAYS}
        for _ in range(ROUNDS):
            for way in WAYS:
                rates[way].append(rate(way, clients))
        found[f"{clients} clients, acts a second"] = {
            way: round(statistics.median(rates[way])) for way in WAYS
        }
    found["load average"] = os.getloadavg()[0]
    return found


if __name__ == "__main__":
    main()
