"""Jobs that come round. Each package's `jobs.py` names its own; a worker runs them."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import TypeAlias

from django.utils.module_loading import autodiscover_modules

from offramp.platform.audit import origin
from offramp.platform.outbox.models import Recurring

Job: TypeAlias = Callable[[datetime], None]

_log = logging.getLogger("offramp.jobs")


@dataclass(frozen=True)
class _Entry:
    job: Job
    every: timedelta


_entries: dict[str, _Entry] = {}


def recurring(name: str, *, every: timedelta) -> Callable[[Job], Job]:
    """Run the function again and again. It is told the time, and may be run twice."""

    def enter(job: Job) -> Job:
        _entries[name] = _Entry(job, every)
        return job

    return enter


def run_due(at: datetime) -> list[str]:
    """Run what is due, each by one worker only; the names of what ran."""
    _discover()
    due = dict(Recurring.objects.values_list("name", "due_at"))
    names = [n for n in sorted(_entries) if n not in due or due[n] <= at]
    return [name for name in names if _claim(name, at) and _run(name, at)]


@cache
def _discover() -> None:
    autodiscover_modules("jobs")


def _claim(name: str, at: datetime) -> bool:
    every = _entries[name].every
    seconds = int(every.total_seconds())
    Recurring.objects.get_or_create(
        name=name, defaults={"every_seconds": seconds, "due_at": at}
    )
    claimed = Recurring.objects.filter(name=name, due_at__lte=at).update(
        every_seconds=seconds, due_at=at + every, ran_at=at
    )
    return claimed == 1


def _run(name: str, at: datetime) -> bool:
    problem = ""
    try:
        with origin.job(name):
            _entries[name].job(at)
    except Exception as error:
        # One job's fault must not keep the others from running. Its words may name
        # a person, so only its kind is kept.
        problem = type(error).__name__
        _log.error("The job %s stopped: %s.", name, problem)
    Recurring.objects.filter(name=name).exclude(problem=problem).update(problem=problem)
    return True
