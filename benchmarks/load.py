"""One visitor alone for the times, several at once for the rate. Both end by themselves."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median

from benchmarks.visitor import Answer, Ask, Unexpected, Visitor

Next = Callable[[int], Ask]


@dataclass(frozen=True)
class Limits:
    """No run goes on for longer, or asks for more, than this."""

    requests: int
    seconds: float


@dataclass(frozen=True)
class Measured:
    """The answers of one run, and how long the run took."""

    times: list[float]
    seconds: float

    def figures(self) -> dict[str, float]:
        """What a table shows, times in milliseconds."""
        times = sorted(self.times)
        return {
            "requests": len(times),
            "per_second": round(len(times) / self.seconds, 1),
            "p50_ms": round(1000 * median(times), 2),
            "p95_ms": round(1000 * times[int(0.95 * (len(times) - 1))], 2),
            "p99_ms": round(1000 * times[int(0.99 * (len(times) - 1))], 2),
            "max_ms": round(1000 * times[-1], 2),
        }


def run(
    visitors: Sequence[Visitor], asks: Sequence[Next], status: int, limits: Limits
) -> Measured:
    """Every visitor asks again as soon as the answer is there (a closed loop)."""
    share = -(-limits.requests // len(visitors))
    began = time.perf_counter()
    until = began + limits.seconds

    def visit(which: int) -> list[float]:
        times: list[float] = []
        while len(times) < share and time.perf_counter() < until:
            answer = visitors[which].ask(asks[which](len(times)))
            _check(answer, status)
            times.append(answer.seconds)
        return times

    with ThreadPoolExecutor(len(visitors)) as threads:
        times = list(threads.map(visit, range(len(visitors))))
    spent = time.perf_counter() - began
    return Measured([one for each in times for one in each], spent)


def _check(answer: Answer, status: int) -> None:
    if answer.status != status:
        said = answer.body[:4000].decode(errors="replace")
        raise Unexpected(f"Answer {answer.status} instead of {status}.\n{said}")
