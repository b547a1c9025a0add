"""Measures Offramp's pages: `python benchmarks/run.py --database sqlite`.

It makes a database of made-up people, starts the real server before it, asks it over
the loopback address as one visitor and as eight, and writes the figures to a file in
benchmarks/results. Everything is bounded in count and time, and it stops by itself.
"""

import argparse
import shutil
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import place  # noqa: E402 - the folder above was not on the path
from benchmarks.results import Results  # noqa: E402


def options() -> argparse.Namespace:
    """What can be chosen."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    asked.add_argument("--people", type=int, default=100_000)
    asked.add_argument("--touchpoints", type=int, default=5, help="a person, about")
    asked.add_argument("--only", nargs="+", default=[], help="these tasks only")
    asked.add_argument(
        "--rounds", type=int, default=3, help="the median of them counts"
    )
    asked.add_argument("--seconds", type=float, default=5, help="of a run at the most")
    asked.add_argument("--requests", type=int, default=200, help="of one visitor alone")
    asked.add_argument("--clients", type=int, default=8)
    asked.add_argument("--note", default="", help="kept with the figures")
    asked.add_argument("--no-result", action="store_true", help="print only")
    return asked.parse_args()


def tell(text: str) -> None:
    """A line for whoever waits."""
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {text}\n")


def main() -> int:
    """Run, print, keep."""
    asked = options()
    folder = Path(tempfile.mkdtemp(prefix="offramp-benchmark-"))
    (folder / "static").mkdir()
    kept = kept_file(asked)
    try:
        file = folder / "offramp.sqlite3"
        if asked.database == "sqlite" and kept.exists():
            tell(f"Copying {kept.name}")
            shutil.copyfile(kept, file)
        with place.database(asked.database, file) as base:
            place.use(base.url, folder)
            fill(asked, kept)
            from benchmarks.measure import measure  # Django is ready only now

            results = Results.begin(asked, base)
            measure(asked, base, folder, results, tell)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.write(results.text())
    if not asked.no_result:
        tell(f"Written to {results.write().relative_to(ROOT)}")
    return 0


def kept_file(asked: argparse.Namespace) -> Path:
    """Where a filled SQLite file is kept for the next run of this week's code."""
    year, week, _ = date.today().isocalendar()
    from benchmarks.results import shape

    name = f"{asked.people}-{asked.touchpoints}-{year}w{week}-{shape()}.sqlite3"
    return ROOT / "data" / "benchmarks" / name


def fill(asked: argparse.Namespace, kept: Path) -> None:
    """Tables, the site, the made-up people; nothing when they are there."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from benchmarks.seed import sow
    from offramp.platform.accounts.actors import SYSTEM
    from offramp.program.people.models import Person
    from offramp.program.sites import actions as sites

    call_command("migrate", interactive=False, verbosity=0)
    sites.load(Path(settings.PROGRAM), by=SYSTEM)
    if Person.objects.exists():
        return
    tell("Filling the database")
    began = time.monotonic()
    sow(asked.people, asked.touchpoints, tell)
    tell(f"Filled in {time.monotonic() - began:.0f} seconds")
    if asked.database == "sqlite":
        kept.parent.mkdir(parents=True, exist_ok=True)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(kept)])


if __name__ == "__main__":
    sys.exit(main())
