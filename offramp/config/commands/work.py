"""`offramp work`: send what waits and keep the schedule, until stopped."""

import signal
import sys
import threading
from threading import Event

from django.conf import settings

from offramp.config.commands import database
from offramp.config.commands.screen import tell
from offramp.config.local_time import at_the_site
from offramp.platform.outbox import worker
from offramp.platform.policy.zones import Zone

ELSEWHERE = (
    "The program's zone sends for both, so nothing is to be done here. Run offramp work "
    "with OFFRAMP_ZONE=program and its login."
)


def by_itself() -> int:
    """Work as a process of its own, if this is the place and the database is ready."""
    if settings.OFFRAMP_ZONE == Zone.JUSTICE:
        tell(ELSEWHERE)
        return 1
    if not database.is_ready():
        return 1
    work()
    return 0


def work(stop: Event | None = None) -> None:
    """Work until the event is set; without one, until the process is asked to end."""
    if stop is not None:
        worker.run(stop, around=at_the_site)
        return
    stop = _stop_on_signal()
    sys.stdout.write("Sending messages and keeping time. Ctrl+C ends it.\n")
    sys.stdout.flush()
    worker.run(stop, around=at_the_site)
    sys.stdout.write("Stopped. What was being sent has been sent.\n")


def _stop_on_signal() -> Event:
    stop = Event()
    if threading.current_thread() is threading.main_thread():
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: stop.set())
    return stop
