from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from offramp.platform.channels import access
from offramp.platform.channels.models import Reach
from offramp.platform.channels.push import public_key
from offramp.platform.channels.shape import WORDS, Kind
from offramp.platform.kernel.ids import ActorId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission


@dataclass(frozen=True)
class Own:
    """How somebody is reached, for their own page."""

    order: Sequence[Kind]
    now: Sequence[str]
    phone: str
    devices: Sequence[tuple[str, datetime | None]]
    push_key: str
    offered: Sequence[Kind]


def own(by: Actor) -> Own:
    """What one has chosen, what of it works now, and what this place offers."""
    require(by, Permission.CHANNEL_CHOOSE)
    reach = Reach.objects.filter(pk=by.id).first()
    me = ActorId(by.id)
    there = access.set_up()
    return Own(
        order=[Kind(word) for word in reach.order] if reach else [Kind.EMAIL],
        now=[WORDS[kind] for kind in access.kinds_of(me)],
        phone=reach.phone if reach else "",
        devices=[(device.name, device.shown_at) for device in access.devices_of(me)],
        push_key=public_key(),
        offered=[kind for kind in Kind if kind in there],
    )
