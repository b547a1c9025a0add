import logging
from datetime import datetime, timedelta

from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.outbox.schedule import recurring
from offramp.program.people import actions, queries

_log = logging.getLogger("offramp.jobs")


@recurring("people.escalate_reviews", every=timedelta(hours=1))
def escalate_reviews(at: datetime) -> None:
    """Tell others where nobody has looked at an emergency opening for three days."""
    for opening_id in queries.to_escalate(at):
        try:
            actions.escalate_review(opening_id, at=at, by=SYSTEM)
        except Exception as error:
            # The others must not wait for this one; it is tried again in an hour.
            _log.error("A review was not passed on: %s.", type(error).__name__)
