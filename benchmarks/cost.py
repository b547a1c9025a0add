"""What policy and the record of acts cost: `python benchmarks/cost.py --database sqlite`.

The real server twice before one database: as it is, and with both taken out (`bare.py`).
The tasks take turns between the two within each round, so that a noisy minute falls on
both. Prints the share of speed that is lost; the promise is 15 % at the most. The list of
somebody's own people is left out: without policy it would be everybody's. Supervisors
search here: to a peer, the page offers other things of those whom they may not open.
"""

import shutil
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import place, run  # noqa: E402 - the folder above was not on the path

NAMES = ("handover", "touchpoint", "worklist_all", "search", "person")
BARE = "benchmarks.bare"
STAYS = 1  # requests that a visitor sends before they come anew


def main() -> int:
    """Measure, and print a table."""
    asked = run.options()
    folder = Path(tempfile.mkdtemp(prefix="offramp-cost-"))
    (folder / "static").mkdir()
    kept, file = run.kept_file(asked), folder / "offramp.sqlite3"
    try:
        if asked.database == "sqlite" and kept.exists():
            shutil.copyfile(kept, file)
        with place.database(asked.database, file) as base:
            place.use(base.url, folder)
            run.fill(asked, kept)
            _measure(asked, base, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def _measure(asked, base, folder) -> None:
    from django.db import connections

    from benchmarks.measure import Run
    from benchmarks.tasks import TASKS

    connections.close_all()
    tasks = {**TASKS, "search": replace(TASKS["search"], role="supervisor")}
    names = [name for name in NAMES if not asked.only or name in asked.only]
    with ExitStack() as stack:
        servers = [
            stack.enter_context(place.serving(folder / f"{which}.log", settings))
            for which, settings in (("whole", ""), ("bare", BARE))
        ]
        runs = [Run(asked, base, at, None, run.tell, stays=STAYS) for at in servers]
        ready = {name: [r.ready(tasks[name]) for r in runs] for name in names}
        found = {name: ([], []) for name in names}
        for turn in range(asked.rounds):
            for name in names:
                for which in (0, 1) if turn % 2 == 0 else (1, 0):
                    visitors, asks = ready[name][which]
                    one = runs[which].one(tasks[name], visitors, asks)
                    found[name][which].append(one)
                run.tell(f"Round {turn + 1}, {name}: {_line(*found[name])}")
    for name in names:
        sys.stdout.write(f"{TASKS[name].title}: {_line(*found[name])}\n")


def _line(whole, bare) -> str:
    """The share of speed that is lost: by requests a second, and by processor time."""
    rate = 1 - _middle(whole, "per_second") / _middle(bare, "per_second")
    cpu = [
        _middle(rounds, "cpu_ms") + _middle(rounds, "database_cpu_ms")
        for rounds in (whole, bare)
    ]
    others = max(one["together"]["others_share"] for one in (*whole, *bare))
    return (
        f"{rate:.0%} fewer a second; CPU {cpu[0]:.1f} against {cpu[1]:.1f} ms, "
        f"{cpu[0] / cpu[1] - 1:.0%} more; others used up to {others:.0%}"
    )


def _middle(rounds, name: str) -> float:
    return median(one["together"][name] for one in rounds)


if __name__ == "__main__":
    sys.exit(main())
