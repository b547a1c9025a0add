from datetime import datetime, timedelta

from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.outbox.schedule import recurring
from offramp.program.consent import actions

MOST = 20


@recurring("consent.seal_anew", every=timedelta(minutes=10))
def seal_anew(at: datetime) -> None:
    """After the key of files was changed: some scans at a time, until none is left."""
    actions.seal_anew(MOST, by=SYSTEM)
