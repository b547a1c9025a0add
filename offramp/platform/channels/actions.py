from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from offramp.platform.audit import log
from offramp.platform.channels import rules
from offramp.platform.channels.models import Device, Reach
from offramp.platform.channels.push import is_a_service
from offramp.platform.channels.shape import Kind
from offramp.platform.kernel.errors import Refused
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission

MOST_DEVICES = 8


@transaction.atomic
def choose(order: Sequence[Kind], phone: str, *, at: datetime, by: Actor) -> Reach:
    """Somebody says how they want to be reached, in which order, and at which number."""
    require(by, Permission.CHANNEL_CHOOSE)
    number = rules.number(phone)
    if phone and not number:
        raise Refused("Enter a phone number with its area code, such as 314 555 0142.")
    if {Kind.TEXT, Kind.VOICE} & set(order) and not number:
        raise Refused("Enter the number for text messages and phone calls.")
    if number and Reach.objects.filter(phone=number).exclude(pk=by.id).exists():
        # A reply from that number must be one person's.
        raise Refused("A colleague is reached at this number. Enter one of your own.")
    reach, _ = Reach.objects.update_or_create(
        pk=by.id,
        defaults={
            "order": list(dict.fromkeys(order)),
            "phone": number,
            "chosen_at": at,
        },
    )
    log.record(Permission.CHANNEL_CHOOSE, reach, by=by, order=reach.order)
    return reach


@transaction.atomic
def subscribe(
    endpoint: str, keys: Mapping[str, str], name: str, *, at: datetime, by: Actor
) -> Device:
    """A browser takes push messages for somebody from now on."""
    require(by, Permission.CHANNEL_CHOOSE)
    if not is_a_service(endpoint) or len(endpoint) > 600:
        raise Refused("This browser's push service is not one that Offramp sends to.")
    known = {word: str(keys[word])[:200] for word in ("p256dh", "auth") if word in keys}
    if len(known) != 2:
        raise Refused("The browser did not say how to seal its messages. Try again.")
    device, is_new = Device.objects.update_or_create(
        endpoint=endpoint,
        defaults={"user_id": by.id, "keys": known, "name": name[:80], "gone_at": None},
    )
    if is_new:
        log.record(Permission.CHANNEL_CHOOSE, device, by=by, subscribed=True)
    _forget_the_oldest(by, at)
    return device


@transaction.atomic
def unsubscribe(endpoint: str, *, at: datetime, by: Actor) -> int:
    """A browser takes no push messages for somebody any more."""
    require(by, Permission.CHANNEL_CHOOSE)
    mine = Device.objects.filter(user_id=by.id, endpoint=endpoint, gone_at=None)
    found = list(mine)
    mine.update(gone_at=at)
    for device in found:
        log.record(Permission.CHANNEL_CHOOSE, device, by=by, subscribed=False)
    return len(found)


@transaction.atomic
def shown(endpoint: str, *, at: datetime, by: Actor) -> int:
    """A browser says that it has shown a message."""
    require(by, Permission.CHANNEL_CHOOSE)
    mine = Device.objects.filter(user_id=by.id, endpoint=endpoint)
    for device in mine:
        log.record(Permission.CHANNEL_CHOOSE, device, by=by, shown=True)
    return mine.update(shown_at=at)


def _forget_the_oldest(by: Actor, at: datetime) -> None:
    living = Device.objects.filter(user_id=by.id, gone_at=None).order_by("-stored_at")
    kept = list(living.values_list("pk", flat=True)[:MOST_DEVICES])
    living.exclude(pk__in=kept).update(gone_at=at)
