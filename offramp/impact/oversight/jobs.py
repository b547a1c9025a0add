from datetime import datetime, timedelta

from django.utils.timezone import localtime

from offramp.impact.oversight import actions
from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.audit import checkpoints, health
from offramp.platform.outbox.schedule import recurring


@recurring("oversight.gather", every=timedelta(hours=6))
def gather(at: datetime) -> None:
    """Put what stood out last week into the review queue."""
    today = localtime(at).date()
    monday = today - timedelta(days=today.weekday())
    actions.gather(monday - timedelta(weeks=1), by=SYSTEM)


@recurring("oversight.verify", every=timedelta(days=1))
def verify(at: datetime) -> None:
    """Read the whole record and say whether it is as it was written."""
    actions.verified(health.verdict(), at=at, by=SYSTEM)


@recurring("oversight.close_years", every=timedelta(days=1))
def close_years(at: datetime) -> None:
    """Sign where each year that is over ended."""
    if checkpoints.has_key():
        actions.close_years(at=at, by=SYSTEM)


@recurring("oversight.watch", every=timedelta(minutes=15))
def watch(at: datetime) -> None:
    """Look whether the record is guarded, ends where it should, fits its checkpoints."""
    if problems := health.wrong():
        actions.alarm(problems, at=at, by=SYSTEM)
