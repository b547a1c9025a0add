"""The review queue: whoever may review sees all of it."""

from django.http import Http404

from offramp.impact.oversight.models import Item
from offramp.platform.kernel.ids import ItemId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission


def get(item_id: ItemId, *, by: Actor, lock: bool = False) -> Item:
    """The item, or 404."""
    require(by, Permission.AUDIT_REVIEW)
    found = Item.objects.filter(pk=item_id)
    if lock:
        found = found.select_for_update()
    item = found.first()
    if item is None:
        raise Http404
    return item
