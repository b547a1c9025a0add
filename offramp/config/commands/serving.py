"""How a process that serves pages begins. Read before Django is set up."""

import signal
from importlib import import_module
from typing import Any


def begin(target: str) -> Any:
    """The pages, in a process that leaves Ctrl+C to the one above it.

    A terminal sends it to both, and a worker that is told twice to end does so badly.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    module, _, name = target.partition(":")
    return getattr(import_module(module), name)
