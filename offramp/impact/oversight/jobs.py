from datetime import datetime, timedelta

from django.utils.timezone import localtime

from offramp.impact.oversight import actions
from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.outbox.schedule import recurring


@recurring("oversight.gather", every=timedelta(hours=6))
def gather(at: datetime) -> None:
    """Put what stood out last week into the review queue."""
    today = localtime(at).date()
    monday = today - timedelta(days=today.weekday())
    actions.gather(monday - timedelta(weeks=1), by=SYSTEM)
