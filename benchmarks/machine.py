"""What the system knows of processes and of the machine. Linux only."""

import os
import platform
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PROC = Path("/proc")


def tree(root: int) -> list[int]:
    """A process and all that it started."""
    children: dict[int, list[int]] = {}
    for folder in _PROC.glob("[0-9]*"):
        fields = _stat(int(folder.name))
        if fields:
            children.setdefault(int(fields[1]), []).append(int(folder.name))
    found, ahead = [], [root]
    while ahead:
        pid = ahead.pop()
        found.append(pid)
        ahead.extend(children.get(pid, ()))
    return found


def _stat(pid: int) -> list[str]:
    """The fields from the state on; nothing when the process is gone."""
    try:
        text = (_PROC / str(pid) / "stat").read_text()
    except OSError:
        return []
    return text.rpartition(")")[2].split()


def cpu_seconds(root: int) -> float:
    """Processor time that a process and its children have used, also those that ended."""
    used = 0
    for pid in tree(root):
        fields = _stat(pid)
        used += sum(map(int, fields[11:13])) if fields else 0
    root_fields = _stat(root)
    ended = sum(map(int, root_fields[13:15])) if root_fields else 0
    return (used + ended) / _TICKS


def own_cpu_seconds() -> float:
    """What the runner itself has used."""
    spent = os.times()
    return spent.user + spent.system


def memory(root: int) -> list[tuple[str, float]]:
    """Megabytes of each process of a tree; a shared page counts in parts."""
    found = []
    for pid in tree(root):
        try:
            lines = (_PROC / str(pid) / "smaps_rollup").read_text().splitlines()
            name = (_PROC / str(pid) / "comm").read_text().strip()
        except OSError:
            continue
        parts = [int(line.split()[1]) for line in lines if line.startswith("Pss:")]
        found.append((name, round(sum(parts) / 1024, 1)))
    return found


@dataclass(frozen=True)
class Moment:
    """What all processors together have done so far, in seconds."""

    busy: float
    all: float

    @classmethod
    def now(cls) -> "Moment":
        """Read the machine's own count."""
        line = (_PROC / "stat").read_text().splitlines()[0]
        parts = [int(part) / _TICKS for part in line.split()[1:9]]
        return cls(busy=sum(parts) - parts[3] - parts[4], all=sum(parts))


def facts() -> dict[str, object]:
    """What a figure must be read with."""
    cpu = (_PROC / "cpuinfo").read_text()
    names = [line for line in cpu.splitlines() if line.startswith("model name")]
    kilobytes = int((_PROC / "meminfo").read_text().split()[1])
    return {
        "cores": len(os.sched_getaffinity(0)),
        "cpu": names[0].partition(": ")[2] if names else platform.processor(),
        "memory_gb": round(kilobytes / 1024**2, 1),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }
