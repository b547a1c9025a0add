"""One run: every task by turns, several rounds, then what the database alone can do."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from django.conf import settings
from django.db import connections

from benchmarks import load, machine, pages, place, raw
from benchmarks.load import Limits
from benchmarks.machine import Moment
from benchmarks.results import Results
from benchmarks.staff import PASSWORD, email
from benchmarks.tasks import TASKS, Task
from benchmarks.visitor import Session, Visitor

WARM = Limits(requests=80, seconds=4)
RAW = Limits(requests=4000, seconds=3)
Tell = Callable[[str], None]


def measure(
    asked: argparse.Namespace,
    base: place.Base,
    folder: Path,
    results: Results,
    tell: Tell,
) -> None:
    """Fill the results."""
    chosen = {k: task for k, task in TASKS.items() if not asked.only or k in asked.only}
    tell("Counting queries")
    asks = dict(pages.statements())
    results.facts["queries"] = {title: len(sql) for title, sql in asks.items()}
    again = raw.Again(
        raw.inserts(pages.browser("officer0"), TASKS["handover"].asks(0)(0))
    )
    connections.close_all()
    with place.serving(folder / "server.log") as server:
        results.facts["seconds_to_start"] = server.seconds_to_start
        run = Run(asked, base, server, again, tell)
        results.facts["tasks"] = run.all(chosen)
        results.facts["raw"] = run.raw()
        results.facts["memory_mb"] = machine.memory(server.pid)


class Run:
    """Visitors of every task, and their turns."""

    def __init__(
        self,
        asked: argparse.Namespace,
        base: place.Base,
        server: place.Server,
        again: raw.Again,
        tell: Tell,
        *,
        stays: int | None = None,
    ) -> None:
        self._asked, self._base, self._server, self._tell = asked, base, server, tell
        self._stays = stays
        self._again, self._rates = again, list[float]()
        self._alone = Limits(asked.requests, asked.seconds)
        self._together = Limits(1_000_000, asked.seconds)

    def all(self, chosen: Mapping[str, Task]) -> dict[str, Any]:
        """Every task in every round, so that a noisy minute falls on all of them."""
        ready = {name: self.ready(task) for name, task in chosen.items()}
        self._tell("Everybody has signed in")
        found: dict[str, list[dict[str, Any]]] = {name: [] for name in chosen}
        for turn in range(self._asked.rounds):
            self._rates.append(self._raw_rate())
            for name, task in chosen.items():
                found[name].append(self.one(task, *ready[name]))
                self._tell(f"Round {turn + 1}, {name}: {_brief(found[name][-1])}")
        return {
            name: {"title": chosen[name].title, **middle(rounds), "rounds": rounds}
            for name, rounds in found.items()
        }

    def raw(self) -> dict[str, Any]:
        """What the database alone did with the rows of a handover, in the same rounds."""
        rates = self._rates
        return {
            "inserts": len(self._again()),
            "per_second": median(rates),
            "rounds": rates,
        }

    def _raw_rate(self) -> float:
        named = settings.DATABASES["default"]
        if self._base.pid is None:
            return raw.sqlite(named["NAME"], self._again, RAW)
        return raw.postgresql(named, self._again, RAW, self._asked.clients)

    def ready(self, task: Task) -> tuple[list[Visitor], list[load.Next]]:
        """Visitors who have signed in, and what each of them asks."""
        port, each = self._server.port, range(self._asked.clients)
        visitors = [
            Visitor(
                port,
                [
                    Session(port, email(f"{task.role}{which}"), PASSWORD)
                    for _ in range(task.sessions)
                ],
                self._stays,
            )
            for which in each
        ]
        return visitors, [task.asks(which) for which in each]

    def one(
        self, task: Task, visitors: Sequence[Visitor], asks: Sequence[load.Next]
    ) -> dict[str, Any]:
        """One visitor alone, then all of them together."""
        load.run(visitors, asks, task.status, WARM)
        alone = self._watched(visitors[:1], asks, task, self._alone)
        together = self._watched(visitors, asks, task, self._together)
        for visitor in visitors:
            visitor.leave()
        return {"alone": alone, "together": together}

    def _watched(
        self, visitors: Sequence[Visitor], asks: Any, task: Task, limits: Limits
    ) -> dict[str, float]:
        """A run, with the processor time that it cost us and that others took."""
        roots = [self._server.pid, *([self._base.pid] if self._base.pid else [])]
        used = [machine.cpu_seconds(root) for root in roots]
        own, before = machine.own_cpu_seconds(), Moment.now()
        done = load.run(visitors, asks, task.status, limits)
        spent = [
            machine.cpu_seconds(root) - u for root, u in zip(roots, used, strict=True)
        ]
        ours = sum(spent) + machine.own_cpu_seconds() - own
        after = Moment.now()
        others = after.busy - before.busy - ours
        figures = done.figures()
        per_request = [round(1000 * s / figures["requests"], 2) for s in spent]
        return {
            **figures,
            "cpu_ms": per_request[0],
            "database_cpu_ms": per_request[1] if self._base.pid else 0.0,
            "others_share": round(max(0.0, others) / (after.all - before.all), 2),
        }


def middle(rounds: Sequence[Mapping[str, Mapping[str, float]]]) -> dict[str, Any]:
    return {
        mode: {
            name: round(median(one[mode][name] for one in rounds), 2)
            for name in rounds[0][mode]
        }
        for mode in ("alone", "together")
    }


def _brief(one: Mapping[str, Mapping[str, float]]) -> str:
    alone, together = one["alone"], one["together"]
    return (
        f"{alone['p50_ms']} ms, p95 {alone['p95_ms']} ms; {together['per_second']} /s, "
        f"CPU {together['cpu_ms']} + {together['database_cpu_ms']} ms, "
        f"others {together['others_share']}"
    )
