from datetime import datetime, timedelta

from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.outbox.schedule import recurring
from offramp.program.retention import access, actions

# In one go, so that the clock of pages to peers never waits long for it.
AT_ONCE = 25


@recurring("retention.destroy", every=timedelta(minutes=1))
def destroy(at: datetime) -> None:
    """Carry out what two people signed, a little at a time; again after a kill."""
    left = AT_ONCE
    for id in access.signed():
        while left and actions.destroy_next(id, at=at, by=SYSTEM):
            left -= 1
        if not left:
            return
        actions.finish(id, at=at, by=SYSTEM)


@recurring("retention.forget", every=timedelta(hours=6))
def forget(at: datetime) -> None:
    """Remove old messages to staff."""
    actions.forget_messages(at=at, by=SYSTEM)
