"""The story: who came, when, and how far they have got. Told once, in one piece."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from django.db import transaction
from django.utils.timezone import localdate

from offramp.config.demo import plots, roster, supplies
from offramp.config.demo.people import everybody
from offramp.config.demo.staff import hire
from offramp.config.demo.world import DAYS_BACK, SEED, World
from offramp.platform.accounts.actors import SYSTEM
from offramp.program.directory import actions as directory
from offramp.program.directory import formats
from offramp.program.sites import queries as sites

DIRECTORY = Path(__file__).resolve().parents[3] / "programs" / "directory-made-up"


Progress = Callable[[int], None]


@contextmanager
def _keeping_everything() -> Iterator[None]:
    """Hardly anything here goes round in circles; looking for it takes a tenth."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@_keeping_everything()
@transaction.atomic
def tell(now: datetime, progress: Progress, *, only: int | None = None) -> int:
    """Bring everybody in, all or none; how many people that were.

    `only` tells each plot at most so often.
    """
    site = sites.current()
    began_on = (now - timedelta(days=DAYS_BACK + 28)).date()
    staff = hire(site, began_on, localdate(now))
    world = World(site, staff, now, Random(SEED))  # noqa: S311 - a story, not a secret
    roster.fill(world)
    supplies.stock(world)
    services = formats.read(DIRECTORY, lambda sentence: None)
    directory.import_rows(services, at=now, by=SYSTEM)
    people = everybody(world)
    told = 0
    for plot, times in plots.PLOTS:
        for turn in range(times if only is None else min(only, times)):
            plot(world, next(people), turn)
            told += 1
            progress(told)
    supplies.happened(world)
    supplies.call_back(world)
    return told


def everyone() -> int:
    """How many people the whole story has."""
    return sum(times for _, times in plots.PLOTS)
