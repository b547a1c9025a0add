"""Whoever sends what waits and keeps the schedule: one process, or a thread of one.

Several loops, so that a slow carrier or mail server never makes a page go unanswered: one
says that the worker lives, one keeps time, the others send, each what is most urgent.
"""

import logging
import os
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from threading import Event, Thread
from typing import TypeAlias

from django.db import close_old_connections, connections, transaction
from django.utils.crypto import get_random_string
from django.utils.timezone import now
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from offramp.platform.audit import origin
from offramp.platform.outbox import leases, pulse, schedule

PAUSE = timedelta(seconds=1)
# So many at a time: with each in the hands of a carrier that takes five seconds to
# answer, a page still leaves in time (benchmarks/paging.py).
SENDERS = 6
_RENEWALS_PER_LEASE = 5

_log = logging.getLogger("offramp.jobs")


Around: TypeAlias = Callable[[], AbstractContextManager[None]]


def run(
    stop: Event,
    *,
    pause: timedelta = PAUSE,
    lease: timedelta = leases.LEASE,
    around: Around = nullcontext,
) -> None:
    """Work until told to stop. What is being sent at that moment is sent first.

    Whatever is done is done inside `around`: there today is the day of the place.
    """
    name = f"{socket.gethostname()[:30]}-{os.getpid()}-{get_random_string(8)}"
    beats = pulse.Pulse(name)
    leases.renew(name, now(), lease)
    senders = [
        Thread(
            target=_repeat,
            args=(stop, pause, lambda: _within(around, send_waiting, name, stop)),
            name=f"outbox-{number}",
        )
        for number in range(SENDERS)
    ]
    life = _Life(name, lease, lambda: all(one.is_alive() for one in senders))
    # By itself, so that a job that takes long does not look like a worker that died.
    alive = Thread(target=_repeat, args=(stop, life.every, life.tick), name="alive")
    for thread in (*senders, alive):
        thread.start()
    try:
        _repeat(stop, pause, lambda: _within(around, schedule.run_due, now()))
    finally:
        stop.set()
        for thread in (*senders, alive):
            thread.join()
        leases.end(name)
        beats.stop()
        connections.close_all()


def _within(around: Around, act: Callable[..., object], *given: object) -> None:
    with around():
        act(*given)


def send_waiting(name: str, stop: Event | None = None) -> None:
    """Run the tasks that are ready, one after the other."""
    runner = Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        backend_name="default",
        worker_id=name,
        batch=True,
        max_tasks=None,
        interval=0,
        startup_delay=False,
    )
    while not (stop and stop.is_set()) and (task := _take(name)):
        with origin.job("outbox.send"):
            runner.run_task(task)


def _take(name: str) -> DBTaskResult[..., object] | None:
    ready = DBTaskResult.objects.ready()
    if not ready.exists():  # looking takes nobody's turn to write, claiming does
        return None
    with transaction.atomic():
        task = ready.get_locked()
        if task is not None:
            task.claim(name)
    return task


class _Life:
    """Says that the worker lives, and frees what dead ones held."""

    def __init__(
        self, name: str, lease: timedelta, is_sending: Callable[[], bool]
    ) -> None:
        self._name = name
        self._lease = lease
        self._is_sending = is_sending
        self.every = min(lease / _RENEWALS_PER_LEASE, PAUSE)

    def tick(self) -> None:
        at = now()
        if self._is_sending():
            leases.renew(self._name, at, self._lease)
            leases.end_of_the_dead(at)
            leases.reap(at)


def _repeat(stop: Event, pause: timedelta, act: Callable[[], object]) -> None:
    while not stop.is_set():
        try:
            close_old_connections()
            act()
        except Exception as error:
            # The database restarts, or somebody writes for long: it will pass, and
            # whoever waits for a page must not depend on it. Only the kind is kept.
            _log.error("The worker goes on after %s.", type(error).__name__)
            connections.close_all()
        stop.wait(pause.total_seconds())
    connections.close_all()
