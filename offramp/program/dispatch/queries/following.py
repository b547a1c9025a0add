"""What jobs look for: trips without a word, and people whom nobody could meet."""

from datetime import datetime, timedelta

from offramp.platform.kernel.ids import DispatchId
from offramp.platform.outbox import queries as outbox
from offramp.program.dispatch import access, rules
from offramp.program.sites import queries as sites

# What nobody has looked into for so long is a matter for the board, not for a reminder.
_REMINDS = timedelta(days=3)


def unwatched(at: datetime) -> list[DispatchId]:
    """Where a peer is with somebody and has tapped nothing that says so."""
    return list(access.unwatched(at).values_list("id", flat=True))


def overdue(at: datetime) -> list[DispatchId]:
    """The trips from which a word is overdue."""
    return [DispatchId(row.pk) for row in access.watches_due(at)]


def to_remind(at: datetime) -> list[DispatchId]:
    """Whom somebody on call is to look for this morning and has not been told of."""
    zone, hour = access.site_zone(), sites.current().clocks.follow_up_at_hour
    waiting = [
        row.id
        for row in access.unserved(at - _REMINDS)
        if row.fallback_at and rules.morning_after(row.fallback_at, hour, zone) <= at
    ]
    if not waiting or not access.on_call(at):
        return []
    told = {step.about_id for step in outbox.calls(waiting)}
    return [id for id in waiting if id not in told]
