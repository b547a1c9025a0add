"""`offramp work`: send what waits and keep the schedule, until stopped."""

import signal
import sys
import threading
from threading import Event

from offramp.platform.outbox import worker


def work(stop: Event | None = None) -> None:
    """Work until the event is set; without one, until the process is asked to end."""
    if stop is not None:
        worker.run(stop)
        return
    stop = _stop_on_signal()
    sys.stdout.write("Sending messages and keeping time. Ctrl+C ends it.\n")
    sys.stdout.flush()
    worker.run(stop)
    sys.stdout.write("Stopped. What was being sent has been sent.\n")


def _stop_on_signal() -> Event:
    stop = Event()
    if threading.current_thread() is threading.main_thread():
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: stop.set())
    return stop
