"""The review queue: whoever may review sees all of it."""

from django.db.models import QuerySet
from django.http import Http404

from offramp.impact.oversight.models import Item
from offramp.platform.audit.models import Entry
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


def verifications() -> QuerySet[Entry]:
    """What the readings of the record found, the last one first."""
    read = Entry.objects.filter(action=Permission.AUDIT_VERIFY.value)
    return read.order_by("-position")


def closings() -> QuerySet[Entry]:
    """The years that were closed, as it was put down then; the newest first."""
    said = Entry.objects.filter(action=Permission.AUDIT_CLOSE.value)
    return said.order_by("-position")
