"""How a process that serves pages begins, and what it has read by then."""

import gc
import os
import signal
from collections.abc import Callable
from importlib import import_module
from threading import Thread
from time import sleep
from typing import Any


def read_everything() -> None:
    """Read every page's code now, so that no visitor waits for it.

    What is there by then stays, so nobody looks through it for what can be thrown away.
    """
    from django.conf import settings  # a spawned process is here before its settings
    from django.urls import get_resolver

    for urlconf in {settings.ROOT_URLCONF, *settings.OFFRAMP_URLS.values()}:
        _ = get_resolver(urlconf).reverse_dict
    gc.collect()
    gc.freeze()


def begin(target: str) -> Any:
    """The pages, in a process that leaves Ctrl+C to the one above it.

    A terminal sends it to both, and a worker that is told twice to end does so badly.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    module, _, name = target.partition(":")
    pages = getattr(import_module(module), name)
    read_everything()
    when_left_alone(lambda: os.kill(os.getpid(), signal.SIGTERM))
    return pages


def when_left_alone(act: Callable[[], object]) -> None:
    """Whoever kills the process above us means us too: we would only hold its port."""
    above = os.getppid()

    def watch() -> None:
        while os.getppid() == above:
            sleep(1)
        act()

    Thread(target=watch, name="above", daemon=True).start()
