import logging
from datetime import datetime, timedelta

from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.outbox.schedule import recurring
from offramp.program.dispatch import actions, queries

_log = logging.getLogger("offramp.jobs")


@recurring("dispatch.escalate", every=timedelta(seconds=10))
def escalate(at: datetime) -> None:
    """Page the next ones wherever nobody answered in time."""
    for dispatch_id in queries.due(at):
        try:
            actions.escalate(dispatch_id, at=at, by=SYSTEM)
        except Exception as error:
            # The others must not wait for this one; it is tried again in ten seconds.
            _log.error("A page was not passed on: %s.", type(error).__name__)
