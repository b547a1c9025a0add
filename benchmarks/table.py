"""Puts the newest results of each database into README.md: `python benchmarks/table.py`."""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
KINDS = ("sqlite", "postgresql")
HEAD = (
    "", "p50 ms", "p95 ms", "a second, 8 at once", "p99 ÷ p50, 8 at once",
    "CPU ms, pages", "CPU ms, database",
)  # fmt: skip


def newest() -> list[dict[str, Any]]:
    """The last full run of each database."""
    found = []
    for kind in KINDS:
        files = sorted(HERE.glob(f"results/*-{kind}.json"))
        if files:
            found.append(json.loads(files[-1].read_text()))
    return found


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|---{'|---:' * (len(head) - 1)}|"
    for row in rows:
        yield f"| {' | '.join(map(str, row))} |"
    yield ""


def lines(runs: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The tables, as Markdown."""
    for run in runs:
        yield from _of_one(run)
    titles = list(runs[0]["queries"])
    rows = [
        [title, *(run["queries"].get(title, "") for run in runs)] for title in titles
    ]
    yield "**Queries for one request**, transactions' own statements left out"
    yield ""
    yield from _table(("", *(_name(run) for run in runs)), rows)


def _name(run: dict[str, Any]) -> str:
    base = run["database"]
    kind = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[base["kind"]]
    return f"{kind} {base['version'].split()[0]}"


def _of_one(run: dict[str, Any]) -> Iterator[str]:
    machine, rows = run["machine"], run["rows"]
    yield (
        f"**{_name(run)}**, {run['at'][:10]}, commit {run['commit']}, "
        f"{machine['cores']} cores ({machine['cpu']}), {machine['memory_gb']} GB; "
        f"{rows['people.person']:,} people, {rows['cases.case']:,} stays, "
        f"{rows['touchpoints.touchpoint']:,} touchpoints, "
        f"{run['database']['megabytes']:,} MB. {run['note']}"
    )
    yield ""
    yield from _table(HEAD, [_row(task) for task in run["tasks"].values()])
    yield from _beside(run)
    yield ""


def _row(task: dict[str, Any]) -> list[object]:
    alone, together = task["alone"], task["together"]
    return [
        task["title"],
        round(alone["p50_ms"], 1),
        round(alone["p95_ms"], 1),
        round(together["per_second"], 1),
        round(together["p99_ms"] / together["p50_ms"], 1),
        round(together["cpu_ms"], 1),
        round(together["database_cpu_ms"], 1) or "",
    ]


def _beside(run: dict[str, Any]) -> Iterator[str]:
    raw, tasks = run["raw"], run["tasks"]
    if "handover" in tasks:
        share = 100 * tasks["handover"]["together"]["per_second"] / raw["per_second"]
        yield (
            f"The {raw['inserts']} inserts of one handover, straight through the driver "
            f"in one durable transaction: {raw['per_second']} a second; the page does "
            f"{share:.0f} % of that."
        )
    used = [task["together"]["others_share"] for task in tasks.values()]
    memory = sorted((size for _, size in run["memory_mb"]), reverse=True)
    yield (
        f"Start to first answer {run['seconds_to_start']} s. Memory of each of the two "
        f"workers {memory[0]} MB, of all processes {sum(memory):.0f} MB. Others used "
        f"{min(used):.0%} to {max(used):.0%} of the machine meanwhile."
    )


def main() -> int:
    """Write the tables between their two marks."""
    readme = HERE / "README.md"
    text = "\n".join(lines(newest()))
    marks = r"(<!-- newest -->\n).*(<!-- end -->)"
    found = re.sub(
        marks, lambda m: m[1] + text + m[2], readme.read_text(), flags=re.DOTALL
    )
    readme.write_text(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
