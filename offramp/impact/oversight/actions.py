from datetime import date, datetime

from django.db import transaction

from offramp.impact.oversight import access
from offramp.impact.oversight.lifecycle import LIFECYCLE, Event, State
from offramp.impact.oversight.models import Item
from offramp.impact.oversight.rules import findings
from offramp.platform.audit import log
from offramp.platform.kernel.ids import ItemId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission


@transaction.atomic
def gather(week_on: date, *, by: Actor) -> list[Item]:
    """Put into the queue what stands out in the week; again, only what is new."""
    require(by, Permission.AUDIT_REVIEW)
    added = []
    for found in findings(*access.of_week(week_on)):
        item, is_new = Item.objects.get_or_create(
            week_on=week_on,
            rule=found.rule,
            staff_id=found.staff_id,
            defaults={"count": found.count, "positions": list(found.positions)},
        )
        if is_new:
            log.record(Permission.AUDIT_REVIEW, item, by=by, rule=found.rule)
            added.append(item)
    return added


@transaction.atomic
def settle(
    item_id: ItemId, event: Event, words: str, *, at: datetime, by: Actor
) -> Item:
    """Say what was found: there is an explanation, or somebody else must look."""
    item = access.get(item_id, by=by, lock=True)
    item.state = LIFECYCLE.after(State(item.state), event)
    item.words, item.settled_at, item.settled_by_id = words, at, by.id
    item.save(update_fields=["state", "words", "settled_at", "settled_by_id"])
    log.record(Permission.AUDIT_REVIEW, item, by=by, state=item.state)
    return item
